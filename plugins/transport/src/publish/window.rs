//! The days that are published, and local noon on each of them.

use std::collections::HashMap;

use parvis_sdk::{Date as WitDate, clock};

use crate::gtfs::{Date, Feed, Window};

const NOON_S: i32 = 12 * 3600;
/// Departures of last evening are published too, in milliseconds before midnight: they may still be to come, late.
const EVENING_MS: i64 = 4 * 3_600_000;

/// The coming days in the feed's time zone.
pub(super) struct Days {
    /// The feed's time zone.
    pub(super) zone: String,
    /// What to publish.
    pub(super) window: Window,
    noons: HashMap<Date, i64>,
}

impl Days {
    /// From last evening on. The error names an unknown time zone.
    pub(super) fn starting_today(feed: &Feed, days: i32) -> Result<Self, String> {
        let zone = feed.time_zone().to_owned();
        let unknown =
            || format!("agency.txt: there is no time zone '{zone}'; write an IANA name, Europe/Paris");
        let (today, _) = clock::to_local(&zone, clock::now()).ok_or_else(unknown)?;
        let first_day = Date::from_ymd(today.year, today.month, today.day).ok_or_else(unknown)?;
        let midnight = |day| instant(&zone, day, 0).ok_or_else(unknown);
        let window = Window {
            first_day,
            days,
            from_ms: midnight(first_day)? - EVENING_MS,
            until_ms: midnight(first_day.plus_days(days))?,
        };
        // Service days around the window: a trip may run for days past its own.
        let noon = |offset| {
            let day = first_day.plus_days(offset);
            Some((day, instant(&zone, day, NOON_S)?))
        };
        let noons = (-10..=days + 2).filter_map(noon).collect();
        Ok(Self { zone, window, noons })
    }

    /// Local noon of a day, in milliseconds since 1970 UTC.
    pub(super) fn noon(&self, day: Date) -> i64 {
        self.noons
            .get(&day)
            .copied()
            .unwrap_or_else(|| instant(&self.zone, day, NOON_S).unwrap_or(i64::MAX / 2))
    }
}

/// The moment when a clock in `zone` shows this day and time.
pub(super) fn instant(zone: &str, day: Date, seconds: i32) -> Option<i64> {
    let (year, month, day) = day.ymd();
    clock::to_instant(zone, WitDate { year, month, day }, seconds)
}
