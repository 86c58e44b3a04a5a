//! Time: instants in UTC, the clock that is passed in, and days of the territory's time zone.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

pub use jiff::tz::TimeZone;

/// A moment: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

impl Instant {
    /// The moment, or the nearest one of the calendar's years -9999 to 9999: for what comes from outside, so that the
    /// difference of two moments always fits.
    pub fn within_calendar(ms: i64) -> Instant {
        let (first, last) = (jiff::Timestamp::MIN.as_millisecond(), jiff::Timestamp::MAX.as_millisecond());
        Instant(ms.clamp(first, last))
    }

    /// The moment `seconds` later (earlier if negative).
    pub fn plus_seconds(self, seconds: i64) -> Instant {
        Instant(self.0.saturating_add(seconds.saturating_mul(1000)))
    }

    /// Whole seconds from `self` to `later`, negative if `later` is earlier.
    pub fn seconds_until(self, later: Instant) -> i64 {
        later.0.saturating_sub(self.0).div_euclid(1000)
    }

    /// The start of this minute.
    pub fn minute(self) -> Instant {
        Instant(self.0.saturating_sub(self.0.rem_euclid(60_000)))
    }

    /// Reads RFC 3339, `2017-03-15T08:30:00+01:00`.
    pub fn parse(text: &str) -> Option<Instant> {
        let timestamp: jiff::Timestamp = text.parse().ok()?;
        Some(Instant(timestamp.as_millisecond()))
    }

    /// The wall-clock time in `zone`. Moments beyond the year 9999 become the last one that can be shown.
    pub fn in_zone(self, zone: &TimeZone) -> jiff::ZonedDateTime {
        let timestamp = jiff::Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        });
        timestamp.to_zoned_datetime(zone.clone())
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.in_zone(&TimeZone::UTC).timestamp())
    }
}

/// The midnight that begins the day of `now` in `zone`, moved by `days`.
/// A day that begins without midnight (a clock change) begins at its first moment. Days before the year -9999 or after
/// 9999 become the first or the last moment that can be shown.
pub fn local_day(now: Instant, zone: &TimeZone, days: i32) -> Instant {
    let end = if days < 0 { jiff::Timestamp::MIN } else { jiff::Timestamp::MAX };
    let start = jiff::Span::new()
        .try_days(days)
        .and_then(|span| now.in_zone(zone).date().checked_add(span))
        .and_then(|date| date.to_zoned_datetime(zone.clone()));
    Instant(start.map_or(end, |start| start.timestamp()).as_millisecond())
}

/// The moment when a clock in `zone` shows this day (year, month, day) and `seconds` past midnight. In the hour that a
/// clock change skips: as if the clock had not changed; in the hour that comes twice: its first time.
/// `None` for a day that does not exist.
pub fn zoned_instant(zone: &TimeZone, (year, month, day): (i32, i32, i32), seconds: i32) -> Option<Instant> {
    let date =
        jiff::civil::Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()?;
    let time =
        jiff::civil::time(0, 0, 0, 0).checked_add(jiff::SignedDuration::from_secs(seconds.into())).ok()?;
    let local = date.to_datetime(time).to_zoned_datetime(zone.clone()).ok()?;
    Some(Instant(local.timestamp().as_millisecond()))
}

/// The hub's clock. It runs at the speed of the real one and may start elsewhere, for demonstrations and tests. Clones are
/// one clock.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    offset_ms: Arc<AtomicI64>,
}

impl Clock {
    /// The real time.
    pub fn real() -> Self {
        Self::default()
    }

    /// A clock that shows `start` now and runs on from there.
    pub fn starting_at(start: Instant) -> Self {
        let clock = Self::default();
        clock.move_to(start);
        clock
    }

    /// Shows `to` from now on, and runs on from there: simulations of many days take minutes.
    pub fn move_to(&self, to: Instant) {
        self.offset_ms.store(to.0.saturating_sub(real_now().0), Ordering::Relaxed);
    }

    /// What the hub shows as the time.
    pub fn now(&self) -> Instant {
        Instant(real_now().0.saturating_add(self.offset_ms.load(Ordering::Relaxed)))
    }

    /// The real time, for leases, cookies and logs.
    pub fn real_now(&self) -> Instant {
        real_now()
    }

    /// True if this clock does not show the real time: pages then carry a banner.
    pub fn is_shifted(&self) -> bool {
        self.offset_ms.load(Ordering::Relaxed) != 0
    }
}

/// The one place that reads the machine's clock; everywhere else it is banned by `clippy.toml`.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn real_now() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
    Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paris() -> TimeZone {
        TimeZone::get("Europe/Paris").expect("bundled time zones")
    }

    #[test]
    fn days_begin_at_local_midnight_on_both_sides_of_a_clock_change() {
        let noon = Instant::parse("2017-03-26T12:00:00+02:00").expect("instant");
        assert_eq!(local_day(noon, &paris(), 0).to_string(), "2017-03-25T23:00:00Z");
        assert_eq!(local_day(noon, &paris(), 1).to_string(), "2017-03-26T22:00:00Z");
    }

    #[test]
    fn local_noon_is_eleven_or_ten_utc() {
        let noon = |date| zoned_instant(&paris(), date, 43_200).map(|at| at.to_string());
        assert_eq!(noon((2017, 3, 25)).as_deref(), Some("2017-03-25T11:00:00Z"));
        assert_eq!(noon((2017, 3, 26)).as_deref(), Some("2017-03-26T10:00:00Z"));
        assert_eq!(noon((2017, 2, 30)), None);
    }

    #[test]
    fn moments_beyond_the_calendar_are_its_ends() {
        let now = Instant::parse("2026-03-16T08:30:00Z").expect("an instant");
        let (first, last) = (Instant::within_calendar(i64::MIN), Instant::within_calendar(i64::MAX));
        assert_eq!(local_day(now, &TimeZone::UTC, i32::MAX), last);
        assert_eq!(local_day(now, &TimeZone::UTC, i32::MIN), first);
        assert_eq!(local_day(now, &TimeZone::UTC, 1).0, now.0 - now.0.rem_euclid(86_400_000) + 86_400_000);
        assert!(first.seconds_until(last) > 0 && Instant(i64::MIN).seconds_until(Instant(i64::MAX)) > 0);
        assert_eq!(Instant::within_calendar(now.0), now);
    }

    #[test]
    fn a_shifted_clock_runs_on() {
        let start = Instant::parse("2017-03-15T08:30:00+01:00").expect("instant");
        let clock = Clock::starting_at(start);
        assert!(clock.is_shifted());
        assert!(start.seconds_until(clock.now()) < 60);
        assert!(clock.now() >= start);
        let seen_elsewhere = clock.clone();
        clock.move_to(start.plus_seconds(86_400));
        assert!(seen_elsewhere.now() >= start.plus_seconds(86_400), "one clock");
    }
}
