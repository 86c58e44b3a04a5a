//! `frequencies.txt`: trips that are repeated every so many minutes.

use std::io::{Read, Seek};

use super::feed::Feed;
use super::ids::Ids;
use super::report::{Refusal, Report};
use super::table::{Column, Row};
use super::times::parse_time;
use super::zip_files::ZipFiles;

const FREQUENCIES: &str = "frequencies.txt";

/// A span of the service day in which a trip starts again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The first start, in seconds of the service day.
    pub start_s: i32,
    /// No start from this second on.
    pub end_s: i32,
    /// Seconds between two starts, from 1.
    pub headway_s: i32,
    /// True if the starts are exact; otherwise only the headway is promised.
    pub exact: bool,
}

impl Repeat {
    /// The starts, in seconds of the service day.
    pub fn starts(self) -> impl Iterator<Item = i32> {
        (self.start_s..self.end_s).step_by(self.headway_s.max(1) as usize)
    }
}

/// Reads `frequencies.txt`, if there is one, into the trips of the feed.
pub(super) fn read_frequencies<R: Read + Seek>(
    files: &mut ZipFiles<R>,
    trips: &Ids,
    feed: &mut Feed,
    max_departures: usize,
    report: &mut Report,
) -> Result<(), Refusal> {
    let Some(mut table) = files.open_optional(FREQUENCIES, report)? else {
        return Ok(());
    };
    let trip = table.required("trip_id")?;
    let (start, end) = (table.required("start_time")?, table.required("end_time")?);
    let (headway, exact) = (table.required("headway_secs")?, table.optional("exact_times"));
    let mut left = max_departures;
    while let Some(row) = table.next_row(report)? {
        let repeat = read_repeat(&row, start, end, headway, exact);
        let added = repeat.and_then(|repeat| add(feed, trips, row.text(trip), repeat, &mut left));
        if let Err(reason) = added {
            report.refuse(FREQUENCIES, row.line, format_args!("{reason}: the row is left out"));
        }
    }
    Ok(())
}

fn read_repeat(
    row: &Row<'_>,
    start: Column,
    end: Column,
    headway: Column,
    exact: Column,
) -> Result<Repeat, String> {
    let time =
        |column| parse_time(row.text(column)).ok_or_else(|| format!("{:?} is no time", row.text(column)));
    let (start_s, end_s) = (time(start)?, time(end)?);
    if end_s <= start_s {
        return Err("end_time is not after start_time".to_owned());
    }
    let text = row.text(headway);
    let headway_s = text.parse().ok().filter(|seconds| (1..=end_s.max(86_400)).contains(seconds));
    let headway_s =
        headway_s.ok_or_else(|| format!("headway_secs is {text:?}, not a number of seconds from 1"))?;
    Ok(Repeat { start_s, end_s, headway_s, exact: row.text(exact) == "1" })
}

fn add(feed: &mut Feed, trips: &Ids, id: &str, repeat: Repeat, left: &mut usize) -> Result<(), String> {
    let unknown = || format!("the trip_id {id:?} is not among the trips kept");
    let trip = trips.get(id).and_then(|index| feed.trips.get_mut(index as usize)).ok_or_else(unknown)?;
    let departures = repeat.starts().count().saturating_mul(trip.calls.len());
    *left = left.checked_sub(departures).ok_or("frequencies make more departures a day than a hub reads")?;
    trip.repeats.push(repeat);
    Ok(())
}
