//! Feeds with one known fault each: all are read or refused without a panic, and say in which file the fault is.

#![expect(clippy::print_stdout, reason = "the table is for the reader of the test log")]

mod common;

use common::{feeds_in, read_bytes};

/// Whether the feed was read, and a row of the table.
fn outcome(name: &str, zip: Vec<u8>) -> (bool, String) {
    let (result, report) = read_bytes(zip);
    match result {
        Ok(feed) => {
            let trips = feed.trips.iter().filter(|trip| !trip.calls.is_empty()).count();
            let first = report.lines.iter().find(|line| line.line.is_some());
            let remark = first.map_or(String::new(), |line| {
                format!("{}:{} {}", line.file, line.line.unwrap_or(0), line.reason)
            });
            (true, format!("{name:34} read, {trips:3} trips, {:2} remarks  {remark}", report.remarks))
        }
        Err(refusal) => {
            assert!(
                refusal.file.ends_with(".txt") || refusal.file == "feed.zip",
                "{name} names a file: {refusal}"
            );
            assert!(refusal.reason.len() > 20, "{name} says what to do: {refusal}");
            (false, format!("{name:34} refused  {refusal}"))
        }
    }
}

fn all(archive: &str) -> Vec<(String, bool, String)> {
    let outcomes = feeds_in(archive).into_iter().map(|(name, zip)| {
        let (read, line) = outcome(&name, zip);
        println!("{line}");
        (name, read, line)
    });
    outcomes.collect()
}

fn check(outcomes: &[(String, bool, String)], expected: &[(&str, bool, &str)]) {
    for (name, read, words) in expected {
        let found = outcomes.iter().find(|outcome| outcome.0 == *name);
        let (_, was_read, line) = found.unwrap_or_else(|| panic!("{name} is not in the archive"));
        assert_eq!(was_read, read, "{line}");
        assert!(line.contains(words), "{words:?} in {line}");
    }
}

#[test]
fn feeds_of_transitfeed() {
    let outcomes = all("conformance-transitfeed.zip");
    if outcomes.is_empty() {
        return;
    }
    let expected = [
        ("bad_date_format", true, "calendar.txt:2 \"2007.01.01\" is no date"),
        ("bad_eol.zip", true, "11 trips"),
        ("bad_utf8", true, "agency.txt:1 not written in UTF-8"),
        ("contains_null", true, "stops.txt:9 the row holds NUL"),
        ("duplicate_schedule_id", true, "calendar.txt:4 the service_id \"WE\" is there twice"),
        ("duplicate_stop_sequence", true, "stop_times.txt:4 stop_sequence 10 is there twice"),
        ("empty_file", false, "agency.txt: the file is empty"),
        ("extra_row_cells", true, "11 trips"),
        ("good_feed", true, "11 trips,  1 remarks"),
        ("good_feed.zip", true, "11 trips,  1 remarks"),
        ("googletransit", true, "11 trips,  1 remarks"),
        ("invalid_route_agency", true, "routes.txt:4 the agency_id \"DVT\""),
        ("missing_agency", false, "agency.txt: the file is missing"),
        ("missing_calendar", false, "calendar.txt: neither"),
        ("missing_column", false, "agency.txt, line 1: the column agency_name"),
        ("missing_endpoint_times", true, "stop_times.txt:16 no time"),
        ("missing_row_cells", true, "11 trips"),
        ("missing_stop_times", false, "stop_times.txt: the file is missing"),
        ("missing_weekday_column", false, "calendar.txt, line 1: the column thursday"),
        ("negative_stop_sequence", true, "stop_times.txt:9 stop_sequence is \"-2\""),
        ("only_calendar_dates", true, "11 trips"),
        ("undefined_stop", true, "stop_times.txt:11 the stop_id \"NADAR\""),
        ("unknown_format.zip", false, "feed.zip: not a readable zip"),
        ("unrecognized_columns", true, "11 trips"),
        ("upgrade_translations", false, "several folders hold GTFS files (new-feed, old-feed)"),
        ("utf16", false, "written in UTF-16"),
        ("utf8bom", true, "11 trips,  1 remarks"),
    ];
    check(&outcomes, &expected);
    assert_eq!(outcomes.len(), 40, "every folder and every zip inside");
}

#[test]
fn feeds_of_the_french_validator() {
    let outcomes = all("conformance-transport-validator.zip");
    if outcomes.is_empty() {
        return;
    }
    let expected = [
        ("duplicate_stop_sequence", true, "agency.txt:3"),
        ("empty_calendar", false, "calendar.txt: no service runs on any day"),
        ("invalid_references", true, "stops.txt:2 the parent_station \"PARENT\" is no station"),
        ("invalid_stop_file", true, "stops.txt:13 stop_lat is \"baaaaaad_coord\""),
        ("missing_mandatory_files", false, "stop_times.txt: the file is missing"),
        ("stop_times_increase", true, "stop_times.txt:9 the time goes back"),
        ("stop_times_location_type", true, "7 trips"),
        // The folder is entered; its trips name routes that do not exist.
        ("sub_folder", false, "trips.txt: no sound trip"),
        ("unusable_trip", false, "calendar.txt: neither"),
    ];
    check(&outcomes, &expected);
    assert_eq!(outcomes.len(), 33, "every folder");
}

#[test]
fn feeds_of_navitia() {
    for name in ["navitia-gtfs_google_example_no_calendar.zip", "navitia-ntfs_dst.zip"] {
        let Some(path) = common::real(name) else { return };
        println!("{}", outcome(name, std::fs::read(path).unwrap()).1);
    }
}
