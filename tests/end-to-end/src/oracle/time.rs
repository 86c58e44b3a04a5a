//! Times of GTFS: seconds after noon minus twelve hours of the service day, in the time zone of the agency.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::FeedError;

/// The time zone of the feeds in these tests.
///
/// # Panics
/// If the bundled time zones do not hold it.
pub fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or_else(|error| panic!("{error}"))
}

/// The clock on the wall in `zone`, `08:33`.
pub fn clock(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned_datetime(zone.clone());
    format!("{:02}:{:02}", local.hour(), local.minute())
}

pub(super) fn zone(name: &str) -> Result<TimeZone, FeedError> {
    TimeZone::get(name).map_err(|error| FeedError::Cell(error.to_string()))
}

/// Reads `H:MM:SS`; hours may pass 24.
pub(super) fn seconds(text: &str) -> Result<i64, FeedError> {
    let wrong = || FeedError::Cell(format!("'{text}' is no time"));
    let parts: Vec<i64> = text.split(':').map(str::parse).collect::<Result<_, _>>().map_err(|_| wrong())?;
    match parts[..] {
        [hours, minutes, seconds] => Ok(hours * 3600 + minutes * 60 + seconds),
        _ => Err(wrong()),
    }
}

/// The moment of a time of a service day. On days of a clock change noon minus twelve hours is not midnight.
pub(super) fn instant(zone: &TimeZone, day: Date, seconds: i64) -> Timestamp {
    let noon = day.at(12, 0, 0, 0).to_zoned_datetime(zone.clone()).map(|noon| noon.timestamp());
    let noon = noon.unwrap_or_else(|error| panic!("noon of {day}: {error}"));
    noon + SignedDuration::from_secs(seconds - 12 * 3600)
}
