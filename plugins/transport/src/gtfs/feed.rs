//! A feed in memory: everything by index, 24 bytes a call, ready to be asked for lines and departures.

use super::agencies::{Agency, FeedInfo};
use super::calendar::Service;
use super::lines::Line;
use super::routes::Route;
use super::stops::{Kept, Stop};
use super::trip_calls::Call;
use super::trips::Trip;

/// A timetable that was read and found sound.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Feed {
    /// What the feed says of itself.
    pub info: FeedInfo,
    /// At least one.
    pub agencies: Vec<Agency>,
    /// Platforms and stations.
    pub stops: Vec<Stop>,
    /// Routes of the feed; for people, ask for lines.
    pub routes: Vec<Route>,
    /// Lines as people know them.
    pub lines: Vec<Line>,
    /// The days on which trips run.
    pub services: Vec<Service>,
    /// Trips; those without calls were left out.
    pub trips: Vec<Trip>,
    pub(super) calls: Vec<Call>,
    pub(super) stop_headsigns: Vec<String>,
}

impl Feed {
    /// IANA name of the time zone of every time in the feed.
    pub fn time_zone(&self) -> &str {
        self.agencies.first().map_or("", |agency| &agency.timezone)
    }

    /// The calls of a trip, in order; empty if the trip was left out.
    pub fn calls_of(&self, trip: &Trip) -> &[Call] {
        self.calls.get(trip.calls.start as usize..trip.calls.end as usize).unwrap_or(&[])
    }

    /// Index of the line of a trip; `None` for a trip of another feed.
    pub fn line_of(&self, trip: &Trip) -> Option<u32> {
        self.routes.get(trip.route as usize).map(|route| route.line)
    }

    /// Index of the station of a stop: its own if it has none.
    pub fn station_of(&self, stop: u32) -> u32 {
        self.stops.get(stop as usize).map_or(stop, |stop| stop.station)
    }

    /// The stops whose station's longitude and latitude pass the test.
    pub fn keep(&self, test: impl FnMut(f64, f64) -> bool) -> Kept {
        Kept::by_position(&self.stops, test)
    }

    /// Every stop: the territory filter is off.
    pub fn keep_all(&self) -> Kept {
        self.keep(|_, _| true)
    }
}
