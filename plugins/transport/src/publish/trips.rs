//! Trips of these days with all their stops: what real-time feeds speak of.

use parvis_sdk::{Draft, Error, Row, Value, text};

use super::batches::Batches;
use crate::gtfs::{Call, Feed, Kept, Trip, Window};
use crate::ids;

const COLUMNS: &[&str] = &["line", "code", "stop-times"];
/// Trips with more stops are not followed: a row has its limits.
const MOST_STOPS: usize = 500;
/// The service days whose trips may be on their way, from the first day of the window.
const DAYS: std::ops::RangeInclusive<i32> = -1..=1;

/// Publishes the trips that stop at a kept stop yesterday, today or tomorrow.
pub(super) fn publish(draft: &Draft, feed: &Feed, kept: &Kept, window: &Window) -> Result<usize, Error> {
    let runs = |service: &crate::gtfs::Service| {
        DAYS.into_iter().any(|offset| service.runs_on(window.first_day.plus_days(offset)))
    };
    let running: Vec<bool> = feed.services.iter().map(runs).collect();
    let mut batches = Batches::new(draft, "trips", COLUMNS);
    for trip in feed.trips.iter().filter(|trip| running.get(trip.service as usize) == Some(&true)) {
        let calls = feed.calls_of(trip);
        let stops_here = calls.iter().any(|call| kept.contains(call.stop));
        if stops_here && calls.len() <= MOST_STOPS && trip.repeats.is_empty() {
            batches.add(row(feed, trip, calls))?;
        }
    }
    batches.finish()
}

fn row(feed: &Feed, trip: &Trip, calls: &[Call]) -> Row {
    let line = feed.line_of(trip).and_then(|line| feed.lines.get(line as usize));
    Row {
        id: ids::trip(&trip.id),
        title: text(if trip.mission.is_empty() { &trip.id } else { &trip.mission }),
        geometry: None,
        period: None,
        parent: line.map(|line| ids::line(&line.id)),
        values: vec![
            line.map(|line| Value::Feature(ids::line(&line.id))),
            Some(Value::Code(trip.id.clone())),
            Some(Value::Codes(calls.iter().map(|call| stop_time(feed, call)).collect())),
        ],
    }
}

/// A row of `stop_times.txt`: stop_sequence, arrival_time, departure_time, stop_id, which may hold commas and so is last.
fn stop_time(feed: &Feed, call: &Call) -> String {
    let stop = feed.stops.get(call.stop as usize).map_or("", |stop| stop.id.as_str());
    format!("{},{},{},{stop}", call.sequence, clock_time(call.arrival_s), clock_time(call.departure_s))
}

/// `25:10:00`; empty where the feed does not tell.
fn clock_time(seconds: i32) -> String {
    match seconds {
        0.. => format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::clock_time;

    #[test]
    fn times_may_pass_midnight_or_be_unknown() {
        assert_eq!(
            (clock_time(90_605), clock_time(0), clock_time(-1)),
            ("25:10:05".into(), "00:00:00".into(), String::new())
        );
    }
}
