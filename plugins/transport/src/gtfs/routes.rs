//! `routes.txt`: the routes of the feed; several may be one line for people (see `lines.rs`).

use std::io::{Read, Seek};

use super::ids::Ids;
use super::modes::Mode;
use super::report::{Refusal, Report};
use super::table::{Column, Row};
use super::zip_files::ZipFiles;

const ROUTES: &str = "routes.txt";

/// What publishers write for a name that they do not know.
const NO_NAMES: [&str; 6] = ["INCONNU", "UNKNOWN", "N/A", "NULL", "NONE", "-"];

/// A route of the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its id in the feed.
    pub id: String,
    /// Index of its agency.
    pub agency: u32,
    /// Short name, `C`; may be empty.
    pub short_name: String,
    /// Long name; may be empty.
    pub long_name: String,
    /// Means of transport.
    pub mode: Mode,
    /// Six hexadecimal digits, or empty.
    pub color: String,
    /// Six hexadecimal digits, or empty.
    pub text_color: String,
    /// Index of its line.
    pub line: u32,
}

/// Reads `routes.txt`, with the index of each id.
pub(super) fn read_routes<R: Read + Seek>(
    files: &mut ZipFiles<R>,
    agencies: &Ids,
    report: &mut Report,
) -> Result<(Vec<Route>, Ids), Refusal> {
    let mut table = files.open_required(ROUTES, report)?;
    let (id, route_type) = (table.required("route_id")?, table.required("route_type")?);
    let (short, long) = (table.optional("route_short_name"), table.optional("route_long_name"));
    let (agency, color) = (table.optional("agency_id"), table.optional("route_color"));
    let text_color = table.optional("route_text_color");
    let (mut routes, mut ids) = (Vec::new(), Ids::default());
    while let Some(row) = table.next_row(report)? {
        let route_id = row.text(id);
        if route_id.is_empty() {
            report.refuse(ROUTES, row.line, format_args!("no route_id: the route is left out"));
            continue;
        }
        if ids.add(route_id).is_none() {
            let reason = format_args!("the route_id {route_id:?} is there twice: the first one is kept");
            report.refuse(ROUTES, row.line, reason);
            continue;
        }
        routes.push(Route {
            id: route_id.to_owned(),
            agency: agency_of(&row, agency, agencies, report),
            short_name: name_in(&row, short),
            long_name: name_in(&row, long),
            mode: mode_of(&row, route_type, report),
            color: color_in(&row, color, report),
            text_color: color_in(&row, text_color, report),
            line: 0,
        });
    }
    if routes.is_empty() {
        return Err(Refusal::of(ROUTES, "no sound route in the file; see the report for each row"));
    }
    Ok((routes, ids))
}

fn name_in(row: &Row<'_>, column: Column) -> String {
    let name = row.words(column);
    let known = !NO_NAMES.iter().any(|no_name| no_name.eq_ignore_ascii_case(&name));
    if known { name } else { String::new() }
}

/// The agency may be left out where there is only one; an unknown one does not harm the timetable.
fn agency_of(row: &Row<'_>, column: Column, agencies: &Ids, report: &mut Report) -> u32 {
    let id = row.text(column);
    agencies.get(id).unwrap_or_else(|| {
        if !id.is_empty() {
            let reason = format_args!("the agency_id {id:?} is not in agency.txt: the first agency is taken");
            report.warn(ROUTES, Some(row.line), reason);
        }
        0
    })
}

fn mode_of(row: &Row<'_>, column: Column, report: &mut Report) -> Mode {
    let text = row.text(column);
    text.parse().ok().and_then(Mode::of_route_type).unwrap_or_else(|| {
        let reason = format_args!("route_type is {text:?}, which GTFS does not know: taken as \"other\"");
        report.warn(ROUTES, Some(row.line), reason);
        Mode::Other
    })
}

fn color_in(row: &Row<'_>, column: Column, report: &mut Report) -> String {
    let text = row.text(column);
    let well_formed = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !well_formed && !text.is_empty() {
        report.warn(
            ROUTES,
            Some(row.line),
            format_args!("{text:?} is no colour (six signs 0 to F): left out"),
        );
    }
    if well_formed { text.to_ascii_uppercase() } else { String::new() }
}
