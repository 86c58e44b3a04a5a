//! What the tests on real feeds share: where the feeds lie, noon in Paris.
#![expect(clippy::unwrap_used, reason = "a test that cannot prepare itself fails")]

use std::fs::File;
use std::path::PathBuf;

use plugin_transport::gtfs::{Date, Feed, Report, read_feed};

/// A real feed beside the repository; `None`, with a visible line, where there is none.
pub(crate) fn real(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/gtfs")).join(name);
    if !path.exists() {
        eprintln!("SKIPPED: the real feed {name} is not beside the repository");
        return None;
    }
    Some(path)
}

/// Reads a real feed that must be sound.
pub(crate) fn read_real(name: &str) -> Option<(Feed, Report)> {
    let file = File::open(real(name)?).unwrap();
    let mut report = Report::default();
    let feed = read_feed(file, &mut report).unwrap();
    Some((feed, report))
}

/// The day written `20170315`.
pub(crate) fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The instant of a local time in Paris, in milliseconds since 1970 UTC.
pub(crate) fn paris(date: Date, hour: i8, minute: i8) -> i64 {
    let (year, month, day) = date.ymd();
    let local = jiff::civil::date(year as i16, month as i8, day as i8).at(hour, minute, 0, 0);
    local.in_tz("Europe/Paris").unwrap().timestamp().as_millisecond()
}

/// Noon in Paris.
pub(crate) fn noon(date: Date) -> i64 {
    paris(date, 12, 0)
}

/// What a clock in Paris shows, `08:33`.
pub(crate) fn clock(instant_ms: i64) -> String {
    let instant = jiff::Timestamp::from_millisecond(instant_ms).unwrap();
    instant.in_tz("Europe/Paris").unwrap().strftime("%H:%M").to_string()
}
