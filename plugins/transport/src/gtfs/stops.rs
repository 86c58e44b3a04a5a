//! `stops.txt`: platforms and stations. A stop without a station is its own station.

use std::io::{Read, Seek};

use super::ids::{Ids, check};
use super::names::readable_name;
use super::report::{Refusal, Report};
use super::room;
use super::table::{Column, Row, Table};
use super::zip_files::ZipFiles;

const STOPS: &str = "stops.txt";

/// A place where vehicles stop (a platform, a pole), or a station of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Its id in the feed.
    pub id: String,
    /// Its name, made readable (see `readable_name`).
    pub name: String,
    /// Longitude in degrees, WGS 84.
    pub lon: f64,
    /// Latitude in degrees, WGS 84.
    pub lat: f64,
    /// Index of its station; its own index if it has none.
    pub station: u32,
    /// The platform as people read it, `4` or `B`; may be empty.
    pub platform_code: String,
    /// Wheelchair boarding: 0 unknown (for a platform: as its station), 1 possible, 2 not possible.
    pub wheelchair: u8,
}

/// Which stops are of interest, decided by the position of their stations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept(Vec<bool>);

impl Kept {
    /// Keeps each stop whose station's longitude and latitude pass the test. Calls it once per stop.
    pub fn by_position(stops: &[Stop], mut test: impl FnMut(f64, f64) -> bool) -> Kept {
        let of_station =
            |stop: &Stop| stops.get(stop.station as usize).is_some_and(|at| test(at.lon, at.lat));
        Kept(stops.iter().map(of_station).collect())
    }

    /// True if the stop with this index is kept.
    pub fn contains(&self, stop: u32) -> bool {
        self.0.get(stop as usize).copied().unwrap_or(false)
    }
}

struct Columns {
    id: Column,
    name: Column,
    lat: Column,
    lon: Column,
    location_type: Column,
    parent: Column,
    platform_code: Column,
    wheelchair: Column,
}

impl Columns {
    fn of(table: &Table<'_>) -> Result<Columns, Refusal> {
        Ok(Columns {
            id: table.required("stop_id")?,
            name: table.required("stop_name")?,
            lat: table.required("stop_lat")?,
            lon: table.required("stop_lon")?,
            location_type: table.optional("location_type"),
            parent: table.optional("parent_station"),
            platform_code: table.optional("platform_code"),
            wheelchair: table.optional("wheelchair_boarding"),
        })
    }
}

/// A stop as its row says, before its station is looked up.
struct Draft {
    stop: Stop,
    is_station: bool,
    parent: String,
    line: u32,
}

/// Reads `stops.txt`, with the index of each id. Entrances, nodes and boarding areas are not read.
pub(super) fn read_stops<R: Read + Seek>(
    files: &mut ZipFiles<R>,
    report: &mut Report,
) -> Result<(Vec<Stop>, Ids), Refusal> {
    let mut table = files.open_required(STOPS, report)?;
    let columns = Columns::of(&table)?;
    let (mut drafts, mut ids) = (Vec::<Draft>::new(), Ids::default());
    while let Some(row) = table.next_row(report)? {
        if matches!(row.text(columns.location_type), "2" | "3" | "4") {
            continue;
        }
        match read_stop(&row, &columns) {
            Err(reason) => report.refuse(STOPS, row.line, format_args!("{reason}: the stop is left out")),
            Ok(draft) if ids.add(&draft.stop.id).is_none() => {
                let reason =
                    format_args!("the stop_id {:?} is there twice: the first one is kept", draft.stop.id);
                report.refuse(STOPS, row.line, reason);
            }
            Ok(_) if !room::for_one_more(&mut drafts) => return Err(table.no_room()),
            Ok(draft) => drafts.push(draft),
        }
    }
    if drafts.is_empty() {
        return Err(Refusal::of(STOPS, "no sound stop in the file; see the report for each row"));
    }
    link_stations(&mut drafts, &ids, report);
    Ok((drafts.into_iter().map(|draft| draft.stop).collect(), ids))
}

fn read_stop(row: &Row<'_>, columns: &Columns) -> Result<Draft, String> {
    let id = row.text(columns.id);
    check("stop_id", id)?;
    let lat = degrees("stop_lat", row.text(columns.lat), 90.0)?;
    let lon = degrees("stop_lon", row.text(columns.lon), 180.0)?;
    if lat == 0.0 && lon == 0.0 {
        return Err(format!("the stop {id:?} lies at 0, 0, which stands for an unknown position"));
    }
    let name = row.words(columns.name);
    let stop = Stop {
        id: id.to_owned(),
        name: readable_name(if name.is_empty() { id } else { &name }),
        lon,
        lat,
        station: 0,
        platform_code: row.words(columns.platform_code),
        wheelchair: match row.text(columns.wheelchair) {
            "1" => 1,
            "2" => 2,
            _ => 0,
        },
    };
    let is_station = row.text(columns.location_type) == "1";
    Ok(Draft { stop, is_station, parent: row.text(columns.parent).to_owned(), line: row.line })
}

fn degrees(column: &str, text: &str, max: f64) -> Result<f64, String> {
    let number: Option<f64> = text.parse().ok();
    let in_range = number.filter(|degrees| degrees.abs() <= max);
    in_range.ok_or_else(|| format!("{column} is {text:?}, not a number of degrees between -{max} and {max}"))
}

/// Stations may come after their platforms in the file, so they are looked up at the end.
fn link_stations(drafts: &mut [Draft], ids: &Ids, report: &mut Report) {
    for index in 0..drafts.len() {
        let Draft { is_station, parent, line, .. } = &drafts[index];
        let station = ids.get(parent).filter(|station| drafts[*station as usize].is_station);
        if !is_station && !parent.is_empty() && station.is_none() {
            let reason =
                format_args!("the parent_station {parent:?} is no station: the stop is its own station");
            report.warn(STOPS, Some(*line), reason);
        }
        let own = index as u32;
        drafts[index].stop.station = if *is_station { own } else { station.unwrap_or(own) };
    }
}
