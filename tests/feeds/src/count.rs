//! The departures of a feed counted in the plainest way, to be held against what the hub publishes: rows, dictionaries,
//! no index, nothing shared with the plugin. Knows feeds with `calendar_dates.txt` alone and without `frequencies.txt`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use zip::ZipArchive;

type Row = HashMap<String, String>;

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Departures on each day of the calendar.
    pub by_day: BTreeMap<Date, usize>,
    /// The sum of their instants in seconds since 1970, so that each of them counts.
    pub sum_of_instants: i64,
    /// The instants of the departures of each station, in seconds.
    pub by_station: HashMap<String, Vec<i64>>,
}

impl Counted {
    /// All departures.
    pub fn all(&self) -> usize {
        self.by_day.values().sum()
    }
}

/// Counts the departures from the beginning of `first` on, for `days` days of the calendar in Paris. The last stop of a
/// trip is no departure, nor is one where nobody may board.
pub fn count(feed: &Path, first: Date, days: i64) -> Counted {
    let mut zip = ZipArchive::new(File::open(feed).unwrap()).unwrap();
    let zone = TimeZone::get("Europe/Paris").unwrap();
    let mut runs: HashMap<String, HashSet<Date>> = HashMap::new();
    for row in rows(&mut zip, "calendar_dates.txt") {
        assert_eq!(row["exception_type"], "1", "a feed that only adds days");
        let day = Date::strptime("%Y%m%d", &row["date"]).unwrap();
        runs.entry(row["service_id"].clone()).or_default().insert(day);
    }
    let service: HashMap<String, String> = rows(&mut zip, "trips.txt")
        .into_iter()
        .map(|row| (row["trip_id"].clone(), row["service_id"].clone()))
        .collect();
    let station: HashMap<String, String> = rows(&mut zip, "stops.txt").iter().map(station_of).collect();
    let mut trips: HashMap<String, Vec<(i64, Row)>> = HashMap::new();
    for row in rows(&mut zip, "stop_times.txt") {
        trips.entry(row["trip_id"].clone()).or_default().push((row["stop_sequence"].parse().unwrap(), row));
    }
    // Service days begin before the first day: trains of the evening run past midnight.
    let service_days: Vec<Date> = (-2..=days).map(|day| first.checked_add(day.days()).unwrap()).collect();
    let mut counted = Counted { by_day: BTreeMap::new(), sum_of_instants: 0, by_station: HashMap::new() };
    for (trip, mut calls) in trips {
        calls.sort_by_key(|(sequence, _)| *sequence);
        calls.pop();
        for day in
            service_days.iter().filter(|day| runs.get(&service[&trip]).is_some_and(|runs| runs.contains(day)))
        {
            let noon = day.at(12, 0, 0, 0).to_zoned_datetime(zone.clone()).unwrap().timestamp().as_second();
            for (_, call) in
                calls.iter().filter(|(_, call)| call.get("pickup_type").is_none_or(|kind| kind != "1"))
            {
                let at = noon - 12 * 3600 + seconds(&call["departure_time"]);
                let date = Timestamp::from_second(at).unwrap().to_zoned_datetime(zone.clone()).date();
                if date >= first && date < first.checked_add(days.days()).unwrap() {
                    *counted.by_day.entry(date).or_default() += 1;
                    counted.sum_of_instants += at;
                    counted.by_station.entry(station[&call["stop_id"]].clone()).or_default().push(at);
                }
            }
        }
    }
    counted
}

fn rows(zip: &mut ZipArchive<File>, file: &str) -> Vec<Row> {
    let mut text = String::new();
    zip.by_name(file).unwrap().read_to_string(&mut text).unwrap();
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

fn station_of(row: &Row) -> (String, String) {
    let parent = row.get("parent_station").filter(|parent| !parent.is_empty());
    (row["stop_id"].clone(), parent.unwrap_or(&row["stop_id"]).clone())
}

/// Seconds of `25:10:00`.
fn seconds(time: &str) -> i64 {
    time.split(':').fold(0, |sum, part| sum * 60 + part.parse::<i64>().unwrap())
}
