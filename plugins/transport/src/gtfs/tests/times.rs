//! Times that are missing, repeated or approximate.

use super::sample::{Sample, board, departures};
use crate::gtfs::Limits;

fn with_times(rows: &str) -> Sample {
    Sample::new()
        .with("stop_times.txt", format!("trip_id,arrival_time,departure_time,stop_id,stop_sequence\n{rows}"))
}

#[test]
fn missing_times_are_reckoned_by_the_order_of_stops() {
    let rows = "T,8:00:00,8:00:00,A,1\nT,,,B,5\nT,,,SA,6\nT,8:30:00,8:31:00,B,9\nT,9:00:00,9:00:00,C,12\n";
    let (feed, warnings) = with_times(rows).sound();
    let expected =
        ["15 08:00 A Invalides", "15 08:10 B Invalides", "15 08:20 SA Invalides", "15 08:31 B Invalides"];
    assert_eq!(board(&feed, "20170315", 1), expected);
    let about: Vec<bool> = departures(&feed, "20170315", 1).iter().map(|found| found.about).collect();
    assert_eq!(about, [false, true, true, false]);
    assert!(warnings.is_empty(), "{warnings:?}");
}

#[test]
fn one_of_two_times_is_enough() {
    let (feed, _) = with_times("T,,8:00:00,A,1\nT,8:05:00,,B,2\nT,8:10:00,,C,3\n").sound();
    assert_eq!(board(&feed, "20170315", 1), ["15 08:00 A Invalides", "15 08:05 B Invalides"]);
}

#[test]
fn without_times_on_both_sides_there_is_no_departure_but_the_end_is_known() {
    let (feed, warnings) =
        with_times("T,,,SA,1\nT,8:00:00,8:00:00,A,2\nT,8:05:00,8:05:00,B,3\nT,,,C,4\n").sound();
    assert_eq!(board(&feed, "20170315", 1), ["15 08:00 A Invalides", "15 08:05 B Invalides"]);
    assert!(warnings[0].starts_with("stop_times.txt:2 no time"), "{warnings:?}");
}

#[test]
fn rows_of_several_trips_may_be_mixed_and_out_of_order() {
    let rows = "T,8:10:00,8:10:00,C,9\nU,9:10:00,9:10:00,B,2\nT,8:00:00,8:00:00,A,2\nU,9:00:00,9:00:00,C,0\n";
    let (feed, _) = with_times(rows).and("trips.txt", "R,S,U,POTA\n").sound();
    assert_eq!(board(&feed, "20170315", 1), ["15 08:00 A Invalides", "15 09:00 C Javel"]);
}

fn repeated(rows: &str) -> Sample {
    Sample::new()
        .with("frequencies.txt", format!("trip_id,start_time,end_time,headway_secs,exact_times\n{rows}"))
}

#[test]
fn frequencies_repeat_a_trip_instead_of_its_own_times() {
    let (feed, _) = repeated("T,10:00:00,10:30:00,900,1\nT,23:50:00,24:00:00,600,0\n").sound();
    let expected = [
        "15 10:00 A Invalides",
        "15 10:05 B Invalides",
        "15 10:15 A Invalides",
        "15 10:20 B Invalides",
        "15 23:50 A Invalides",
        "15 23:55 B Invalides",
    ];
    assert_eq!(board(&feed, "20170315", 1), expected);
    let about: Vec<bool> = departures(&feed, "20170315", 1).iter().map(|found| found.about).collect();
    assert_eq!(about, [false, false, false, false, true, true]);
}

#[test]
fn without_exact_times_only_the_headway_is_promised() {
    let sample = Sample::new()
        .with("frequencies.txt", "trip_id,start_time,end_time,headway_secs\nT,10:00:00,10:10:00,600\n");
    let (feed, _) = sample.sound();
    assert!(departures(&feed, "20170315", 1).iter().all(|found| found.about));
}

#[test]
fn repeats_past_midnight_belong_to_the_day_before() {
    let (feed, _) = repeated("T,23:58:00,25:00:00,3600,1\n").sound();
    let expected =
        ["15 00:03 B Invalides", "15 00:58 A Invalides", "15 01:03 B Invalides", "15 23:58 A Invalides"];
    assert_eq!(board(&feed, "20170315", 1), expected);
}

#[test]
fn overlapping_repeats_are_one_departure() {
    let (feed, _) = repeated("T,10:00:00,10:30:00,600,1\nT,10:10:00,10:30:00,600,1\n").sound();
    assert_eq!(board(&feed, "20170315", 1).len(), 6);
}

#[test]
fn bad_frequencies_are_left_out() {
    let rows =
        "T,10:00:00,10:30:00,0,1\nT,10:30:00,10:30:00,60,1\nQ,10:00:00,10:30:00,60,1\nT,x,10:30:00,60,1\n";
    let (feed, warnings) = repeated(rows).sound();
    let lines: Vec<&str> = warnings.iter().map(|told| told.split(' ').next().unwrap()).collect();
    assert_eq!(lines, ["frequencies.txt:2", "frequencies.txt:3", "frequencies.txt:4", "frequencies.txt:5"]);
    assert_eq!(board(&feed, "20170315", 1), ["15 08:00 A Invalides", "15 08:05 B Invalides"]);
}

#[test]
fn frequencies_may_make_so_many_departures_and_no_more() {
    let limits = Limits { repeated_departures: 180, ..Limits::DEFAULT };
    assert!(repeated("T,10:00:00,11:00:00,60,1\n").limits(limits).sound().1.is_empty());
    let (_, warnings) = repeated("T,10:00:00,11:00:01,60,1\n").limits(limits).sound();
    assert!(warnings[0].contains("more departures a day"), "{warnings:?}");
}
