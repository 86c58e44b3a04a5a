//! What is published and what real time is laid over: read back from the hub, as a plugin has no memory.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use parvis_sdk::data::{self, Feature, Query};
use parvis_sdk::{Error, Moment, OrderBy, Row, Value, all, during, ordered_by};

use super::planned::{Planned, planned};
use crate::gtfs::Date;
use crate::ids;

/// Departures of so many milliseconds before now may still be late.
const BEFORE_MS: i64 = 4 * 3_600_000;
/// Feeds speak of departures so many milliseconds ahead.
pub(crate) const AHEAD_MS: i64 = 24 * 3_600_000;
/// Features of one answer of the hub: its most.
pub(crate) const PAGE: i32 = 500;

/// The departures of a trip on one service day, by their place in the trip.
pub(crate) type Run = BTreeMap<usize, Feature>;

/// The published departures around now.
#[derive(Default)]
pub(crate) struct Departures {
    /// Those of the timetable, by trip and service day.
    pub(crate) runs: HashMap<String, BTreeMap<Date, Run>>,
    /// Those that the timetable does not have.
    pub(crate) others: Vec<Feature>,
}

impl Departures {
    /// Reads those that are not long gone, until so many milliseconds ahead.
    pub(crate) fn around(now: i64, ahead_ms: i64) -> Result<Self, String> {
        let mut found = Departures::default();
        let mut query = all("departures", PAGE);
        query.during = Some(during(Some(Moment::At(now - BEFORE_MS)), Some(Moment::At(now + ahead_ms))));
        each(query, |feature| found.add(feature))?;
        Ok(found)
    }

    pub(crate) fn add(&mut self, feature: Feature) {
        match ids::parts_of_departure(&feature.id) {
            Some((trip, day, order)) => {
                let trip = trip.to_owned();
                self.runs.entry(trip).or_default().entry(day).or_default().insert(order, feature);
            }
            None => self.others.push(feature),
        }
    }

    /// Every one.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Feature> {
        let of_days = self.runs.values().flat_map(BTreeMap::values).flat_map(BTreeMap::values);
        of_days.chain(&self.others)
    }
}

/// The calls of a trip; `None` for one that is not published.
pub(crate) fn calls(trip: &str) -> Result<Option<Vec<Planned>>, String> {
    match data::get("trips", &ids::trip(trip)) {
        Ok(feature) => {
            Ok(Some(codes(&feature, "stop-times").iter().filter_map(|row| planned(row)).collect()))
        }
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(format!("the published trips cannot be read: {error}")),
    }
}

/// A station or a line, by what feeds call it: each has several names.
pub(crate) type ByName = HashMap<String, Rc<Feature>>;

/// Stations by their own `stop_id` and those of their platforms.
pub(crate) fn stations() -> Result<ByName, String> {
    by_names("stops", &["code", "platforms"])
}

/// Lines by their `route_id`s.
pub(crate) fn lines() -> Result<ByName, String> {
    by_names("lines", &["routes"])
}

/// The features of a collection by the codes in these properties.
fn by_names(collection: &str, properties: &[&str]) -> Result<ByName, String> {
    let mut found = ByName::new();
    let mut query = all(collection, PAGE);
    query.order = vec![ordered_by(OrderBy::Property("id".into()))];
    each(query, |feature| {
        let feature = Rc::new(feature);
        for name in properties.iter().flat_map(|property| codes(&feature, property)) {
            found.insert(name, feature.clone());
        }
    })?;
    Ok(found)
}

/// Everything that a query finds, page by page.
pub(crate) fn each(mut query: Query, mut take: impl FnMut(Feature)) -> Result<(), String> {
    loop {
        let page = data::find(&query)
            .map_err(|error| format!("the published {} cannot be read: {error}", query.collection))?;
        page.features.into_iter().for_each(&mut take);
        match page.next {
            Some(next) => query.after = Some(next),
            None => return Ok(()),
        }
    }
}

/// The value of a property.
pub(crate) fn value<'f>(feature: &'f Feature, name: &str) -> Option<&'f Value> {
    feature.properties.iter().find(|property| property.name == name).map(|property| &property.value)
}

/// The value of a property that is a code or names a feature.
pub(crate) fn code(feature: &Feature, name: &str) -> Option<String> {
    match value(feature, name)? {
        Value::Code(code) | Value::Feature(code) => Some(code.clone()),
        _ => None,
    }
}

fn codes(feature: &Feature, name: &str) -> Vec<String> {
    match value(feature, name) {
        Some(Value::Codes(codes)) => codes.clone(),
        Some(Value::Code(code)) => vec![code.clone()],
        _ => Vec::new(),
    }
}

/// When a departure was to leave, in milliseconds since 1970.
pub(crate) fn scheduled(feature: &Feature) -> Option<i64> {
    match value(feature, "scheduled") {
        Some(Value::Instant(at)) => Some(*at),
        _ => feature.period.map(|period| period.start),
    }
}

/// The feature as a row, with these columns.
pub(crate) fn row(feature: &Feature, columns: &[&str]) -> Row {
    Row {
        id: feature.id.clone(),
        title: feature.title.clone(),
        geometry: feature.geometry.clone(),
        period: feature.period,
        parent: feature.parent.clone(),
        values: columns.iter().map(|name| value(feature, name).cloned()).collect(),
    }
}
