//! The departures of a feed counted in the plainest way, to be held against what the hub publishes: rows, dictionaries,
//! no index, nothing shared with the plugin. Knows feeds with `calendar_dates.txt` alone and without `frequencies.txt`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;

use jiff::ToSpan;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use zip::ZipArchive;

type Row = HashMap<String, String>;

/// Seconds before the first day from which departures are published too.
const EVENING_S: i64 = 4 * 3_600;

/// What was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The days, with the instant at which each begins.
    pub days: Days,
    /// The station and the instant of each departure, in seconds since 1970.
    pub departures: Vec<(String, i64)>,
}

impl Counted {
    /// The sum of their instants, so that each of them counts.
    pub fn sum_of_instants(&self) -> i64 {
        self.departures.iter().map(|(_, at)| at).sum()
    }

    /// Those of the first days only.
    pub fn of_first(&self, days: usize) -> Counted {
        let days = Days(self.days.0[..=days].to_vec());
        let departures = self.departures.iter().filter(|(_, at)| days.are_published(*at)).cloned().collect();
        Counted { days, departures }
    }

    /// The instants at a station, in order.
    pub fn at_station(&self, station: &str) -> Vec<i64> {
        let of_station = self.departures.iter().filter(|(at, _)| at == station);
        let mut instants: Vec<i64> = of_station.map(|(_, at)| *at).collect();
        instants.sort_unstable();
        instants
    }
}

/// Days of the calendar in Paris, each with the instant at which it begins, and the one after the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days(Vec<(Date, i64)>);

impl Days {
    fn new(first: Date, days: i64) -> Days {
        let begins =
            |day: Date| day.at(0, 0, 0, 0).to_zoned_datetime(paris()).unwrap().timestamp().as_second();
        let all = (0..=days).map(|day| first.checked_add(day.days()).unwrap());
        Days(all.map(|day| (day, begins(day))).collect())
    }

    /// The day on which an instant falls; `None` outside of them.
    fn day_of(&self, at: i64) -> Option<Date> {
        self.0.windows(2).find(|pair| (pair[0].1..pair[1].1).contains(&at)).map(|pair| pair[0].0)
    }

    /// Whether an instant falls on one of them, or on the evening before: trains of then may still be to come.
    fn are_published(&self, at: i64) -> bool {
        let (first, last) = (self.0.first().unwrap().1, self.0.last().unwrap().1);
        (first - EVENING_S..last).contains(&at)
    }

    /// How many of these instants fall on each day. Those of the evening before are counted under `None`.
    pub fn count(&self, instants: impl Iterator<Item = i64>) -> BTreeMap<Option<Date>, usize> {
        instants.fold(BTreeMap::new(), |mut counts, at| {
            *counts.entry(self.day_of(at)).or_default() += 1;
            counts
        })
    }
}

fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap()
}

/// Counts the departures from the evening before `first` on, for `days` days of the calendar in Paris. The last stop of a
/// trip is no departure, nor is one where nobody may board.
pub fn count(feed: &Path, first: Date, days: i64) -> Counted {
    let mut zip = ZipArchive::new(File::open(feed).unwrap()).unwrap();
    let (zone, wanted) = (paris(), Days::new(first, days));
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
    let mut departures = Vec::new();
    for (trip, mut calls) in trips {
        calls.sort_by_key(|(sequence, _)| *sequence);
        calls.pop();
        calls.retain(|(_, call)| call.get("pickup_type").is_none_or(|kind| kind != "1"));
        for day in
            service_days.iter().filter(|day| runs.get(&service[&trip]).is_some_and(|runs| runs.contains(day)))
        {
            let noon = day.at(12, 0, 0, 0).to_zoned_datetime(zone.clone()).unwrap().timestamp().as_second();
            for (_, call) in &calls {
                let at = noon - 12 * 3600 + seconds(&call["departure_time"]);
                if wanted.are_published(at) {
                    departures.push((station[&call["stop_id"]].clone(), at));
                }
            }
        }
    }
    Counted { days: wanted, departures }
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
