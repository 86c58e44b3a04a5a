//! What the timetable says of a station: its lines, and their stations.

use parvis_sdk::{Error, Feature, Query, Value, all, data, equals, of_parent};

use crate::direct::{Call, Line};

/// What runs often enough to go to work by it, and stops at stations.
pub(crate) const MODES: [&str; 3] = ["rail", "metro", "tram"];
/// Lines of one station, stations of one line: more are not read.
const MOST_LINES: i32 = 40;
const MOST_STATIONS: i32 = 300;

/// The lines of a station, as far as one call may read. An error where the timetable may not be read.
pub(crate) fn lines(station: &str) -> Result<Vec<Line>, Error> {
    let here = Query {
        conditions: vec![equals("stop", Value::Feature(station.to_owned()))],
        ..all("calls", MOST_LINES)
    };
    let mut lines = Vec::new();
    for id in data::find(&here)?.features.into_iter().filter_map(|call| call.parent) {
        match line(&id) {
            Ok(line) => lines.extend(line),
            // A station of very many lines: those that were read are shown.
            Err(Error::Quota(_)) => break,
            Err(error) => return Err(error),
        }
    }
    Ok(lines)
}

/// A line, unless it is of another kind.
fn line(id: &str) -> Result<Option<Line>, Error> {
    let line = match data::get("lines", id) {
        Err(Error::NotFound) => return Ok(None),
        line => line?,
    };
    let is_train = matches!(value(&line, "mode"), Some(Value::Code(mode)) if MODES.contains(&mode.as_str()));
    if !is_train {
        return Ok(None);
    }
    let calls = data::find(&of_parent("calls", id, MOST_STATIONS))?.features;
    Ok(Some(Line { name: line.title, stations: calls.into_iter().filter_map(call).collect() }))
}

fn call(call: Feature) -> Option<Call> {
    let station = match value(&call, "stop") {
        Some(Value::Feature(station)) => station.clone(),
        _ => return None,
    };
    let order = match value(&call, "order") {
        Some(Value::Integer(order)) => *order,
        _ => return None,
    };
    Some(Call { station, name: call.title, order })
}

fn value<'a>(feature: &'a Feature, name: &str) -> Option<&'a Value> {
    feature.properties.iter().find(|property| property.name == name).map(|property| &property.value)
}
