//! Promise: every calendar of the shared test data is read: what is sound is kept, what is not is told with its line. The
//! table is in `expected/verdicts.txt`, written anew by `PARVIS_WRITE_EXPECTED=1`.

use std::path::Path;

use parvis_formats::ical::Calendar;
use tests_calendars::{FILES, calendars, instances, years};

/// One line of the table.
fn line(archive: &str, name: &str, text: &str) -> String {
    let calendar = Calendar::read(text);
    let (instances, remarks) = instances(&calendar, years(2000, 2030));
    let archive = archive.trim_start_matches("ical/");
    let name = if archive == name { "" } else { name };
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
        let Some(calendars) = calendars(file) else { return };
        assert!(!calendars.is_empty(), "{file} holds no calendar");
        calendars.iter().for_each(|(name, text)| table += &line(file, name, text));
    }
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("expected/verdicts.txt");
    if std::env::var_os("PARVIS_WRITE_EXPECTED").is_some() {
        std::fs::write(&kept, &table).expect("written");
    }
    let expected = std::fs::read_to_string(&kept).expect("the table");
    for (now, before) in table.lines().zip(expected.lines()) {
        assert_eq!(now, before);
    }
    assert_eq!(table.lines().count(), expected.lines().count(), "calendars more or less");
}
