//! A small sound feed, and ways to spoil it.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;

use crate::gtfs::{Date, Departure, Feed, Limits, Refusal, Report, Window, read_feed_within};

/// A feed of one line through three stations; replace its files to spoil it.
pub(super) struct Sample {
    files: BTreeMap<String, Vec<u8>>,
    limits: Limits,
}

impl Sample {
    pub(super) fn new() -> Sample {
        let mut sample = Sample { files: BTreeMap::new(), limits: Limits::DEFAULT };
        let files = [
            (
                "agency.txt",
                "agency_id,agency_name,agency_url,agency_timezone\nX,RER C,http://x.example,Europe/Paris\n",
            ),
            (
                "stops.txt",
                "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station,platform_code\n\
                 SA,ISSY,48.82,2.26,1,,\nA,ISSY,48.82,2.26,0,SA,1\nB,Javel,48.84,2.27,0,,\nC,INVALIDES,48.86,2.31,,,\n",
            ),
            ("routes.txt", "route_id,agency_id,route_short_name,route_type\nR,X,C,2\n"),
            (
                "calendar.txt",
                "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n\
                 S,1,1,1,1,1,1,1,20170101,20171231\n",
            ),
            ("trips.txt", "route_id,service_id,trip_id,trip_headsign\nR,S,T,VICK\n"),
            (
                "stop_times.txt",
                "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n\
                 T,08:00:00,08:00:00,A,0\nT,08:04:00,08:05:00,B,1\nT,08:10:00,08:10:00,C,2\n",
            ),
        ];
        for (name, text) in files {
            sample.files.insert(name.to_owned(), text.as_bytes().to_vec());
        }
        sample
    }

    /// Replaces a file, or adds one.
    pub(super) fn with(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Sample {
        self.files.insert(name.to_owned(), bytes.as_ref().to_vec());
        self
    }

    /// Adds rows to a file.
    pub(super) fn and(mut self, name: &str, rows: &str) -> Sample {
        self.files.entry(name.to_owned()).or_default().extend_from_slice(rows.as_bytes());
        self
    }

    /// Replaces text in a file, which must be there.
    pub(super) fn change(self, name: &str, from: &str, to: &str) -> Sample {
        let text = String::from_utf8(self.files[name].clone()).unwrap();
        assert!(text.contains(from), "{from:?} is in {name}");
        self.with(name, text.replace(from, to))
    }

    pub(super) fn without(mut self, name: &str) -> Sample {
        self.files.remove(name).unwrap();
        self
    }

    /// Changes the bytes of every file.
    pub(super) fn rewrite(mut self, rewrite: impl Fn(&[u8]) -> Vec<u8>) -> Sample {
        self.files.values_mut().for_each(|bytes| *bytes = rewrite(bytes));
        self
    }

    /// Moves every file into a folder.
    pub(super) fn in_folder(mut self, folder: &str) -> Sample {
        self.files =
            self.files.into_iter().map(|(name, bytes)| (format!("{folder}/{name}"), bytes)).collect();
        self
    }

    /// The size of each file, and of its longest row, in bytes.
    pub(super) fn sizes(&self) -> Vec<(u64, usize)> {
        let longest = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').map(<[u8]>::len).max().unwrap_or(0);
        self.files.values().map(|bytes| (bytes.len() as u64, longest(bytes))).collect()
    }

    pub(super) fn limits(mut self, limits: Limits) -> Sample {
        self.limits = limits;
        self
    }

    pub(super) fn zip(&self) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.files {
            zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    pub(super) fn read(&self) -> (Result<Feed, Refusal>, Report) {
        let mut report = Report::default();
        (read_feed_within(Cursor::new(self.zip()), self.limits, &mut report), report)
    }

    /// The feed and its warnings, as `file:line reason`.
    pub(super) fn sound(&self) -> (Feed, Vec<String>) {
        let (feed, report) = self.read();
        let warnings = report.lines.iter().filter(|line| line.severity == crate::gtfs::Severity::Warning);
        let words = |line: &crate::gtfs::ReportLine| {
            format!("{}:{} {}", line.file, line.line.unwrap_or(0), line.reason)
        };
        (feed.unwrap(), warnings.map(words).collect())
    }

    /// The refusal, as `file: reason`.
    pub(super) fn refused(&self) -> String {
        self.read().0.unwrap_err().to_string()
    }
}

/// The instant of a local time in Paris, in milliseconds since 1970 UTC.
pub(super) fn paris(day: &str, hour: i8, minute: i8) -> i64 {
    let (year, month, day) = date(day).ymd();
    let local = jiff::civil::date(year as i16, month as i8, day as i8).at(hour, minute, 0, 0);
    local.in_tz("Europe/Paris").unwrap().timestamp().as_millisecond()
}

pub(super) fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The departures of some days, in time order.
pub(super) fn departures(feed: &Feed, first_day: &str, days: i32) -> Vec<Departure> {
    let first_day = date(first_day);
    let text = |day: Date| day.to_string().replace('-', "");
    let noon = |day: Date| paris(&text(day), 12, 0);
    let from_ms = paris(&text(first_day), 0, 0);
    let until_ms = paris(&text(first_day.plus_days(days)), 0, 0);
    let window = Window { first_day, days, from_ms, until_ms };
    let mut found: Vec<Departure> = feed.departures(window, &feed.keep_all(), noon).flatten().collect();
    found.sort_by_key(|departure| (departure.instant_ms, departure.trip, departure.order));
    found
}

/// Departures as a board shows them: local day and clock, stop and destination.
pub(super) fn board(feed: &Feed, first_day: &str, days: i32) -> Vec<String> {
    let line = |found: &Departure| {
        let instant =
            jiff::Timestamp::from_millisecond(found.instant_ms).unwrap().in_tz("Europe/Paris").unwrap();
        let stop = &feed.stops[found.stop as usize].id;
        format!("{} {stop} {}", instant.strftime("%d %H:%M"), feed.destination(found))
    };
    departures(feed, first_day, days).iter().map(line).collect()
}
