//! The calls of each trip, in order: doubles left out, times checked, missing times interpolated.

use super::ids::NONE;
use super::report::{Refusal, Report};
use super::stop_times::{NO_TIME, STOP_TIMES, StopTime};
use super::trips::{TRIPS, Trip};

/// A trip at a stop. 24 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call {
    /// Index of the stop.
    pub stop: u32,
    /// Its `stop_sequence`, by which real-time feeds name it.
    pub sequence: u32,
    /// Seconds of the service day; negative if the feed does not tell.
    pub arrival_s: i32,
    /// Seconds of the service day; negative if the feed does not tell.
    pub departure_s: i32,
    /// Index of its stop headsign, or `NONE`.
    pub(super) headsign: u32,
    /// 0 regular, 1 no boarding, 2 by telephone before, 3 ask the driver.
    pub pickup: u8,
    /// True if the time is interpolated or the feed calls it approximate.
    pub about: bool,
}

/// Most stops of a trip: the place of a departure in its trip is a number of 16 bits.
const MOST_STOPS: usize = 10_000;

/// Sorts the rows into trips, tells each trip its calls, and returns all the calls.
pub(super) fn build_calls(
    mut rows: Vec<StopTime>,
    trips: &mut [Trip],
    report: &mut Report,
) -> Result<Vec<Call>, Refusal> {
    rows.sort_unstable_by_key(|row| (row.trip, row.sequence, row.line));
    let mut calls = Vec::new();
    if calls.try_reserve_exact(rows.len()).is_err() {
        let reason = "the feed takes more memory than a plugin may use; cut it down to the territory";
        return Err(Refusal::of(STOP_TIMES, reason));
    }
    for group in rows.chunk_by_mut(|first, second| first.trip == second.trip) {
        let Some(trip) = trips.get_mut(group[0].trip as usize) else { continue };
        let Some(sound) = sound_rows(group, report) else { continue };
        let first = calls.len() as u32;
        calls.extend(sound.iter().map(call_of));
        trip.calls = first..calls.len() as u32;
    }
    for trip in trips.iter_mut().filter(|trip| trip.calls.len() < 2) {
        let reason = format_args!("the trip {:?} has fewer than two sound stops: it is left out", trip.id);
        report.refuse(TRIPS, trip.line_in_file, reason);
        trip.calls = 0..0;
    }
    Ok(calls)
}

fn call_of(row: &StopTime) -> Call {
    let StopTime { stop, sequence, arrival, departure, headsign, pickup, about, .. } = *row;
    Call { stop, sequence, arrival_s: arrival, departure_s: departure, headsign, pickup, about }
}

/// The sound rows of a trip with their times filled in; `None` if it has too many, or if where it ends is unknown:
/// a wrong destination is worse than a missing trip.
fn sound_rows(group: &mut [StopTime], report: &mut Report) -> Option<Vec<StopTime>> {
    let mut rows = without_doubles(group, report);
    let last = rows.last()?;
    if rows.len() > MOST_STOPS {
        let reason = format_args!("the trip has more than {MOST_STOPS} stops: it is left out");
        report.warn(STOP_TIMES, Some(last.line), reason);
        return None;
    }
    if last.stop == NONE {
        let reason =
            format_args!("the last row of the trip was left out: so is the trip, its end is unknown");
        report.warn(STOP_TIMES, Some(last.line), reason);
        return None;
    }
    rows.retain(|row| row.stop != NONE);
    check_times(&mut rows, report);
    interpolate(&mut rows);
    let untimed = rows.iter().rev().skip(1).find(|row| row.departure == NO_TIME);
    if let Some(row) = untimed {
        let reason = format_args!("no time, and none on both sides to reckon it from: no departure here");
        report.warn(STOP_TIMES, Some(row.line), reason);
    }
    Some(rows)
}

fn without_doubles(group: &[StopTime], report: &mut Report) -> Vec<StopTime> {
    let mut rows: Vec<StopTime> = Vec::with_capacity(group.len());
    for row in group {
        if rows.last().is_some_and(|previous| previous.sequence == row.sequence) {
            let reason =
                format_args!("stop_sequence {} is there twice in this trip: the first is kept", row.sequence);
            // A row that was left out already is not counted again.
            if row.stop != NONE {
                report.refuse(STOP_TIMES, row.line, reason);
            }
        } else {
            rows.push(*row);
        }
    }
    rows
}

/// Leaves out rows that go back in time. The last one only loses its time: where the trip ends is still known.
fn check_times(rows: &mut Vec<StopTime>, report: &mut Report) {
    let last_line = rows.last().map_or(0, |row| row.line);
    let mut latest = 0;
    rows.retain_mut(|row| {
        if row.arrival == NO_TIME {
            return true;
        }
        if row.arrival >= latest && row.departure >= row.arrival {
            latest = row.departure;
            return true;
        }
        if row.line == last_line {
            let reason = format_args!("the time goes back: the trip still ends here, at an unknown time");
            report.warn(STOP_TIMES, Some(row.line), reason);
            (row.arrival, row.departure) = (NO_TIME, NO_TIME);
            return true;
        }
        report.refuse(STOP_TIMES, row.line, format_args!("the time goes back: the row is left out"));
        false
    });
}

/// Gives the stops between two timed ones equal parts of the time between them.
fn interpolate(rows: &mut [StopTime]) {
    let timed: Vec<usize> = (0..rows.len()).filter(|index| rows[*index].departure != NO_TIME).collect();
    for pair in timed.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        let (start, end) = (i64::from(rows[from].departure), i64::from(rows[to].arrival));
        let steps = (to - from) as i64;
        for (step, row) in (1..steps).zip(&mut rows[from + 1..to]) {
            let time = (start + (end - start) * step / steps) as i32;
            (row.arrival, row.departure, row.about) = (time, time, true);
        }
    }
}
