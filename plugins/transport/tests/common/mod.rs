//! What the tests on real feeds share: where the feeds lie, noon in Paris, zips made in memory.
#![expect(dead_code, reason = "each test file uses its own part")]
#![expect(clippy::unwrap_used, reason = "a test that cannot prepare itself fails")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::PathBuf;

use plugin_transport::gtfs::{Date, Feed, Refusal, Report, read_feed};
use zip::write::SimpleFileOptions;

/// A real feed beside the repository; `None`, with a visible line, where there is none.
pub(crate) fn real(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/gtfs")).join(name);
    if !path.exists() {
        eprintln!("SKIPPED: the real feed {name} is not beside the repository");
        return None;
    }
    Some(path)
}

/// Reads a real feed that must be sound.
pub(crate) fn read_real(name: &str) -> Option<(Feed, Report)> {
    let file = File::open(real(name)?).unwrap();
    let mut report = Report::default();
    let feed = read_feed(file, &mut report).unwrap();
    Some((feed, report))
}

/// Reads a feed that may be refused.
pub(crate) fn read_bytes(zip: Vec<u8>) -> (Result<Feed, Refusal>, Report) {
    let mut report = Report::default();
    (read_feed(Cursor::new(zip), &mut report), report)
}

/// Each feed in a zip of folders, made a zip of its own; zips inside are taken as they are.
pub(crate) fn feeds_in(name: &str) -> BTreeMap<String, Vec<u8>> {
    let Some(path) = real(name) else { return BTreeMap::new() };
    let mut archive = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let mut feeds: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut folders: BTreeMap<String, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let path = entry.name().to_owned();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        match path.split_once('/') {
            Some((folder, file)) => {
                folders.entry(folder.to_owned()).or_default().push((file.to_owned(), bytes))
            }
            None => drop(feeds.insert(path, bytes)),
        }
    }
    feeds.extend(folders.into_iter().map(|(folder, files)| (folder, zip_of(&files))));
    feeds
}

fn zip_of(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files.iter().filter(|(name, _)| !name.ends_with('/')) {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The day written `20170315`.
pub(crate) fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

/// The instant of a local time in Paris, in milliseconds since 1970 UTC.
pub(crate) fn paris(date: Date, hour: i8, minute: i8) -> i64 {
    let (year, month, day) = date.ymd();
    let local = jiff::civil::date(year as i16, month as i8, day as i8).at(hour, minute, 0, 0);
    local.in_tz("Europe/Paris").unwrap().timestamp().as_millisecond()
}

/// Noon in Paris.
pub(crate) fn noon(date: Date) -> i64 {
    paris(date, 12, 0)
}

/// What a clock in Paris shows, `08:33`.
pub(crate) fn clock(instant_ms: i64) -> String {
    let instant = jiff::Timestamp::from_millisecond(instant_ms).unwrap();
    instant.in_tz("Europe/Paris").unwrap().strftime("%H:%M").to_string()
}
