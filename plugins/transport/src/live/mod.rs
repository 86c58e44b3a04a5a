//! Real time: what a GTFS-Realtime feed or a SIRI source tells, laid over the published timetable.
//!
//! ```text
//! feed ─ trip updates → expected (per stop) → departures, in place of those of the timetable
//!      ─ alerts → alerts   ─ positions → vehicles
//! ```
//!
//! A departure of which something is told is published again under its own id, with its expected time and `status`;
//! all others stay as the timetable has them. What was told of departures of the last hours is kept, because a feed
//! forgets a train once it is gone and the record of regularity does not.

mod added;
pub(crate) mod alerts;
mod departures;
mod expected;
mod names;
mod planned;
pub(crate) mod published;
pub(crate) mod siri;
mod told;
mod vehicles;
mod words;

use parvis_connect as connect;
use parvis_connect::{Rows, Source};
use parvis_formats::gtfs_realtime::{self, FeedMessage};
use parvis_sdk::{Failure, Outcome, clock};

/// Largest feed: the largest of a whole country has some megabytes.
const MOST_BYTES: u64 = 32 << 20;
/// What a feed says holds for so long, in milliseconds; then pages say that it is old.
const HOLDS_MS: i64 = 10 * 60_000;
/// A feed that is older, or as far in the future, is not shown at all.
const TOO_OLD_MS: i64 = 60 * 60_000;

/// Refreshes what one connected feed tells.
pub(crate) fn run() -> Result<Outcome, Failure> {
    connect::run_always(departures::DEPARTURES, read)
}

fn read(source: &Source, rows: &mut Rows) -> Result<(), String> {
    let feed = gtfs_realtime::read(&source.bytes(MOST_BYTES)?)?;
    let now = clock::now();
    note_age(feed.header.made_ms(), rows, now)?;
    tell(&feed, rows, now)
}

/// Everything that the feed tells, entity by entity. An entity is named by its place in the feed, from 1.
fn tell(feed: &FeedMessage, rows: &mut Rows, now: i64) -> Result<(), String> {
    departures::publish(feed, rows, now)?;
    alerts::gtfs_rt::publish(feed, rows, now)?;
    vehicles::publish(feed, rows)
}

/// Notes when the source was made, and until when it holds; from now if it does not say, which the report tells. One that is
/// far from now is refused.
fn note_age(made: Option<i64>, rows: &mut Rows, now: i64) -> Result<(), String> {
    match made {
        Some(made) => check_age(made, now)?,
        None => rows.warn(
            0,
            "the source does not say when it was made: nobody can tell whether it is old".to_owned(),
        ),
    }
    rows.issued = made;
    rows.valid_until = Some(made.unwrap_or(now) + HOLDS_MS);
    Ok(())
}

fn check_age(made: i64, now: i64) -> Result<(), String> {
    if made < now - TOO_OLD_MS {
        return Err(format!(
            "the feed was made on {}, more than an hour ago: it is not shown; ask its maker whether it still runs",
            words::moment(made)
        ));
    }
    if made > now + TOO_OLD_MS {
        return Err(format!(
            "the feed says it was made on {}, more than an hour from now: look at the clock of this machine and of the source",
            words::moment(made)
        ));
    }
    Ok(())
}
