//! Promise: every calendar of the shared test data is read: what is sound is kept, what is not is told with its line. The
//! table is in `expected/calendars.txt`, written anew by `PARVIS_WRITE_EXPECTED=1`.

use parvis_formats::ical::Calendar;
use tests_formats::{as_expected, files, instances, years};

/// Calendars within the shared test data, alone or in an archive.
const FILES: [&str; 6] = [
    "ical/icalendar-python-events.zip",
    "ical/icalendar-python.zip",
    "ical/icaljs-samples.zip",
    "ical/ics-parser.zip",
    "ical/libical-2446.ics",
    "ical/libical-large.ics.gz",
];

/// One line of the table.
fn line(archive: &str, name: &str, bytes: &[u8]) -> String {
    let calendar = Calendar::read(&String::from_utf8_lossy(bytes));
    let (instances, remarks) = instances(&calendar, years(2000, 2030));
    let archive = archive.trim_start_matches("ical/");
    let name = if archive.starts_with(name) { "" } else { name };
    let remark = remarks
        .first()
        .map(|remark| format!("  {} left out: {}: {}", remarks.len(), remark.line, remark.reason));
    let counts = format!("{:5} events {:6} instances", calendar.events.len(), instances.len());
    let line = format!("{archive:30} {name:60} {counts}{}", remark.unwrap_or_default());
    line.trim_end().replace(char::is_control, " ") + "\n"
}

#[test]
fn every_calendar_is_read_and_what_is_left_out_is_told() {
    let mut table = String::new();
    for file in FILES {
        let Some(calendars) = files(file, ".ics") else { return };
        assert!(!calendars.is_empty(), "{file} holds no calendar");
        calendars.iter().for_each(|(name, bytes)| table += &line(file, name, bytes));
    }
    as_expected("calendars.txt", &table);
}
