//! Real calendars: the files of other projects, and the time zones of the world to put them on the clock with.
//! It must never know: how the reader works.
//! To judge one more archive: its name in `FILES`, then `PARVIS_WRITE_EXPECTED=1`, and look at what changed.
//! Tested by what it is used for, in `tests/`.

use std::fs::File;
use std::io::Read;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use parvis_formats::ical::{Calendar, Instance, Remark, Span, Zones};
use tests_harness::shared_data;

/// Calendars within the shared test data, alone or in an archive.
pub const FILES: [&str; 6] = [
    "ical/icalendar-python-events.zip",
    "ical/icalendar-python.zip",
    "ical/icaljs-samples.zip",
    "ical/ics-parser.zip",
    "ical/libical-2446.ics",
    "ical/libical-large.ics.gz",
];

/// The time zones of the world; what names none is in Paris.
#[derive(Debug)]
pub struct World;

impl Zones for World {
    fn instant(&self, zone: &str, local: DateTime) -> Option<i64> {
        Some(TimeZone::get(zone).ok()?.to_timestamp(local).ok()?.as_millisecond())
    }

    fn local(&self, zone: &str, instant: i64) -> Option<DateTime> {
        let at = Timestamp::from_millisecond(instant).ok()?;
        Some(TimeZone::get(zone).ok()?.to_datetime(at))
    }

    fn home(&self) -> String {
        "Europe/Paris".to_owned()
    }
}

/// A year and the one after another, in UTC.
///
/// # Panics
/// For a year that is none.
pub fn years(first: i16, last: i16) -> Span {
    let at = |year| {
        let start = TimeZone::UTC.to_timestamp(jiff::civil::date(year, 1, 1).at(0, 0, 0, 0));
        start.unwrap_or_else(|error| panic!("{year}: {error}")).as_millisecond()
    };
    Span { from: at(first), until: at(last + 1) }
}

/// What a calendar gives within a span, with every remark.
pub fn instances(calendar: &Calendar, span: Span) -> (Vec<Instance>, Vec<Remark>) {
    let (instances, more) = calendar.instances(span, &World);
    (instances, calendar.remarks.iter().cloned().chain(more).collect())
}

/// The calendars of a file, by name; `None` after a line that says that the shared test data is absent.
///
/// # Panics
/// If the file cannot be read.
pub fn calendars(file: &str) -> Option<Vec<(String, String)>> {
    let path = shared_data(file)?;
    let name = file.rsplit('/').next().unwrap_or(file);
    let broken = |error: std::io::Error| -> ! { panic!("{file}: {error}") };
    let open = File::open(&path).unwrap_or_else(|error| broken(error));
    if name.ends_with(".zip") {
        return Some(in_archive(open).unwrap_or_else(|error| broken(error)));
    }
    let mut bytes = Vec::new();
    let read = match name.strip_suffix(".gz") {
        Some(_) => flate2::read::GzDecoder::new(open).read_to_end(&mut bytes),
        None => { open }.read_to_end(&mut bytes),
    };
    read.unwrap_or_else(|error| broken(error));
    Some(vec![(name.to_owned(), String::from_utf8_lossy(&bytes).into_owned())])
}

fn in_archive(file: File) -> std::io::Result<Vec<(String, String)>> {
    let mut archive = zip::ZipArchive::new(file)?;
    let mut calendars = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let name = entry.name()?.into_owned();
        if entry.is_file() && name.ends_with(".ics") {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            calendars.push((name, String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    calendars.sort();
    Ok(calendars)
}
