//! The files of a feed as they are: rows into plain structures, nothing interpreted but numbers.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use zip::ZipArchive;

use super::time;

/// Why a feed cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The file cannot be opened.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// It is no zip, or a file is missing in it.
    #[error("{0}")]
    Zip(#[from] zip::result::ZipError),
    /// A file is no CSV.
    #[error("{0}")]
    Csv(#[from] csv::Error),
    /// A cell cannot be understood, or names something that does not exist.
    #[error("{0}")]
    Cell(String),
}

pub(super) type Row = HashMap<String, String>;

pub(super) struct Stop {
    pub(super) name: String,
    /// Its parent station, or itself.
    pub(super) station: String,
}

pub(super) struct Route {
    pub(super) short_name: String,
    pub(super) kind: String,
}

pub(super) struct Trip {
    pub(super) route: String,
    pub(super) service: String,
    pub(super) headsign: String,
}

pub(super) struct StopTime {
    pub(super) sequence: i64,
    pub(super) stop: String,
    pub(super) departure_s: i64,
    pub(super) pickup: String,
}

/// The rows of a feed by id; the stop times of each trip in order.
pub(super) struct Raw {
    pub(super) time_zone: String,
    stops: HashMap<String, Stop>,
    routes: HashMap<String, Route>,
    trips: HashMap<String, Trip>,
    pub(super) stop_times: HashMap<String, Vec<StopTime>>,
    pub(super) calendar: Vec<Row>,
    pub(super) calendar_dates: Vec<Row>,
    pub(super) frequencies: Vec<Row>,
}

impl Raw {
    pub(super) fn read(path: &Path) -> Result<Raw, FeedError> {
        let mut zip = ZipArchive::new(File::open(path)?)?;
        let mut required = |name: &str| -> Result<Vec<Row>, FeedError> {
            rows(&mut zip, name)?.ok_or_else(|| FeedError::Cell(format!("{name} is missing")))
        };
        let agency = required("agency.txt")?;
        let stops = required("stops.txt")?.iter().map(stop).collect();
        let routes = required("routes.txt")?.iter().map(route).collect();
        let trips = required("trips.txt")?.iter().map(trip).collect();
        let stop_times = stop_times(&required("stop_times.txt")?)?;
        Ok(Raw {
            time_zone: agency.first().map(|row| cell(row, "agency_timezone")).unwrap_or_default(),
            stops,
            routes,
            trips,
            stop_times,
            calendar: rows(&mut zip, "calendar.txt")?.unwrap_or_default(),
            calendar_dates: rows(&mut zip, "calendar_dates.txt")?.unwrap_or_default(),
            frequencies: rows(&mut zip, "frequencies.txt")?.unwrap_or_default(),
        })
    }

    pub(super) fn stop(&self, id: &str) -> Result<&Stop, FeedError> {
        self.stops.get(id).ok_or_else(|| FeedError::Cell(format!("no stop {id}")))
    }

    pub(super) fn route(&self, id: &str) -> Result<&Route, FeedError> {
        self.routes.get(id).ok_or_else(|| FeedError::Cell(format!("no route {id}")))
    }

    pub(super) fn trip(&self, id: &str) -> Result<&Trip, FeedError> {
        self.trips.get(id).ok_or_else(|| FeedError::Cell(format!("no trip {id}")))
    }
}

/// The rows of one file, each a map from column to cell; `None` if the file is not in the feed.
fn rows(zip: &mut ZipArchive<File>, name: &str) -> Result<Option<Vec<Row>>, FeedError> {
    let mut text = String::new();
    match zip.by_name(name) {
        Ok(mut file) => file.read_to_string(&mut text)?,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    Ok(Some(reader.deserialize().collect::<Result<_, _>>()?))
}

pub(super) fn cell(row: &Row, column: &str) -> String {
    row.get(column).cloned().unwrap_or_default()
}

fn stop(row: &Row) -> (String, Stop) {
    let id = cell(row, "stop_id");
    let parent = cell(row, "parent_station");
    let station = if parent.is_empty() { id.clone() } else { parent };
    (id, Stop { name: cell(row, "stop_name"), station })
}

fn route(row: &Row) -> (String, Route) {
    let route = Route { short_name: cell(row, "route_short_name"), kind: cell(row, "route_type") };
    (cell(row, "route_id"), route)
}

fn trip(row: &Row) -> (String, Trip) {
    let trip = Trip {
        route: cell(row, "route_id"),
        service: cell(row, "service_id"),
        headsign: cell(row, "trip_headsign"),
    };
    (cell(row, "trip_id"), trip)
}

/// The stop times of each trip, in the order of `stop_sequence`.
fn stop_times(rows: &[Row]) -> Result<HashMap<String, Vec<StopTime>>, FeedError> {
    let mut trips: HashMap<String, Vec<StopTime>> = HashMap::new();
    for row in rows {
        let stop_time = StopTime {
            sequence: number(&cell(row, "stop_sequence"))?,
            stop: cell(row, "stop_id"),
            departure_s: time::seconds(&cell(row, "departure_time"))?,
            pickup: cell(row, "pickup_type"),
        };
        trips.entry(cell(row, "trip_id")).or_default().push(stop_time);
    }
    for stop_times in trips.values_mut() {
        stop_times.sort_by_key(|stop_time| stop_time.sequence);
    }
    Ok(trips)
}

pub(super) fn number(text: &str) -> Result<i64, FeedError> {
    text.parse().map_err(|_| FeedError::Cell(format!("'{text}' is no number")))
}
