//! Unsound rows: left out, told with file, line and reason; what is sound stays.

use super::sample::{Sample, board};
use crate::gtfs::Mode;

const TRIP_U: &str = "R,S,U,Elsewhere\n";

/// Reads the sample with rows added to a file and returns the only warning.
fn warning(file: &str, rows: &str) -> String {
    let (feed, warnings) = Sample::new().and(file, rows).sound();
    assert_eq!(board(&feed, "20170315", 1).len(), 2, "the sound trip stays");
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    warnings[0].clone()
}

#[test]
fn each_bad_row_is_told_and_left_out() {
    let cases = [
        ("stops.txt", "A,Again,48,2,,,\n", "stops.txt:6 the stop_id \"A\" is there twice"),
        ("stops.txt", "D,North,91,2,,,\n", "stops.txt:6 stop_lat is \"91\""),
        ("stops.txt", "D,Nan,NaN,2,,,\n", "stops.txt:6 stop_lat is \"NaN\""),
        ("stops.txt", "D,Null Island,0,0.0,,,\n", "stops.txt:6 the stop \"D\" lies at 0, 0"),
        ("stops.txt", ",Nameless,48,2,,,\n", "stops.txt:6 no stop_id"),
        (
            "stops.txt",
            "D,Orphan,48,2,,NOWHERE,\n",
            "stops.txt:6 the parent_station \"NOWHERE\" is no station",
        ),
        (
            "stops.txt",
            "D,Child of a platform,48,2,,A,\n",
            "stops.txt:6 the parent_station \"A\" is no station",
        ),
        ("routes.txt", "R,X,D,2\n", "routes.txt:3 the route_id \"R\" is there twice"),
        ("routes.txt", "Q,X,D,42\n", "routes.txt:3 route_type is \"42\""),
        ("routes.txt", "Q,Z,D,2\n", "routes.txt:3 the agency_id \"Z\" is not in agency.txt"),
        (
            "calendar.txt",
            "S,1,1,1,1,1,1,1,20170101,20171231\n",
            "calendar.txt:3 the service_id \"S\" is there twice",
        ),
        ("calendar.txt", "Q,1,1,1,1,1,1,2,20170101,20171231\n", "calendar.txt:3 sunday is \"2\""),
        ("calendar.txt", "Q,1,1,1,1,1,1,1,2017.01.01,20171231\n", "calendar.txt:3 \"2017.01.01\" is no date"),
        ("calendar.txt", "Q,1,1,1,1,1,1,1,20171231,20170101\n", "calendar.txt:3 the service ends on"),
        ("trips.txt", "R,S,T,Again\n", "trips.txt:3 the trip_id \"T\" is there twice"),
        ("trips.txt", "Q,S,U,x\n", "trips.txt:3 the route_id \"Q\" is not in routes.txt"),
        ("trips.txt", "R,Q,U,x\n", "trips.txt:3 the service_id \"Q\" is in no calendar"),
        ("trips.txt", "R,S,U,x\n", "trips.txt:3 the trip \"U\" has fewer than two sound stops"),
        (
            "stop_times.txt",
            "Q,9:00:00,9:00:00,A,0\n",
            "stop_times.txt:5 the trip_id \"Q\" is not among the trips kept",
        ),
        ("stop_times.txt", "T,8:07:00,8:07:00,A,-2\n", "stop_times.txt:5 stop_sequence is \"-2\""),
        ("stop_times.txt", "T,8:07:00,8:07:00,A,1\n", "stop_times.txt:5 stop_sequence 1 is there twice"),
        ("agency.txt", "X,Twin,,Europe/Paris\n", "agency.txt:3 the agency_id \"X\" is there twice"),
        ("agency.txt", "Y,Other,,Europe/London\n", "agency.txt:0 two time zones"),
    ];
    for (file, rows, expected) in cases {
        let told = warning(file, rows);
        assert!(told.starts_with(expected), "{told} for {expected}");
    }
}

#[test]
fn a_bad_call_between_others_leaves_the_trip() {
    for bad in
        ["T,8:6x:00,8:06:00,B,2", "T,8:07:00,8:06:00,B,2", "T,07:00:00,07:00:00,B,2", "T,8:07:00,8:07:00,Q,2"]
    {
        let sample =
            Sample::new().change("stop_times.txt", "C,2", "C,3").and("stop_times.txt", &format!("{bad}\n"));
        let (feed, warnings) = sample.sound();
        assert_eq!(board(&feed, "20170315", 1), ["15 08:00 A Invalides", "15 08:05 B Invalides"], "{bad}");
        assert!(warnings[0].starts_with("stop_times.txt:5 "), "{warnings:?}");
    }
}

#[test]
fn a_trip_whose_end_is_unknown_is_left_out_whole() {
    let rows = "U,9:00:00,9:00:00,A,0\nU,9:05:00,9:05:00,B,1\nU,9:10:00,9:10:00,NOWHERE,2\n";
    let (feed, warnings) = Sample::new().and("trips.txt", TRIP_U).and("stop_times.txt", rows).sound();
    assert_eq!(board(&feed, "20170315", 1).len(), 2, "no train towards B that really goes on");
    assert!(warnings.iter().any(|told| told.starts_with("stop_times.txt:7 the last row")), "{warnings:?}");
}

#[test]
fn counts_add_up() {
    let sample = Sample::new().and("stops.txt", "D,x,91,2,,,\nE,ok,48,2,,,\nF,Entrance,48,2,2,SA,\n");
    let (_, report) = sample.read();
    let count = report.count("stops.txt");
    assert_eq!((count.read, count.refused, count.kept()), (7, 1, 6));
    assert_eq!(report.count("stop_times.txt").kept(), 3);
    assert_eq!(report.count("frequencies.txt").read, 0);
}

#[test]
fn a_feed_of_which_nothing_is_left_is_refused() {
    let cases = [
        ("stops.txt", ",48.", ",x48.", "stops.txt: no sound stop"),
        ("routes.txt", "R,", ",", "routes.txt: no sound route"),
        ("trips.txt", "R,S,T", "R,S,", "trips.txt: no sound trip"),
        ("stop_times.txt", "T,", "Q,", "stop_times.txt: no trip with two sound stops"),
        ("calendar.txt", "1,1,1,1,1,1,1", "0,0,0,0,0,0,0", "calendar.txt: no service runs on any day"),
        ("agency.txt", "Europe/Paris", "", "agency.txt: no agency with a time zone"),
    ];
    for (file, from, to, expected) in cases {
        let refusal = Sample::new().change(file, from, to).refused();
        assert!(refusal.starts_with(expected), "{refusal}");
    }
    let other = "Q,1,1,1,1,1,1,1,20170101,20171231\n";
    let idle =
        Sample::new().change("calendar.txt", "S,1,1,1,1,1,1,1", "S,0,0,0,0,0,0,0").and("calendar.txt", other);
    assert!(
        idle.refused().starts_with("trips.txt: no trip is left that runs on any day"),
        "{}",
        idle.refused()
    );
}

#[test]
fn colours_are_checked() {
    let routes = "route_id,route_short_name,route_type,route_color,route_text_color\nR,C,2,fcd946,red\n";
    let (feed, warnings) = Sample::new().with("routes.txt", routes).sound();
    assert_eq!((feed.lines[0].color.as_str(), feed.lines[0].text_color.as_str()), ("FCD946", ""));
    assert!(warnings[0].starts_with("routes.txt:2 \"red\" is no colour"), "{warnings:?}");
}

#[test]
fn train_and_bus_of_one_name_are_two_lines_of_several_routes() {
    let rows = "R2,X,C,3\nR3,X,C,2\nR4,X,C,714\nR5,X,INCONNU,2\n";
    let (feed, _) = Sample::new().and("routes.txt", rows).sound();
    let lines: Vec<(&str, Mode, usize)> =
        feed.lines.iter().map(|line| (line.id.as_str(), line.mode, line.routes.len())).collect();
    assert_eq!(
        lines,
        [("rer-c-c-rail", Mode::Rail, 2), ("rer-c-c-bus", Mode::Bus, 2), ("rer-c-r5-rail", Mode::Rail, 1)]
    );
}

#[test]
fn line_ids_stay_when_rows_move() {
    let ids = |rows: &str| {
        let (feed, _) = Sample::new().and("routes.txt", rows).sound();
        let mut ids: Vec<(String, String)> =
            feed.lines.into_iter().map(|line| (line.name, line.id)).collect();
        ids.sort();
        ids
    };
    let one = ids("R2,X,Étoile,2\nR3,X,Etoile,2\n");
    assert_eq!(one, ids("R3,X,Etoile,2\nR2,X,Étoile,2\n"));
    assert_eq!(one[2].1, "rer-c-etoile-rail-2");
}
