//! The record of regularity: what became of each departure from the territory's stations, counted by line and day.
//!
//! A departure is counted three hours after its planned time, by the last that a real-time source told of it. Until
//! then it may still be late; afterwards sources have forgotten it.

mod count;
mod record;

use parvis_sdk::{
    Condition, Feature, Moment, Outcome, Query, Test, Value, all, clock, data, during, equals, publication,
};

use crate::gtfs::Date;
use crate::ids;
use crate::live::published::{PAGE, code, each, scheduled, value};
use count::Passage;
use record::{Key, Record};

/// The source under which the record is published.
const SOURCE: &str = "regularity";
/// How long after its planned time a departure is counted, in milliseconds.
const SETTLED_MS: i64 = 3 * 3_600_000;
/// Trains after midnight belong to the day before until this time, in milliseconds.
const NIGHT_MS: i64 = 4 * 3_600_000;

/// Counts what has settled since the last run. The error is one sentence for the operator.
pub(crate) fn run() -> Result<Outcome, String> {
    let before = publication::published(SOURCE).map_err(|error| error.to_string())?;
    let until = clock::now() - SETTLED_MS;
    let Some(from) = before.as_deref().and_then(|mark| mark.parse::<i64>().ok()) else {
        return begin(until);
    };
    if from >= until {
        return Ok(Outcome::Unchanged);
    }
    let mut record = Record::published()?;
    settled(from, until, |feature| {
        let line = code(feature, "line")?;
        let planned = scheduled(feature)?;
        let status = code(feature, "status");
        let delay_s = (feature.period?.start - planned) / 1000;
        let key = Key { day: day_of(feature, planned)?, line };
        record.add(key, feature, Passage::of(status.as_deref(), delay_s));
        Some(())
    })?;
    record.publish(until)?;
    Ok(Outcome::Published)
}

/// The first count begins now, once a source tells of trains at all.
fn begin(until: i64) -> Result<Outcome, String> {
    let told = Condition { property: "status".into(), test: Test::Present };
    let query = Query { conditions: vec![told], ..all("departures", 1) };
    let found = data::find(&query).map_err(|error| format!("departures cannot be read: {error}"))?;
    if found.features.is_empty() {
        return Ok(Outcome::Unchanged);
    }
    Record::default().publish(until)?;
    Ok(Outcome::Published)
}

/// The departures of trains that were planned after `from` and until `until`.
fn settled(from: i64, until: i64, mut take: impl FnMut(&Feature) -> Option<()>) -> Result<(), String> {
    let mut query = all("departures", PAGE);
    // A train that is early or late leaves at another time than planned.
    query.during =
        Some(during(Some(Moment::At(from - SETTLED_MS)), Some(Moment::At(until + 2 * SETTLED_MS))));
    query.conditions = vec![equals("mode", Value::Code("rail".into()))];
    each(query, |feature| {
        if scheduled(&feature).is_some_and(|planned| planned > from && planned <= until) {
            take(&feature);
        }
    })
}

/// The service day: that of the timetable, else the day on which it was, the night being of the day before.
fn day_of(feature: &Feature, planned: i64) -> Option<Date> {
    if let Some((_, day, _)) = ids::parts_of_departure(&feature.id) {
        return Some(day);
    }
    let (day, _) = clock::to_local(&clock::zone(), planned - NIGHT_MS)?;
    Date::from_ymd(day.year, day.month, day.day)
}

/// The value of a property that is a whole number.
fn integer(feature: &Feature, name: &str) -> i64 {
    match value(feature, name) {
        Some(Value::Integer(number)) => *number,
        _ => 0,
    }
}
