//! Departures on real days: calendars, midnight, both clock changes, boarding, stations, the window.

use super::sample::{Sample, board, date, departures, paris};
use crate::gtfs::Window;

/// The sample with the times of its trip moved to other hours.
fn at(first: &str, second: &str, third: &str) -> Sample {
    let text = format!(
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n\
         T,{first},{first},A,0\nT,{second},{second},B,1\nT,{third},{third},C,2\n"
    );
    Sample::new().with("stop_times.txt", text)
}

#[test]
fn the_last_stop_is_no_departure() {
    let (feed, _) = Sample::new().sound();
    assert!(departures(&feed, "20170315", 3).iter().all(|found| feed.stops[found.stop as usize].id != "C"));
}

#[test]
fn a_calendar_runs_on_its_days_between_its_dates() {
    let week = "S,1,0,0,0,0,0,1,20170306,20170313";
    let (feed, _) = Sample::new().change("calendar.txt", "S,1,1,1,1,1,1,1,20170101,20171231", week).sound();
    let days: Vec<String> =
        departures(&feed, "20170301", 31).iter().map(|found| found.day.to_string()).collect();
    assert_eq!(days, ["2017-03-06", "2017-03-06", "2017-03-12", "2017-03-12", "2017-03-13", "2017-03-13"]);
    let (first, last) = feed.validity().unwrap();
    assert_eq!((first, last), (date("20170306"), date("20170313")));
}

#[test]
fn exceptions_add_and_remove_days() {
    let week = "S,1,0,0,0,0,0,0,20170306,20170313";
    let dates =
        "service_id,date,exception_type\nS,20170306,2\nS,20170308,1\nS,20170308,1\nS,2017,1\nS,20170309,3\n";
    let sample = Sample::new().change("calendar.txt", "S,1,1,1,1,1,1,1,20170101,20171231", week);
    let (feed, warnings) = sample.with("calendar_dates.txt", dates).sound();
    let days: Vec<String> =
        departures(&feed, "20170301", 31).iter().map(|found| found.day.to_string()).collect();
    assert_eq!(days, ["2017-03-08", "2017-03-08", "2017-03-13", "2017-03-13"]);
    assert_eq!(feed.validity().unwrap(), (date("20170308"), date("20170313")));
    let lines: Vec<&str> = warnings.iter().map(|told| told.split(' ').next().unwrap()).collect();
    assert_eq!(lines, ["calendar_dates.txt:5", "calendar_dates.txt:6", "calendar_dates.txt:4"]);
}

#[test]
fn dates_alone_are_a_calendar() {
    let sample = Sample::new().without("calendar.txt");
    let (feed, _) = sample.with("calendar_dates.txt", "service_id,date,exception_type\nS,20170308,1").sound();
    assert_eq!(board(&feed, "20170301", 31), ["08 08:00 A Invalides", "08 08:05 B Invalides"]);
}

#[test]
fn times_past_midnight_belong_to_the_day_before() {
    let (feed, _) = at("23:50:00", "24:10:00", "25:00:00").sound();
    assert_eq!(board(&feed, "20170315", 1), ["15 00:10 B Invalides", "15 23:50 A Invalides"]);
    let (feed, _) = at("46:00:00", "47:59:00", "48:30:00").sound();
    let found = departures(&feed, "20170315", 1);
    assert_eq!(
        found.iter().map(|found| found.day.to_string()).collect::<Vec<_>>(),
        ["2017-03-14", "2017-03-14"]
    );
    let (feed, _) = at("71:00:00", "95:00:00", "96:00:00").sound();
    assert_eq!(board(&feed, "20170315", 1), ["15 23:00 A Invalides", "15 23:00 B Invalides"]);
}

#[test]
fn the_night_when_clocks_go_forward() {
    // Noon minus twelve hours of 26 March 2017 is 23:00 of the 25th: 01:30 is 00:30, 03:30 and later are as written.
    let (feed, _) = at("01:30:00", "03:30:00", "08:00:00").sound();
    assert_eq!(board(&feed, "20170326", 1), ["26 00:30 A Invalides", "26 03:30 B Invalides"]);
    // A trip of the 25th that runs on counts from the midnight of the 25th.
    let (feed, _) = at("25:30:00", "26:30:00", "28:00:00").sound();
    assert_eq!(board(&feed, "20170326", 1), ["26 01:30 A Invalides", "26 03:30 B Invalides"]);
    // 00:30 of the 26th is an instant of the 25th, and is found there.
    let (feed, _) = at("00:30:00", "00:40:00", "08:00:00").sound();
    let lines = board(&feed, "20170325", 1);
    let expected =
        ["25 00:30 A Invalides", "25 00:40 B Invalides", "25 23:30 A Invalides", "25 23:40 B Invalides"];
    assert_eq!(lines, expected);
    assert!(board(&feed, "20170326", 1).is_empty());
}

#[test]
fn the_night_when_clocks_go_back() {
    // Noon minus twelve hours of 29 October 2017 is the first 01:00: 00:30 is the first 01:30, 01:30 the first 02:30.
    let (feed, _) = at("00:30:00", "01:30:00", "08:00:00").sound();
    let found = departures(&feed, "20171029", 1);
    let hours: Vec<i64> =
        found.iter().map(|found| (found.instant_ms - paris("20171029", 0, 0)) / 60_000).collect();
    assert_eq!(hours, [90, 150]);
    // From 03:00 on clocks show what is written.
    let (feed, _) = at("03:00:00", "23:59:00", "24:30:00").sound();
    assert_eq!(board(&feed, "20171029", 1), ["29 03:00 A Invalides", "29 23:59 B Invalides"]);
    // A trip of the 28th: 26:30 is 26 and a half hours after its midnight, the first 02:30.
    let (feed, _) = at("25:30:00", "26:30:00", "28:00:00").sound();
    let found = departures(&feed, "20171029", 1);
    let hours: Vec<i64> =
        found.iter().map(|found| (found.instant_ms - paris("20171029", 0, 0)) / 60_000).collect();
    assert_eq!(hours, [90, 150]);
}

#[test]
fn boarding_rules_are_kept() {
    let rows = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type\n\
        T,8:00:00,8:00:00,A,0,1,0\nT,8:01:00,8:01:00,B,1,2,1\nT,8:02:00,8:02:00,A,2,3,0\nT,8:03:00,8:03:00,B,3,7,0\n\
        T,8:04:00,8:04:00,A,4,,1\nT,8:10:00,8:10:00,C,5,0,0\n";
    let (feed, warnings) = Sample::new().with("stop_times.txt", rows).sound();
    let pickups: Vec<u8> = departures(&feed, "20170315", 1).iter().map(|found| found.pickup).collect();
    assert_eq!(pickups, [2, 3, 0, 0], "the first call takes nobody on");
    assert!(warnings[0].starts_with("stop_times.txt:5 pickup_type is \"7\""), "{warnings:?}");
}

#[test]
fn platforms_belong_to_stations_and_the_station_decides_what_is_kept() {
    let (feed, _) =
        Sample::new().change("stops.txt", "A,ISSY,48.82,2.26,0,SA", "A,ISSY,48.99,2.26,0,SA").sound();
    let stop = |id: &str| feed.stops.iter().position(|stop| stop.id == id).unwrap() as u32;
    assert_eq!(feed.station_of(stop("A")), stop("SA"));
    assert_eq!(feed.station_of(stop("B")), stop("B"));
    assert_eq!(feed.stops[stop("A") as usize].platform_code, "1");
    let south = feed.keep(|_lon, lat| lat < 48.83);
    assert!(south.contains(stop("A")) && !south.contains(stop("B")));
    let window = Window { first_day: date("20170315"), days: 1, from_ms: 0, until_ms: i64::MAX };
    let noon = |day: crate::gtfs::Date| paris(&day.to_string().replace('-', ""), 12, 0);
    let found: Vec<_> = feed.departures(window, &south, noon).flatten().collect();
    assert!(!found.is_empty() && found.iter().all(|found| found.station == stop("SA")));
    assert_eq!(feed.line_stations(&south), [vec![stop("SA")]]);
}

#[test]
fn the_window_holds_its_first_instant_and_not_its_last() {
    let (feed, _) = Sample::new().sound();
    let count = |from_ms, until_ms| {
        let window = Window { first_day: date("20170315"), days: 1, from_ms, until_ms };
        let noon = |day: crate::gtfs::Date| paris(&day.to_string().replace('-', ""), 12, 0);
        feed.departures(window, &feed.keep_all(), noon).flatten().count()
    };
    let (first, second) = (paris("20170315", 8, 0), paris("20170315", 8, 5));
    assert_eq!(count(first, second), 1);
    assert_eq!(count(first, second + 1), 2);
    assert_eq!(count(first + 1, second), 0);
}

#[test]
fn two_trips_at_one_time_are_two_departures() {
    let rows = "U,08:00:00,08:00:00,A,0\nU,08:10:00,08:10:00,C,1\n";
    let (feed, _) = Sample::new().and("trips.txt", "R,S,U,VICK\n").and("stop_times.txt", rows).sound();
    assert_eq!(board(&feed, "20170315", 1).len(), 3);
}
