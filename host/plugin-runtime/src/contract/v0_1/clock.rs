//! `clock`: the time, which stands still, and time zones.

use parvis_model::{Instant, TimeZone, local_day};

use super::bindings::clock::{Date, Host};
use crate::state::{CallKind, CallState};
use crate::trace::Read;

impl CallState {
    /// The moment on the clock in `zone`. `None` for an unknown zone or a day that does not exist.
    fn resolve(zone: &str, date: Date, seconds: i32) -> Option<Instant> {
        let zone = TimeZone::get(zone).ok()?;
        if !(0..86_400).contains(&seconds) {
            return None;
        }
        parvis_model::zoned_instant(&zone, (date.year, date.month, date.day), seconds)
    }
}

impl Host for CallState {
    fn now(&mut self) -> wasmtime::Result<i64> {
        self.enter(8)?;
        let now = match self.kind {
            CallKind::View => self.reading.now.minute(),
            CallKind::Refresh => self.reading.now,
        };
        self.note_read("clock", Read::Minute(self.reading.now.minute()));
        Ok(now.0)
    }

    fn today(&mut self) -> wasmtime::Result<Date> {
        self.enter(16)?;
        let zone = &self.platform.territory().zone;
        self.note_read("clock", Read::Day(local_day(self.reading.now, zone, 0)));
        Ok(date_of(self.reading.now, zone).0)
    }

    fn zone(&mut self) -> wasmtime::Result<String> {
        self.enter(32)?;
        Ok(self.platform.territory().zone.iana_name().unwrap_or("UTC").to_owned())
    }

    fn to_instant(&mut self, zone: String, date: Date, seconds: i32) -> wasmtime::Result<Option<i64>> {
        self.enter(zone.len() + 16)?;
        Ok(Self::resolve(&zone, date, seconds).map(|instant| instant.0))
    }

    fn to_local(&mut self, zone: String, instant: i64) -> wasmtime::Result<Option<(Date, i32)>> {
        self.enter(zone.len() + 8)?;
        Ok(TimeZone::get(&zone).ok().map(|zone| date_of(Instant(instant), &zone)))
    }
}

fn date_of(instant: Instant, zone: &TimeZone) -> (Date, i32) {
    let local = instant.in_zone(zone);
    let seconds = i32::from(local.hour()) * 3600 + i32::from(local.minute()) * 60 + i32::from(local.second());
    let date = Date { year: local.year().into(), month: local.month().into(), day: local.day().into() };
    (date, seconds)
}
