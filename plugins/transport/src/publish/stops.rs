//! Stations and stops: which are kept, and their rows.

use std::collections::HashMap;

use parvis_sdk::{Draft, Error, Geometry, Point, Row, Value, geo, text};

use super::batches::Batches;
use super::lines::Lines;
use crate::gtfs::{Feed, Kept};
use crate::ids;

/// Points in one question to the hub.
const POINTS_AT_ONCE: usize = 5_000;

/// Platforms named of one station.
const MOST_PLATFORMS: usize = 200;

/// Lines named at one station; more would be no help to anyone.
const MOST_LINES: usize = 100;

const COLUMNS: &[&str] = &["code", "lines", "modes", "wheelchair", "commune", "platforms"];

/// The stops whose stations lie in the territory.
pub(super) fn in_territory(feed: &Feed) -> Kept {
    let mut inside = communes(feed).into_iter().map(|commune| commune.is_some()).collect::<Vec<_>>();
    // `keep` asks for the position of each stop's station, in the order of the stops.
    for (index, stop) in feed.stops.iter().enumerate() {
        inside[index] = inside.get(stop.station as usize).copied().unwrap_or(false);
    }
    let mut answers = inside.into_iter();
    feed.keep(|_, _| answers.next().unwrap_or(false))
}

/// The commune of each stop.
fn communes(feed: &Feed) -> Vec<Option<String>> {
    let points: Vec<Point> =
        feed.stops.iter().map(|stop| Point { longitude: stop.lon, latitude: stop.lat }).collect();
    points.chunks(POINTS_AT_ONCE).flat_map(geo::commune_of).collect()
}

/// The ids of the platforms of each station: real-time feeds name these.
fn platforms(feed: &Feed) -> HashMap<u32, Vec<String>> {
    let mut platforms: HashMap<u32, Vec<String>> = HashMap::new();
    for (index, stop) in (0_u32..).zip(&feed.stops) {
        if stop.station != index {
            let of_station = platforms.entry(stop.station).or_default();
            if of_station.len() < MOST_PLATFORMS {
                of_station.push(stop.id.clone());
            }
        }
    }
    platforms
}

/// Publishes the stations that at least one line serves.
pub(super) fn publish(draft: &Draft, feed: &Feed, lines: &Lines<'_>) -> Result<usize, Error> {
    let communes = communes(feed);
    let mut platforms = platforms(feed);
    let mut batches = Batches::new(draft, "stops", COLUMNS);
    for (index, stop) in (0_u32..).zip(&feed.stops) {
        let serving = lines.serving(index);
        if serving.is_empty() {
            continue;
        }
        let mut modes: Vec<String> = serving.iter().map(|line| line.mode.code().to_owned()).collect();
        modes.sort();
        modes.dedup();
        let mut names: Vec<String> = serving.iter().map(|line| line.name.clone()).collect();
        names.dedup();
        names.truncate(MOST_LINES);
        let wheelchair = match stop.wheelchair {
            1 => Some("yes"),
            2 => Some("no"),
            _ => None,
        };
        batches.add(Row {
            id: ids::stop(feed, index),
            title: text(&stop.name),
            geometry: Some(Geometry::Point(Point { longitude: stop.lon, latitude: stop.lat })),
            period: None,
            parent: None,
            values: vec![
                Some(Value::Code(stop.id.clone())),
                Some(Value::Codes(names)),
                Some(Value::Codes(modes)),
                wheelchair.map(|word| Value::Code(word.to_owned())),
                communes.get(index as usize).cloned().flatten().map(Value::Code),
                platforms.remove(&index).map(Value::Codes),
            ],
        })?;
    }
    batches.finish()
}
