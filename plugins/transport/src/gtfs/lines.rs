//! Lines as people know them: one agency, one name, one mode, however many routes the feed makes of it.

use std::collections::{BTreeMap, HashMap};

use super::agencies::Agency;
use super::line_names::{LineName, line_name};
use super::modes::Mode;
use super::routes::Route;
use super::slugs::slug;

/// A line. A train line and its replacement bus are two lines, because they are two things to a traveller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Made of agency, name and mode: the same in every version of the feed, `rer-c-c-rail`.
    pub id: String,
    /// Index of its agency.
    pub agency: u32,
    /// Short name, `C`; the long name where there is none.
    pub name: String,
    /// What people call it, `RER C`.
    pub title: LineName,
    /// Long name of its first route; may be empty.
    pub long_name: String,
    /// Means of transport.
    pub mode: Mode,
    /// Six hexadecimal digits, or empty.
    pub color: String,
    /// Six hexadecimal digits, or empty.
    pub text_color: String,
    /// Indexes of its routes.
    pub routes: Vec<u32>,
}

/// Makes the lines of the routes and tells each route its line.
pub(super) fn merge_routes(routes: &mut [Route], agencies: &[Agency]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut known: HashMap<(u32, String, Mode), u32> = HashMap::new();
    for (index, route) in (0_u32..).zip(routes) {
        let key = (route.agency, name_of(route).to_owned(), route.mode);
        route.line = *known.entry(key).or_insert_with(|| {
            lines.push(new_line(route, agencies));
            lines.len() as u32 - 1
        });
        let line = &mut lines[route.line as usize];
        line.routes.push(index);
        if line.color.is_empty() {
            line.color.clone_from(&route.color);
            line.text_color.clone_from(&route.text_color);
        }
    }
    make_ids_unique(&mut lines, agencies);
    lines
}

fn name_of(route: &Route) -> &str {
    [&route.short_name, &route.long_name].into_iter().find(|name| !name.is_empty()).unwrap_or(&route.id)
}

fn new_line(route: &Route, agencies: &[Agency]) -> Line {
    let agency = agencies.get(route.agency as usize).map_or("", |agency| &agency.name);
    let name = name_of(route);
    Line {
        id: slug(&[agency, name, route.mode.code()]),
        agency: route.agency,
        name: name.to_owned(),
        title: line_name(agency, name, route.mode),
        long_name: route.long_name.clone(),
        mode: route.mode,
        color: String::new(),
        text_color: String::new(),
        routes: Vec::new(),
    }
}

/// Names that differ only by accents or signs get numbers, in the order of what tells them apart, so that the order of
/// the rows in the feed changes nothing.
fn make_ids_unique(lines: &mut [Line], agencies: &[Agency]) {
    let mut same: BTreeMap<String, Vec<(String, String, usize)>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate() {
        let agency = agencies.get(line.agency as usize).map_or("", |agency| &agency.id);
        same.entry(line.id.clone()).or_default().push((agency.to_owned(), line.name.clone(), index));
    }
    for mut group in same.into_values() {
        group.sort_unstable();
        for (number, (_, _, index)) in (2..).zip(group.into_iter().skip(1)) {
            lines[index].id.push_str(&format!("-{number}"));
        }
    }
}
