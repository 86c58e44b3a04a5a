//! The time zones of the world, as the hub knows them.

use parvis_formats::ical::{LocalTime, Zones};
use parvis_sdk::{Date, clock};

/// Asks the hub's clock.
pub struct HubZones;

impl Zones for HubZones {
    fn instant(&self, zone: &str, local: LocalTime) -> Option<i64> {
        let date = Date { year: local.year().into(), month: local.month().into(), day: local.day().into() };
        let seconds =
            i32::from(local.hour()) * 3600 + i32::from(local.minute()) * 60 + i32::from(local.second());
        clock::to_instant(zone, date, seconds)
    }

    fn local(&self, zone: &str, instant: i64) -> Option<LocalTime> {
        let (date, seconds) = clock::to_local(zone, instant)?;
        let part = |number: i32| i8::try_from(number).ok();
        let year = i16::try_from(date.year).ok()?;
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        LocalTime::new(year, part(date.month)?, part(date.day)?, part(hour)?, part(minute)?, part(second)?, 0)
            .ok()
    }

    fn home(&self) -> String {
        clock::zone()
    }
}
