//! Departures of which something is told, published in place of those of the timetable.

use std::collections::{BTreeMap, HashSet};

use parvis_connect::{Collection, Rows};
use parvis_formats::gtfs_realtime::{FeedMessage, TripRelationship, TripUpdate};
use parvis_sdk::{Feature, Period, Row, Text, Value};

use super::added;
use super::expected::{Expected, expected};
use super::planned::Planned;
use super::published::{self, Departures, Run};
use super::told::Told;
use super::words;
use crate::gtfs::Date;
use crate::publish::departures::{COLUMNS, TOLD};

/// What trip updates fill.
pub(super) const DEPARTURES: Collection = Collection { name: "departures", columns: COLUMNS };

/// Publishes what the trip updates of a feed tell, and keeps what was told of departures that are gone.
pub(super) fn publish(feed: &FeedMessage, rows: &mut Rows, now: i64) -> Result<(), String> {
    let updates: Vec<(usize, &TripUpdate)> =
        (1..).zip(&feed.entity).filter_map(|(at, entity)| Some((at, entity.trip_update.as_ref()?))).collect();
    // At night a feed may tell of no train, and what it told in the evening is still to be counted.
    let ahead = if updates.is_empty() { 0 } else { published::AHEAD_MS };
    let departures = Departures::around(now, ahead)?;
    let mut told = HashSet::new();
    let mut elsewhere = 0;
    let mut extra = added::Added::default();
    for (at, update) in updates {
        let found = match update.trip.relationship() {
            TripRelationship::Added => extra.rows(rows.source(), update, now)?,
            TripRelationship::Other => {
                Told::Refused("a trip that is repeated, replaced or doubled is not followed".to_owned())
            }
            TripRelationship::Scheduled | TripRelationship::Cancelled => {
                scheduled(&departures, update, now, |remark| rows.warn(at, remark))?
            }
        };
        told.extend(found.ids());
        elsewhere += found.amend(rows, at);
    }
    if elsewhere > 0 {
        rows.warn(
            0,
            format!(
                "{elsewhere} trips are not among those published: of other places, or of another timetable"
            ),
        );
    }
    keep_what_is_gone(&departures, &told, rows, now);
    Ok(())
}

/// The departures of a trip of the timetable.
fn scheduled(
    departures: &Departures,
    update: &TripUpdate,
    now: i64,
    mut warn: impl FnMut(String),
) -> Result<Told, String> {
    let Some(trip) = update.trip.trip_id.as_deref().filter(|trip| !trip.is_empty()) else {
        return Ok(Told::Refused("the update names no trip_id".to_owned()));
    };
    let Some(calls) = published::calls(trip)? else { return Ok(Told::Elsewhere) };
    let Some(days) = departures.runs.get(trip) else { return Ok(Told::Elsewhere) };
    let day = match day_of(update, days, &calls, now) {
        Ok(day) => day,
        Err(reason) => return Ok(Told::Refused(format!("trip {trip:?}: {reason}"))),
    };
    let Some((run, start_s)) =
        day.and_then(|day| days.get(&day)).and_then(|run| Some((run, start_s(run, &calls)?)))
    else {
        return Ok(Told::Elsewhere);
    };
    let (all, remarks) = expected(&calls, update, start_s);
    remarks.into_iter().for_each(|remark| warn(format!("trip {trip:?}: {remark}")));
    let of_call = |(order, feature): (&usize, &Feature)| row(feature, *all.get(*order)?);
    Ok(Told::Rows(run.iter().filter_map(of_call).collect()))
}

/// The service day that is meant: the one that is named, else the one whose departures are nearest to now.
fn day_of(
    update: &TripUpdate,
    days: &BTreeMap<Date, Run>,
    calls: &[Planned],
    now: i64,
) -> Result<Option<Date>, String> {
    if let Some(named) = update.trip.start_date.as_deref().filter(|day| !day.is_empty()) {
        let day = Date::parse(named).ok_or_else(|| format!("start_date is {named:?}, not 20170315"))?;
        return Ok(days.contains_key(&day).then_some(day));
    }
    let length_s = calls.iter().filter_map(|call| call.departure_s.or(call.arrival_s)).max().unwrap_or(0);
    let distance = |(_, run): &(&Date, &Run)| {
        let start_s = start_s(run, calls).unwrap_or(i64::MAX / 4000);
        let first_s = calls.iter().find_map(|call| call.departure_s).unwrap_or(0);
        let (first, last) = ((start_s + first_s) * 1000, (start_s + length_s) * 1000);
        (first - now).max(now - last).max(0)
    };
    Ok(days.iter().min_by_key(distance).map(|(day, _)| *day))
}

/// When the service day began, in seconds since 1970: a departure's planned moment less its time of the service day.
fn start_s(run: &Run, calls: &[Planned]) -> Option<i64> {
    run.iter().find_map(|(order, feature)| {
        let time = calls.get(*order)?.departure_s?;
        Some(published::scheduled(feature)? / 1000 - time)
    })
}

/// The departure as it is expected; none where nothing is told of it.
pub(super) fn row(feature: &Feature, expected: Expected) -> Option<Row> {
    let (code, words) = words::status(expected)?;
    let planned = published::scheduled(feature)?;
    // On time, cancelled or skipped: at its planned time, and nothing to say of another one.
    let late_ms = match expected {
        Expected::Late(seconds) if seconds.abs() >= words::ON_TIME_S => seconds.checked_mul(1000)?,
        _ => 0,
    };
    let start = planned.checked_add(late_ms)?;
    let mut row = published::row(feature, COLUMNS);
    row.period = Some(Period { start, end: start });
    tell(&mut row, Some(planned).filter(|planned| *planned != start), code, words);
    Some(row)
}

/// Fills in the last columns: when it was planned, if it is not then, and what becomes of it.
pub(super) fn tell(row: &mut Row, planned: Option<i64>, code: &str, words: Text) {
    row.values.truncate(COLUMNS.len() - TOLD);
    row.values.push(planned.map(Value::Instant));
    row.values.extend([Some(Value::Code(code.to_owned())), Some(Value::Text(words))]);
}

/// What was told of departures that have left and that the feed no longer names. (One that has not left yet, and of which
/// nothing is told any more, is as planned; another source may know better.)
pub(super) fn keep_what_is_gone(departures: &Departures, told: &HashSet<String>, rows: &mut Rows, now: i64) {
    let gone = |feature: &&Feature| {
        let was_told = published::value(feature, "status").is_some() && !told.contains(&feature.id);
        was_told && feature.period.is_some_and(|period| period.start < now)
    };
    let kept: Vec<Row> =
        departures.iter().filter(gone).map(|feature| published::row(feature, COLUMNS)).collect();
    rows.keep(kept);
}
