//! Real files for the readers of formats, the tables of what they give, and the time zones of the world.
//! It must never know: how a reader works.
//! To judge one more file: its name in the test of its format, then `PARVIS_WRITE_EXPECTED=1`, and look at what changed.
//! Tested by what it is used for, in `tests/`.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use parvis_formats::ical::{Calendar, Instance, Remark, Span, Zones};
use tests_harness::shared_data;

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

/// The files of one file of the shared test data, by name: itself, unpacked, or those of an archive that end in `ending`. `None` after a line that says that the shared test data is absent.
///
/// # Panics
/// If the file cannot be read.
pub fn files(file: &str, ending: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let path = shared_data(file)?;
    let name = file.rsplit('/').next().unwrap_or(file);
    let broken = |error: std::io::Error| -> ! { panic!("{file}: {error}") };
    let open = File::open(&path).unwrap_or_else(|error| broken(error));
    if name.ends_with(".zip") {
        return Some(in_archive(open, ending).unwrap_or_else(|error| broken(error)));
    }
    let mut bytes = Vec::new();
    let read = match name.strip_suffix(".gz") {
        Some(_) => flate2::read::GzDecoder::new(open).read_to_end(&mut bytes),
        None => { open }.read_to_end(&mut bytes),
    };
    read.unwrap_or_else(|error| broken(error));
    Some(vec![(name.to_owned(), bytes)])
}

fn in_archive(file: File, ending: &str) -> std::io::Result<Vec<(String, Vec<u8>)>> {
    let mut archive = zip::ZipArchive::new(file)?;
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        let name = entry.name()?.into_owned();
        if entry.is_file() && name.ends_with(ending) {
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            files.push((name, bytes));
        }
    }
    files.sort();
    Ok(files)
}

/// Compares a table with the one that is kept in `expected/`, line by line; writes it with `PARVIS_WRITE_EXPECTED=1`.
///
/// # Panics
/// Where they differ.
pub fn as_expected(name: &str, table: &str) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("expected").join(name);
    if std::env::var_os("PARVIS_WRITE_EXPECTED").is_some() {
        std::fs::write(&kept, table).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    let expected = std::fs::read_to_string(&kept).unwrap_or_else(|error| panic!("{name}: {error}"));
    for (now, before) in table.lines().zip(expected.lines()) {
        assert_eq!(now, before, "{name}");
    }
    assert_eq!(table.lines().count(), expected.lines().count(), "{name}: lines more or less");
}
