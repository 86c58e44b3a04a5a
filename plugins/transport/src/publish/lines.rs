//! Lines, and the stations of each in the order of travel.

use std::collections::HashMap;

use parvis_sdk::{Draft, Error, Row, Value, text};

use super::batches::Batches;
use crate::gtfs::{Feed, Kept, Line, Mode};
use crate::ids;

const LINE_COLUMNS: &[&str] = &["code", "code-colour", "mode", "agency", "sort", "routes"];
const CALL_COLUMNS: &[&str] = &["stop", "line", "order"];

/// Routes named of one line.
const MOST_ROUTES: usize = 200;

/// The lines that serve what is kept.
pub(super) struct Lines<'a> {
    /// Each line with its stations in order.
    served: Vec<(&'a Line, Vec<u32>)>,
    /// Lines of each station, by index of the station, trains before buses.
    by_station: HashMap<u32, Vec<&'a Line>>,
}

impl<'a> Lines<'a> {
    pub(super) fn of(feed: &'a Feed, kept: &Kept) -> Self {
        let stations = feed.line_stations(kept);
        let mut served: Vec<(&Line, Vec<u32>)> =
            feed.lines.iter().zip(stations).filter(|(_, stations)| !stations.is_empty()).collect();
        served.sort_by_key(|(line, _)| (rank(line.mode), line.name.len(), line.name.clone()));
        let mut by_station: HashMap<u32, Vec<&Line>> = HashMap::new();
        for (line, stations) in &served {
            for station in stations {
                by_station.entry(*station).or_default().push(line);
            }
        }
        Self { served, by_station }
    }

    /// The lines that serve a station.
    pub(super) fn serving(&self, station: u32) -> &[&'a Line] {
        self.by_station.get(&station).map_or(&[], Vec::as_slice)
    }

    /// Publishes lines and their stations.
    pub(super) fn publish(&self, draft: &Draft, feed: &Feed) -> Result<(), Error> {
        let mut lines = Batches::new(draft, "lines", LINE_COLUMNS);
        for (sort, (line, _)) in (0_i64..).zip(&self.served) {
            lines.add(line_row(feed, line, sort))?;
        }
        lines.finish()?;
        let mut calls = Batches::new(draft, "calls", CALL_COLUMNS);
        for (line, stations) in &self.served {
            for (order, station) in (0_i64..).zip(stations) {
                calls.add(call_row(feed, line, order, *station))?;
            }
        }
        calls.finish()?;
        Ok(())
    }
}

/// Trains first, replacement buses last.
fn rank(mode: Mode) -> u8 {
    match mode {
        Mode::Rail => 0,
        Mode::Metro => 1,
        Mode::Tram => 2,
        Mode::Funicular | Mode::Cable | Mode::Ferry => 3,
        Mode::Bus | Mode::Coach | Mode::Other => 4,
    }
}

fn line_row(feed: &Feed, line: &Line, sort: i64) -> Row {
    let agency = feed.agencies.get(line.agency as usize).map(|agency| agency.name.clone());
    Row {
        id: ids::line(&line.id),
        title: text(&line.title.fr).en(&line.title.en),
        geometry: None,
        period: None,
        parent: None,
        values: vec![
            Some(Value::Code(line.name.clone())),
            colour(line),
            Some(Value::Code(line.mode.code().to_owned())),
            agency.map(|name| Value::Text(text(name))),
            Some(Value::Integer(sort)),
            Some(Value::Codes(routes_of(feed, line))),
        ],
    }
}

/// What the feed calls the line: real-time feeds name it so.
fn routes_of(feed: &Feed, line: &Line) -> Vec<String> {
    let routes = line.routes.iter().filter_map(|index| feed.routes.get(*index as usize));
    routes.map(|route| route.id.clone()).take(MOST_ROUTES).collect()
}

/// The line's colour, where the feed gives one.
pub(super) fn colour(line: &Line) -> Option<Value> {
    (!line.color.is_empty()).then(|| Value::Colour(line.color.clone()))
}

fn call_row(feed: &Feed, line: &Line, order: i64, station: u32) -> Row {
    let name = feed.stops.get(station as usize).map_or("", |stop| &stop.name);
    Row {
        id: format!("{}/{order}", ids::line(&line.id)),
        title: text(name),
        geometry: None,
        period: None,
        parent: Some(ids::line(&line.id)),
        values: vec![
            Some(Value::Feature(ids::stop(feed, station))),
            Some(Value::Feature(ids::line(&line.id))),
            Some(Value::Integer(order)),
        ],
    }
}
