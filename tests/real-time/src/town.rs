//! A town with one line of three stations, and what becomes of its trains, made up day after day from a seed.

use std::io::{Cursor, Write};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use parvis_formats::gtfs_realtime::{
    FeedEntity, FeedHeader, FeedMessage, StopTimeEvent, StopTimeUpdate, TripDescriptor, TripUpdate,
};
use prost::Message;
use zip::write::SimpleFileOptions;

/// Name of the line.
pub const LINE: &str = "C";
/// Its stations in order; the last one is where trains end.
pub const STATIONS: [&str; 3] = ["a", "b", "c"];
/// Seconds between two stations, and from one train to the next.
const LEG_S: i64 = 600;
const HEADWAY_S: i64 = 1_800;
/// The first train of the service day, and the last.
const FIRST_S: i64 = 5 * 3_600;
const LAST_S: i64 = 25 * 3_600;
/// A feed tells of a train so long before it begins and after it ends.
const TOLD_S: i64 = 3_600;

/// What becomes of a train.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing is ever told of it.
    Untold,
    /// It does not run.
    Cancelled,
    /// It passes the second station without a stop, so many seconds late.
    Skips(i64),
    /// It is so many seconds late when it begins, and ten more with each hour that is told.
    Late(i64),
    /// It runs though it is in no timetable.
    Added,
}

/// The town.
pub struct Town {
    /// Where its trains' fates come from.
    pub seed: u64,
    /// Its time zone.
    pub zone: TimeZone,
}

/// A train of a day.
#[derive(Clone, Copy, Debug)]
pub struct Train {
    /// Its number on that day.
    pub number: i64,
    /// Its service day.
    pub day: Date,
    /// When it leaves the first station, in seconds since 1970.
    pub start_s: i64,
    /// What becomes of it.
    pub fate: Fate,
}

impl Train {
    /// When it is to leave a station, by its place.
    pub fn planned_s(&self, place: usize) -> i64 {
        self.start_s + place as i64 * LEG_S
    }

    /// Whether a feed of this second tells of it.
    pub fn is_told(&self, now_s: i64) -> bool {
        self.fate != Fate::Untold && (self.start_s - TOLD_S..self.planned_s(2) + TOLD_S).contains(&now_s)
    }

    /// By how many seconds a feed of this second says that it is late.
    pub fn late_s(&self, now_s: i64) -> i64 {
        match self.fate {
            Fate::Late(seconds) => seconds + (now_s - self.start_s + TOLD_S) / 360,
            Fate::Skips(seconds) => seconds,
            Fate::Untold | Fate::Cancelled | Fate::Added => 0,
        }
    }
}

impl Town {
    /// The trains of a service day; the last one is in no timetable.
    pub fn trains(&self, day: Date) -> Vec<Train> {
        let noon = day
            .at(12, 0, 0, 0)
            .to_zoned_datetime(self.zone.clone())
            .map_or(0, |noon| noon.timestamp().as_second());
        let begins = noon - 12 * 3_600;
        let count = (LAST_S - FIRST_S) / HEADWAY_S + 1;
        let regular = (0..count).map(|number| Train {
            number,
            day,
            start_s: begins + FIRST_S + number * HEADWAY_S,
            fate: self.fate(day, number),
        });
        let added = Train { number: count, day, start_s: begins + 10 * 3_600 + 300, fate: Fate::Added };
        regular.chain([added]).collect()
    }

    fn fate(&self, day: Date, number: i64) -> Fate {
        let days = i64::from(day.since(Date::constant(2017, 1, 1)).map_or(0, |span| span.get_days()));
        let draw = scrambled(self.seed ^ (days * 1_000 + number).cast_unsigned());
        let seconds = i64::try_from(draw / 100 % 900).unwrap_or(0);
        match draw % 100 {
            0..=9 => Fate::Untold,
            10..=15 => Fate::Cancelled,
            16..=21 => Fate::Skips(seconds),
            22..=60 => Fate::Late(seconds % 60),
            _ => Fate::Late(seconds - 90),
        }
    }

    /// The timetable as a GTFS zip.
    pub fn timetable(&self) -> Vec<u8> {
        let mut stops = "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\n".to_owned();
        for (at, stop) in STATIONS.iter().enumerate() {
            stops.push_str(&format!(
                "{stop},Gare {stop},48.8{at},2.2{at},1,\n{stop}1,Gare {stop},48.8{at},2.2{at},0,{stop}\n"
            ));
        }
        let (mut trips, mut times) = (
            "route_id,service_id,trip_id,trip_headsign\n".to_owned(),
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n".to_owned(),
        );
        for number in 0..=(LAST_S - FIRST_S) / HEADWAY_S {
            trips.push_str(&format!("r,daily,t{number},Gare c\n"));
            for (at, stop) in STATIONS.iter().enumerate() {
                let time = FIRST_S + number * HEADWAY_S + at as i64 * LEG_S;
                let clock = format!("{:02}:{:02}:{:02}", time / 3_600, time / 60 % 60, time % 60);
                times.push_str(&format!("t{number},{clock},{clock},{stop}1,{}\n", at * 10 + 1));
            }
        }
        let files = [
            (
                "agency.txt",
                "agency_id,agency_name,agency_url,agency_timezone\nx,RER,https://example.org,Europe/Paris\n",
            ),
            ("routes.txt", "route_id,agency_id,route_short_name,route_long_name,route_type\nr,x,C,,2\n"),
            (
                "calendar.txt",
                "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\ndaily,1,1,1,1,1,1,1,20160101,20181231\n",
            ),
            ("stops.txt", &stops),
            ("trips.txt", &trips),
            ("stop_times.txt", &times),
        ];
        zipped(&files)
    }

    /// What is told at a second of these trains.
    pub fn feed(&self, now_s: i64, trains: &[Train]) -> Vec<u8> {
        let told = trains.iter().filter(|train| train.is_told(now_s)).map(|train| update(train, now_s));
        let entity = told.enumerate().map(|(at, update)| FeedEntity {
            id: at.to_string(),
            trip_update: Some(update),
            ..FeedEntity::default()
        });
        let header = FeedHeader {
            gtfs_realtime_version: "2.0".into(),
            incrementality: Some(0),
            timestamp: u64::try_from(now_s).ok(),
        };
        FeedMessage { header, entity: entity.collect() }.encode_to_vec()
    }
}

fn update(train: &Train, now_s: i64) -> TripUpdate {
    let trip = |relationship| TripDescriptor {
        trip_id: Some(format!("t{}", train.number)),
        start_date: Some(train.day.strftime("%Y%m%d").to_string()),
        schedule_relationship: Some(relationship),
        route_id: Some("r".into()),
        ..TripDescriptor::default()
    };
    let late = StopTimeUpdate {
        stop_sequence: Some(1),
        departure: Some(StopTimeEvent { delay: i32::try_from(train.late_s(now_s)).ok(), time: None }),
        ..StopTimeUpdate::default()
    };
    let skipped = StopTimeUpdate {
        stop_sequence: Some(11),
        schedule_relationship: Some(1),
        ..StopTimeUpdate::default()
    };
    let moment = |place: usize| StopTimeUpdate {
        stop_id: Some(format!("{}1", STATIONS[place])),
        departure: Some(StopTimeEvent { delay: None, time: Some(train.planned_s(place)) }),
        ..StopTimeUpdate::default()
    };
    let (relationship, stop_time_update) = match train.fate {
        Fate::Cancelled => (3, Vec::new()),
        Fate::Added => (1, vec![moment(0), moment(1), moment(2)]),
        Fate::Skips(_) => (0, vec![late, skipped]),
        Fate::Late(_) | Fate::Untold => (0, vec![late]),
    };
    TripUpdate { trip: trip(relationship), stop_time_update, delay: None }
}

/// Files of a GTFS feed as a zip.
///
/// # Panics
/// If it cannot be written.
pub fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        let begun = zip.start_file(*name, SimpleFileOptions::default());
        begun.unwrap_or_else(|error| panic!("{name}: {error}"));
        zip.write_all(text.as_bytes()).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_else(|error| panic!("zip: {error}"))
}

/// SplitMix64: any number gives one that looks drawn.
fn scrambled(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
