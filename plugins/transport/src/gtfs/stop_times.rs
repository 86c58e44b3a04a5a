//! `stop_times.txt`: the largest file of a feed, read into 32 bytes a row; texts become indexes.

use std::io::{Read, Seek};

use super::ids::{Ids, NONE};
use super::report::{Refusal, Report};
use super::room;
use super::table::{Column, Row, Table};
use super::times::parse_time;
use super::zip_files::ZipFiles;

pub(super) const STOP_TIMES: &str = "stop_times.txt";

/// Stands for a time that is not given.
pub(super) const NO_TIME: i32 = -1;

/// A row, not yet in its place in the trip.
#[derive(Clone, Copy, Debug)]
pub(super) struct StopTime {
    pub(super) trip: u32,
    pub(super) sequence: u32,
    /// Line in the file.
    pub(super) line: u32,
    /// Index of the stop; `NONE` for a row that was left out but still holds its place in the trip.
    pub(super) stop: u32,
    /// Seconds of the service day or `NO_TIME`, as is `departure`; both are given or none.
    pub(super) arrival: i32,
    pub(super) departure: i32,
    /// Index among the texts of stop headsigns, or `NONE`.
    pub(super) headsign: u32,
    pub(super) pickup: u8,
    pub(super) about: bool,
}

struct Columns {
    trip: Column,
    sequence: Column,
    stop: Column,
    arrival: Column,
    departure: Column,
    headsign: Column,
    pickup: Column,
    timepoint: Column,
}

impl Columns {
    fn of(table: &Table<'_>) -> Result<Columns, Refusal> {
        Ok(Columns {
            trip: table.required("trip_id")?,
            sequence: table.required("stop_sequence")?,
            stop: table.required("stop_id")?,
            arrival: table.required("arrival_time")?,
            departure: table.required("departure_time")?,
            headsign: table.optional("stop_headsign"),
            pickup: table.optional("pickup_type"),
            timepoint: table.optional("timepoint"),
        })
    }
}

/// Reads the rows in the order of the file, and the texts of the stop headsigns.
pub(super) fn read_stop_times<R: Read + Seek>(
    files: &mut ZipFiles<R>,
    trips: &Ids,
    stops: &Ids,
    report: &mut Report,
) -> Result<(Vec<StopTime>, Vec<String>), Refusal> {
    let mut table = files.open_required(STOP_TIMES, report)?;
    let columns = Columns::of(&table)?;
    let (mut rows, mut headsigns) = (Vec::new(), Ids::default());
    let mut trip = LastTrip::default();
    while let Some(row) = table.next_row(report)? {
        let place = trip
            .find(row.text(columns.trip), trips)
            .and_then(|trip| Ok((trip, sequence_of(&row, &columns)?)));
        let (trip, sequence) = match place {
            Ok(place) => place,
            Err(reason) => {
                report.refuse(STOP_TIMES, row.line, format_args!("{reason}: the row is left out"));
                continue;
            }
        };
        let call = read_call(&row, &columns, stops, &mut headsigns, report).unwrap_or_else(|reason| {
            report.refuse(STOP_TIMES, row.line, format_args!("{reason}: the row is left out"));
            StopTime { stop: NONE, ..EMPTY }
        });
        let stop_time = StopTime { trip, sequence, line: row.line, ..call };
        if !room::for_one_more(&mut rows) {
            return Err(table.no_room());
        }
        rows.push(stop_time);
    }
    Ok((rows, headsigns.into_texts()))
}

const EMPTY: StopTime = StopTime {
    trip: NONE,
    sequence: 0,
    line: 0,
    stop: NONE,
    arrival: NO_TIME,
    departure: NO_TIME,
    headsign: NONE,
    pickup: 0,
    about: false,
};

/// The rows of a trip mostly follow each other, so its id is looked up once.
#[derive(Default)]
struct LastTrip {
    id: String,
    index: Option<u32>,
}

impl LastTrip {
    fn find(&mut self, id: &str, trips: &Ids) -> Result<u32, String> {
        if self.index.is_none() || self.id != id {
            self.index = trips.get(id);
            id.clone_into(&mut self.id);
        }
        self.index.ok_or_else(|| format!("the trip_id {id:?} is not among the trips kept"))
    }
}

fn sequence_of(row: &Row<'_>, columns: &Columns) -> Result<u32, String> {
    let text = row.text(columns.sequence);
    text.parse().map_err(|_| format!("stop_sequence is {text:?}, not a whole number from 0"))
}

fn read_call(
    row: &Row<'_>,
    columns: &Columns,
    stops: &Ids,
    headsigns: &mut Ids,
    report: &mut Report,
) -> Result<StopTime, String> {
    let stop = row.text(columns.stop);
    let stop = stops.get(stop).ok_or_else(|| format!("the stop_id {stop:?} is not among the stops kept"))?;
    let arrival = time_in(row, columns.arrival)?;
    let departure = time_in(row, columns.departure)?;
    let headsign = row.text(columns.headsign);
    Ok(StopTime {
        stop,
        arrival: arrival.or(departure).unwrap_or(NO_TIME),
        departure: departure.or(arrival).unwrap_or(NO_TIME),
        headsign: if headsign.is_empty() { NONE } else { headsigns.get_or_add(headsign) },
        pickup: pickup_in(row, columns.pickup, report),
        about: row.text(columns.timepoint) == "0",
        ..EMPTY
    })
}

fn time_in(row: &Row<'_>, column: Column) -> Result<Option<i32>, String> {
    match row.text(column) {
        "" => Ok(None),
        text => match parse_time(text) {
            Some(time) => Ok(Some(time)),
            None => Err(format!("{text:?} is no time (08:30:00)")),
        },
    }
}

fn pickup_in(row: &Row<'_>, column: Column, report: &mut Report) -> u8 {
    match row.text(column) {
        "" | "0" => 0,
        "1" => 1,
        "2" => 2,
        "3" => 3,
        text => {
            let reason = format_args!("pickup_type is {text:?}, not 0 to 3: taken as 0");
            report.warn(STOP_TIMES, Some(row.line), reason);
            0
        }
    }
}
