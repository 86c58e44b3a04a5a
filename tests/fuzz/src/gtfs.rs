//! Timetables: the nine tables of a GTFS feed from any bytes, read by the transport plugin's core.

use std::io::{Cursor, Write};

use plugin_transport::gtfs::{Date, Feed, Limits, Report, Window, read_feed_within};
use zip::write::SimpleFileOptions;

/// What stands before each file: `--- stops.txt`. Without any, the bytes are the zip itself.
const MARK: &[u8] = b"--- ";
const DAY_MS: i64 = 86_400_000;
/// Departures of one service day that so small a feed may make.
const MOST_DEPARTURES: usize = 40_000;

const LIMITS: Limits = Limits {
    files: 20,
    ratio: 200,
    file_bytes: 64 << 10,
    total_bytes: 256 << 10,
    row_bytes: 4 << 10,
    columns: 50,
    rows: 1_000,
    stop_times: 2_000,
    repeated_departures: 10_000,
};

/// Reads the feed; what is taken must be sound.
pub(crate) fn gtfs(data: &[u8]) {
    let feed = if data.starts_with(MARK) { zipped(data) } else { data.to_vec() };
    let mut report = Report::default();
    let read = read_feed_within(Cursor::new(&feed), LIMITS, &mut report);
    report_is_sound(&report);
    match read {
        Ok(feed) => feed_is_sound(&feed),
        Err(refusal) => assert!(!refusal.reason.trim().is_empty(), "refused without a reason"),
    }
}

/// The text as a zip: each line that begins with the mark names the next file.
fn zipped(data: &[u8]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        // The writer refuses a name that it has already; then the rows go to the file before.
        let written = match line.strip_prefix(MARK) {
            Some(name) => zip.start_file(String::from_utf8_lossy(name).trim(), plain).is_ok(),
            None => false,
        };
        if !written && zip.write_all(line).is_err() {
            break;
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn report_is_sound(report: &Report) {
    assert!(report.lines.len() <= 200 && report.lines.len() <= report.remarks as usize);
    for line in &report.lines {
        assert!(!line.reason.trim().is_empty(), "{line:?}");
        assert!(line.line != Some(0), "lines count from 1: {line:?}");
    }
    for file in &report.files {
        assert!(file.refused <= file.read, "{file:?}");
    }
}

fn feed_is_sound(feed: &Feed) {
    let (first, last) = feed.validity().expect("a feed that never runs is refused");
    assert!(last.days_since(first) >= 0);
    let stop_count = feed.stops.len() as u32;
    for stop in &feed.stops {
        assert!((-180.0..=180.0).contains(&stop.lon) && (-90.0..=90.0).contains(&stop.lat), "{stop:?}");
        assert!(stop.station < stop_count, "{stop:?}");
    }
    let kept = feed.keep_all();
    for stations in feed.line_stations(&kept) {
        assert!(stations.iter().all(|station| *station < stop_count));
    }
    let noon = |day: Date| i64::from(day.days_since(epoch())) * DAY_MS + DAY_MS / 2;
    let from_ms = noon(first) - DAY_MS / 2;
    let window = Window { first_day: first, days: 3, from_ms, until_ms: from_ms + 3 * DAY_MS };
    for batch in feed.departures(window, &kept, noon) {
        assert!(batch.len() <= MOST_DEPARTURES, "{} departures", batch.len());
        assert!(batch.is_sorted_by_key(|found| (found.trip, found.order, found.instant_ms)));
        for found in &batch {
            assert!((window.from_ms..window.until_ms).contains(&found.instant_ms), "{found:?}");
            assert!(found.stop < stop_count && found.station < stop_count, "{found:?}");
            assert!((found.trip as usize) < feed.trips.len(), "{found:?}");
            assert!(!feed.destination(found).trim().is_empty(), "nowhere: {found:?}");
        }
    }
}

fn epoch() -> Date {
    Date::from_ymd(1970, 1, 1).expect("a day")
}
