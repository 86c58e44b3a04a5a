//! Departures of trips that the timetable does not have.

use std::rc::Rc;

use parvis_formats::gtfs_realtime::{StopRelationship, StopTimeEvent, StopTimeUpdate, TripUpdate};
use parvis_sdk::{Feature, Period, Row, Text, Value, text};

use super::departures::tell;
use super::published::{self, ByName, code, value};
use super::told::Told;
use super::words;
use crate::publish::departures::COLUMNS;

/// The stations and lines that added trips name; read when the first one comes.
#[derive(Default)]
pub(super) struct Added {
    named: Option<(ByName, ByName)>,
}

impl Added {
    /// The departures of an added trip from published stations.
    pub(super) fn rows(&mut self, source: &str, update: &TripUpdate, now: i64) -> Result<Told, String> {
        let Some(trip) = update.trip.trip_id.as_deref().filter(|trip| !trip.is_empty()) else {
            return Ok(Told::Refused("the added trip has no trip_id".to_owned()));
        };
        let (stations, lines) = match self.named.take() {
            Some(named) => named,
            None => (published::stations()?, published::lines()?),
        };
        let line = update.trip.route_id.as_deref().and_then(|route| lines.get(route)).map(Rc::as_ref);
        let day = update.trip.start_date.clone().unwrap_or_else(|| words::day(now));
        let found =
            departures(update, &stations, line, |order| format!("{source}/added/{trip}/{day}/{order}"));
        self.named = Some((stations, lines));
        Ok(if found.is_empty() { Told::Elsewhere } else { Told::Rows(found) })
    }
}

/// One departure for each stop but the last: there it ends.
fn departures(
    update: &TripUpdate,
    stations: &ByName,
    line: Option<&Feature>,
    id: impl Fn(usize) -> String,
) -> Vec<Row> {
    let Some((last, before)) = update.stop_time_update.split_last() else { return Vec::new() };
    let title = destination(last, stations, line);
    let found = before.iter().enumerate().filter_map(|(order, stop)| {
        let station = stations.get(stop.stop_id.as_deref()?)?;
        let leaves = leaves_ms(stop).filter(|_| stop.relationship() == StopRelationship::Scheduled)?;
        let mut row = Row {
            id: id(order),
            title: title.clone(),
            geometry: None,
            period: Some(Period { start: leaves, end: leaves }),
            parent: Some(station.id.clone()),
            values: COLUMNS.iter().map(|column| of_line(line, column)).collect(),
        };
        let (code, words) = words::added();
        tell(&mut row, None, code, words);
        Some(row)
    });
    found.collect()
}

/// Where it goes: the station of its last stop, else the line's name; never guessed.
fn destination(last: &StopTimeUpdate, stations: &ByName, line: Option<&Feature>) -> Text {
    let station = last.stop_id.as_deref().and_then(|stop| stations.get(stop)).map(Rc::as_ref);
    let named = station.or(line).map(|feature| feature.title.clone());
    named.unwrap_or_else(|| text("Direction non indiquée").en("Destination not given"))
}

fn of_line(line: Option<&Feature>, column: &str) -> Option<Value> {
    let line = line?;
    match column {
        "line" => Some(Value::Feature(line.id.clone())),
        "line-code" => code(line, "code").map(Value::Code),
        "line-code-colour" => value(line, "code-colour").cloned(),
        "mode" => code(line, "mode").map(Value::Code),
        _ => None,
    }
}

fn leaves_ms(stop: &StopTimeUpdate) -> Option<i64> {
    let time = |event: &Option<StopTimeEvent>| event.as_ref()?.time;
    time(&stop.departure).or_else(|| time(&stop.arrival))?.checked_mul(1000)
}
