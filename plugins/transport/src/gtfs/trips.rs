//! `trips.txt`: the journeys of vehicles, each on the days of one service.

use std::io::{Read, Seek};
use std::ops::Range;

use super::frequencies::Repeat;
use super::ids::{Ids, check};
use super::report::{Refusal, Report};
use super::room;
use super::table::{Column, Row, Table};
use super::zip_files::ZipFiles;

pub(super) const TRIPS: &str = "trips.txt";

/// A journey of a vehicle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trip {
    /// Its id in the feed.
    pub id: String,
    /// Index of its route.
    pub route: u32,
    /// Index of the service that says on which days it runs.
    pub service: u32,
    /// Where it goes, for people; empty where the feed gives a mission code only (see `Feed::destination`).
    pub headsign: String,
    /// Mission code or train number, `VICK` or `105330`; may be empty.
    pub mission: String,
    /// 0 or 1, if the feed tells the two directions of a line.
    pub direction: Option<u8>,
    /// Room for a wheelchair: 0 unknown, 1 yes, 2 no.
    pub wheelchair: u8,
    /// Its calls; empty if it was left out for want of two sound stops.
    pub calls: Range<u32>,
    /// The times at which it is repeated; if there are any, its own times only say how long it takes.
    pub repeats: Vec<Repeat>,
    /// Its line in `trips.txt`, for the report.
    pub(super) line_in_file: u32,
}

struct Columns {
    id: Column,
    route: Column,
    service: Column,
    headsign: Column,
    short_name: Column,
    direction: Column,
    wheelchair: Column,
}

impl Columns {
    fn of(table: &Table<'_>) -> Result<Columns, Refusal> {
        Ok(Columns {
            id: table.required("trip_id")?,
            route: table.required("route_id")?,
            service: table.required("service_id")?,
            headsign: table.optional("trip_headsign"),
            short_name: table.optional("trip_short_name"),
            direction: table.optional("direction_id"),
            wheelchair: table.optional("wheelchair_accessible"),
        })
    }
}

/// Reads `trips.txt`, with the index of each id.
pub(super) fn read_trips<R: Read + Seek>(
    files: &mut ZipFiles<R>,
    routes: &Ids,
    services: &Ids,
    report: &mut Report,
) -> Result<(Vec<Trip>, Ids), Refusal> {
    let mut table = files.open_required(TRIPS, report)?;
    let columns = Columns::of(&table)?;
    let (mut trips, mut ids) = (Vec::new(), Ids::default());
    while let Some(row) = table.next_row(report)? {
        match read_trip(&row, &columns, routes, services) {
            Err(reason) => report.refuse(TRIPS, row.line, format_args!("{reason}: the trip is left out")),
            Ok(trip) if ids.add(&trip.id).is_none() => {
                let reason = format_args!("the trip_id {:?} is there twice: the first one is kept", trip.id);
                report.refuse(TRIPS, row.line, reason);
            }
            Ok(_) if !room::for_one_more(&mut trips) => return Err(table.no_room()),
            Ok(trip) => trips.push(trip),
        }
    }
    if trips.is_empty() {
        return Err(Refusal::of(TRIPS, "no sound trip in the file; see the report for each row"));
    }
    Ok((trips, ids))
}

fn read_trip(row: &Row<'_>, columns: &Columns, routes: &Ids, services: &Ids) -> Result<Trip, String> {
    let id = row.text(columns.id);
    check("trip_id", id)?;
    let (route, service) = (row.text(columns.route), row.text(columns.service));
    Ok(Trip {
        id: id.to_owned(),
        route: routes.get(route).ok_or_else(|| format!("the route_id {route:?} is not in routes.txt"))?,
        service: services
            .get(service)
            .ok_or_else(|| format!("the service_id {service:?} is in no calendar"))?,
        headsign: row.words(columns.headsign),
        mission: row.words(columns.short_name),
        direction: match row.text(columns.direction) {
            "0" => Some(0),
            "1" => Some(1),
            _ => None,
        },
        wheelchair: match row.text(columns.wheelchair) {
            "1" => 1,
            "2" => 2,
            _ => 0,
        },
        calls: 0..0,
        repeats: Vec::new(),
        line_in_file: row.line,
    })
}
