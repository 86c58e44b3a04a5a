//! The oracle: departures of a GTFS feed in the simplest possible code, everything in memory.
//! It shares nothing with the transport plugin but the specification (gtfs.org/documentation/schedule/reference).

mod calendar;
mod frequencies;
mod read;
mod time;

use std::collections::HashMap;
use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use calendar::Calendar;
pub use read::FeedError;
use read::{Raw, StopTime};
pub use time::{clock, paris};

/// Times of a service day may reach this many days back: 48 hours after its noon minus 12 hours.
const DAYS_BACK: i32 = 2;

/// One expected departure. The order of the fields is the order of a board.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Departure {
    /// When.
    pub at: Timestamp,
    /// `route_short_name`.
    pub line: String,
    /// The headsign, or the name of the last stop where the headsign is only a mission code.
    pub destination: String,
    /// In words of the field: `tram`, `metro`, `rail`, `bus`, `ferry`...
    pub mode: &'static str,
}

/// A feed that can be asked for departures.
pub struct Oracle {
    zone: TimeZone,
    calendar: Calendar,
    /// For each station (or stop without one), every scheduled departure of one trip.
    calls: HashMap<String, Vec<Call>>,
}

/// A departure of a trip from a station, on any day that its service runs.
struct Call {
    seconds: i64,
    service: String,
    line: String,
    destination: String,
    mode: &'static str,
}

impl Oracle {
    /// Reads a zipped feed.
    ///
    /// # Errors
    /// If a required file is missing or a cell that matters cannot be read: an oracle does not guess.
    pub fn read(zip: &Path) -> Result<Oracle, FeedError> {
        let raw = Raw::read(zip)?;
        let zone = time::zone(&raw.time_zone)?;
        let calendar = Calendar::new(&raw)?;
        let mut calls: HashMap<String, Vec<Call>> = HashMap::new();
        for (trip, stop_times) in &raw.stop_times {
            for (station, call) in calls_of_trip(&raw, trip, stop_times)? {
                calls.entry(station).or_default().push(call);
            }
        }
        Ok(Oracle { zone, calendar, calls })
    }

    /// Departures of a station from `from` on and before `until`, in the order of a board.
    pub fn departures(&self, station: &str, from: Timestamp, until: Timestamp) -> Vec<Departure> {
        let first = from.to_zoned_datetime(self.zone.clone()).date().saturating_sub(DAYS_BACK.days());
        let last = until.to_zoned_datetime(self.zone.clone()).date();
        let days = first.series(1.day()).take_while(|day| *day <= last);
        let mut found: Vec<_> = days.flat_map(|day| self.departures_of_day(station, day)).collect();
        found.retain(|departure| departure.at >= from && departure.at < until);
        found.sort();
        found
    }

    /// Everything that leaves the station on one service day.
    fn departures_of_day(&self, station: &str, day: Date) -> Vec<Departure> {
        let Some(calls) = self.calls.get(station) else { return Vec::new() };
        let running = calls.iter().filter(|call| self.calendar.runs(&call.service, day));
        let departure = |call: &Call| Departure {
            at: time::instant(&self.zone, day, call.seconds),
            line: call.line.clone(),
            destination: call.destination.clone(),
            mode: call.mode,
        };
        running.map(departure).collect()
    }

    /// Services with an exception on that day that call at the station: added (1) and removed (2) ones.
    pub fn exceptions(&self, station: &str, day: Date) -> usize {
        let Some(calls) = self.calls.get(station) else { return 0 };
        let mut services: Vec<_> = calls.iter().map(|call| call.service.as_str()).collect();
        services.sort_unstable();
        services.dedup();
        services.iter().filter(|service| self.calendar.is_exception(service, day)).count()
    }
}

/// The departures of one trip with their stations. The last stop is none, nor a stop where nobody may board.
fn calls_of_trip(raw: &Raw, id: &str, stop_times: &[StopTime]) -> Result<Vec<(String, Call)>, FeedError> {
    let trip = raw.trip(id)?;
    let route = raw.route(&trip.route)?;
    let Some((last, before)) = stop_times.split_last() else { return Ok(Vec::new()) };
    let destination = match trip.headsign.as_str() {
        headsign if is_mission(headsign) => raw.stop(&last.stop)?.name.clone(),
        headsign => headsign.to_owned(),
    };
    let mut calls = Vec::new();
    for stop_time in before.iter().filter(|stop_time| stop_time.pickup != "1") {
        let stop = raw.stop(&stop_time.stop)?;
        for seconds in frequencies::starts(raw, id, stop_times, stop_time.departure_s)? {
            let call = Call {
                seconds,
                service: trip.service.clone(),
                line: route.short_name.clone(),
                destination: destination.clone(),
                mode: mode(&route.kind),
            };
            calls.push((stop.station.clone(), call));
        }
    }
    Ok(calls)
}

/// A code for staff, not a place: empty, digits, or one word of at most four capitals (`POTA`).
fn is_mission(headsign: &str) -> bool {
    let code = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let digits = headsign.chars().all(|c| c.is_ascii_digit());
    headsign.is_empty() || digits || (headsign.len() <= 4 && headsign.chars().all(code))
}

/// The mode of a `route_type`.
fn mode(kind: &str) -> &'static str {
    match kind {
        "0" => "tram",
        "1" => "metro",
        "2" => "rail",
        "3" => "bus",
        "4" => "ferry",
        _ => "other",
    }
}

#[cfg(test)]
mod tests;
