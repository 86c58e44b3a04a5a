//! Departures of real days: instants from times of service days.
//!
//! A time of GTFS counts from *noon minus twelve hours* of its service day, which is midnight but on the two days when
//! the clocks change. Where noon is on a day, the caller knows; here is no time zone database.

use super::calendar::Service;
use super::dates::Date;
use super::feed::Feed;
use super::stops::Kept;
use super::trips::Trip;

const DAY_S: i32 = 86_400;

/// A vehicle leaves a stop. 32 bytes; names are found by index in the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Departure {
    /// When, in milliseconds since 1970 UTC.
    pub instant_ms: i64,
    /// Index of the station (the stop itself if it has none).
    pub station: u32,
    /// Index of the stop or platform.
    pub stop: u32,
    /// Index of the trip.
    pub trip: u32,
    /// The service day: with the trip's id, the order and the instant, it names a departure for ever.
    pub day: Date,
    /// Place of the call in the trip, from 0.
    pub order: u16,
    /// 0 regular, 2 by telephone before, 3 ask the driver.
    pub pickup: u8,
    /// True if the time is approximate: interpolated, or of a trip of which only the headway is promised.
    pub about: bool,
}

/// The departures that are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first day, in the feed's time zone.
    pub first_day: Date,
    /// How many days.
    pub days: i32,
    /// Departures from this instant on, in milliseconds since 1970 UTC.
    pub from_ms: i64,
    /// Departures before this instant.
    pub until_ms: i64,
}

impl Feed {
    /// The departures of a window from the stops kept: one batch per service day, trip by trip, so that memory holds
    /// one day at a time (32 bytes each) and what the departures of a trip share stands together. Service days before
    /// the window whose trips run past midnight into it come first. The last stop of a trip and stops without boarding
    /// are no departures.
    ///
    /// `noon` gives the instant of 12:00 on a day in the feed's time zone, in milliseconds since 1970 UTC.
    pub fn departures<'a>(
        &'a self,
        window: Window,
        kept: &'a Kept,
        mut noon: impl FnMut(Date) -> i64 + 'a,
    ) -> impl Iterator<Item = Vec<Departure>> + 'a {
        // One day more on each side: on the day when clocks go forward, time 00:00 is 23:00 of the day before.
        let before = self.longest_time() / DAY_S + 1;
        (-before..=window.days).map(move |offset| {
            let day = window.first_day.plus_days(offset);
            let start_ms = noon(day) - 12 * 3_600_000;
            DayOfService { feed: self, window, kept, day, start_ms }.departures()
        })
    }

    /// About how many departures a window has, without working them out: one pass over the calls. Trips that pass
    /// midnight count for the day on which they began.
    pub fn expected_departures(&self, window: Window, kept: &Kept) -> usize {
        let days = |service: &Service| {
            (0..window.days).filter(|day| service.runs_on(window.first_day.plus_days(*day))).count()
        };
        let days: Vec<usize> = self.services.iter().map(days).collect();
        let of_trip = |trip: &Trip| {
            let stops = self.calls_of(trip).iter().filter(|call| kept.contains(call.stop)).count();
            let starts: usize = trip.repeats.iter().map(|repeat| repeat.starts().count()).sum();
            let runs = if trip.repeats.is_empty() { 1 } else { starts };
            let days = days.get(trip.service as usize).copied().unwrap_or(0);
            days.saturating_mul(stops).saturating_mul(runs)
        };
        self.trips.iter().map(of_trip).fold(0, usize::saturating_add)
    }

    /// The latest time of any trip, in seconds of the service day.
    fn longest_time(&self) -> i32 {
        let own = self.calls.iter().map(|call| call.departure_s).max().unwrap_or(0);
        let repeats = self.trips.iter().flat_map(|trip| trip.repeats.iter().map(|repeat| repeat.end_s));
        // A repeated trip starts before its span ends, and then takes at most its own latest time.
        own.saturating_add(repeats.max().unwrap_or(0))
    }
}

struct DayOfService<'a> {
    feed: &'a Feed,
    window: Window,
    kept: &'a Kept,
    day: Date,
    start_ms: i64,
}

impl DayOfService<'_> {
    fn departures(&self) -> Vec<Departure> {
        let running: Vec<bool> =
            self.feed.services.iter().map(|service: &Service| service.runs_on(self.day)).collect();
        let mut departures = Vec::new();
        for (index, trip) in (0_u32..).zip(&self.feed.trips) {
            if running.get(trip.service as usize).copied().unwrap_or(false) {
                self.add_runs(index, trip, &mut departures);
            }
        }
        departures.sort_unstable_by_key(|found| (found.trip, found.order, found.instant_ms));
        // Overlapping frequencies name the same run twice.
        departures.dedup_by_key(|found| (found.trip, found.order, found.instant_ms));
        departures
    }

    fn add_runs(&self, index: u32, trip: &Trip, departures: &mut Vec<Departure>) {
        if trip.repeats.is_empty() {
            self.add_run(index, trip, 0, false, departures);
            return;
        }
        let calls = self.feed.calls_of(trip);
        let Some(own_start) = calls.iter().map(|call| call.departure_s).find(|time| *time >= 0) else {
            return;
        };
        for repeat in &trip.repeats {
            for start in repeat.starts() {
                self.add_run(index, trip, start - own_start, !repeat.exact, departures);
            }
        }
    }

    fn add_run(&self, index: u32, trip: &Trip, shift_s: i32, about: bool, departures: &mut Vec<Departure>) {
        let Some((_last, calls)) = self.feed.calls_of(trip).split_last() else { return };
        for (order, call) in (0_u16..).zip(calls) {
            let boards = call.pickup != 1 && call.departure_s >= 0 && self.kept.contains(call.stop);
            let instant_ms = self.start_ms + i64::from(call.departure_s + shift_s) * 1000;
            if !boards || !(self.window.from_ms..self.window.until_ms).contains(&instant_ms) {
                continue;
            }
            departures.push(Departure {
                instant_ms,
                station: self.feed.station_of(call.stop),
                stop: call.stop,
                trip: index,
                day: self.day,
                order,
                pickup: call.pickup,
                about: about || call.about,
            });
        }
    }
}
