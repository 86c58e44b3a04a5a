//! The oracle against small feeds worked out by hand.

use std::path::Path;

use super::*;
use crate::sample_feed;

const AGENCY: &str =
    "agency_id,agency_name,agency_url,agency_timezone\nA,A,https://example.org,Europe/Paris\n";
const STOPS: &str = "\u{feff}stop_id,stop_name,location_type,parent_station\r\n\
    GARE,\"Gare, la grande\",1,\r\nQUAI1,Quai 1,0,GARE\r\nQUAI2,Quai 2,0,GARE\r\nFIN,\"Fin d'en bas\",0,\r\n";
const ROUTES: &str = "route_id,route_short_name,route_type\nR,C,2\nBUS,C,3\n";
const CALENDAR: &str = "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n\
    WEEK,1,1,1,1,1,0,0,20170101,20171231\nALL,1,1,1,1,1,1,1,20170101,20171231\n";
const DATES: &str = "service_id,date,exception_type\nWEEK,20170417,2\nWEEK,20170416,1\nONCE,20170416,1\n";

/// An oracle of one feed; `trips` and `stop_times` without their headers.
fn oracle(trips: &str, stop_times: &str, more: &[(&str, &str)]) -> Oracle {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("feed.zip");
    let mut files = vec![
        ("agency.txt", AGENCY.to_owned()),
        ("stops.txt", STOPS.to_owned()),
        ("routes.txt", ROUTES.to_owned()),
        ("calendar.txt", CALENDAR.to_owned()),
        ("calendar_dates.txt", DATES.to_owned()),
        ("trips.txt", format!("route_id,service_id,trip_id,trip_headsign\n{trips}")),
        ("stop_times.txt", format!("trip_id,departure_time,stop_id,stop_sequence,pickup_type\n{stop_times}")),
    ];
    files.extend(more.iter().map(|(name, content)| (*name, (*content).to_owned())));
    sample_feed::write(&path, &files);
    Oracle::read(&path).expect("feed")
}

fn at(text: &str) -> Timestamp {
    text.parse().expect(text)
}

/// Departures of GARE as `08:33 C Destination`.
fn board(oracle: &Oracle, from: &str, until: &str) -> Vec<String> {
    let line = |d: Departure| format!("{} {} {}", clock(d.at, &paris()), d.line, d.destination);
    oracle.departures("GARE", at(from), at(until)).into_iter().map(line).collect()
}

#[test]
fn platforms_are_one_station_and_last_stops_and_closed_doors_are_no_departures() {
    let trips = "R,ALL,OUT,POTA\nR,ALL,BACK,Vers la gare\nBUS,ALL,SHUT,\n";
    let stop_times = "OUT,8:00:00,FIN,9,\nOUT,7:50:00,QUAI1,2,0\n\
                      BACK,7:00:00,QUAI2,0,\nBACK,7:10:00,FIN,1,\nBACK,7:20:00,QUAI2,2,\n\
                      SHUT,7:30:00,QUAI1,0,1\nSHUT,7:31:00,QUAI2,1,2\nSHUT,7:40:00,FIN,2,\n";
    let oracle = oracle(trips, stop_times, &[]);
    let found = board(&oracle, "2017-03-15T00:00:00+01:00", "2017-03-16T00:00:00+01:00");
    assert_eq!(found, ["07:00 C Vers la gare", "07:31 C Fin d'en bas", "07:50 C Fin d'en bas"]);
    let modes: Vec<_> = oracle
        .departures("GARE", at("2017-03-15T07:30:00+01:00"), at("2017-03-15T07:51:00+01:00"))
        .iter()
        .map(|departure| departure.mode)
        .collect();
    assert_eq!(modes, ["bus", "rail"]);
}

#[test]
fn exceptions_add_and_remove_days() {
    let trips = "R,WEEK,T,POTA\nR,ONCE,U,12345\n";
    let stop_times = "T,8:00:00,QUAI1,0,\nT,9:00:00,FIN,1,\nU,8:30:00,QUAI1,0,\nU,9:00:00,FIN,1,\n";
    let oracle = oracle(trips, stop_times, &[]);
    let day = |day: &str| {
        board(&oracle, &format!("2017-04-{day}T00:00:00+02:00"), &format!("2017-04-{day}T23:59:00+02:00"))
            .len()
    };
    assert_eq!([day("14"), day("15"), day("16"), day("17"), day("18")], [1, 0, 2, 0, 1]);
    assert_eq!(oracle.exceptions("GARE", "2017-04-16".parse().expect("date")), 2);
    assert_eq!(oracle.exceptions("GARE", "2017-04-18".parse().expect("date")), 0);
}

#[test]
fn times_are_counted_from_noon_minus_twelve_hours_on_both_clock_changes() {
    let trips = "R,ALL,N,POTA\nR,ALL,M,POTA\n";
    let stop_times = "N,25:30:00,QUAI1,0,\nN,27:00:00,FIN,1,\nM,5:00:00,QUAI1,0,\nM,6:00:00,FIN,1,\n";
    let oracle = oracle(trips, stop_times, &[]);
    // The night train of the 25th, before the change; the morning train of the 26th, after it.
    let spring = oracle.departures("GARE", at("2017-03-25T22:00:00Z"), at("2017-03-26T10:00:00Z"));
    let spring: Vec<_> = spring.iter().map(|departure| departure.at).collect();
    assert_eq!(spring, [at("2017-03-26T01:30:00+01:00"), at("2017-03-26T05:00:00+02:00")]);
    // 25:30 of the 26th is an ordinary night again.
    let next = oracle.departures("GARE", at("2017-03-26T20:00:00Z"), at("2017-03-27T01:00:00Z"));
    assert_eq!(next[0].at, at("2017-03-27T01:30:00+02:00"));
    let autumn = oracle.departures("GARE", at("2017-10-28T21:00:00Z"), at("2017-10-29T10:00:00Z"));
    let autumn: Vec<_> = autumn.iter().map(|departure| departure.at).collect();
    assert_eq!(autumn, [at("2017-10-29T01:30:00+02:00"), at("2017-10-29T05:00:00+01:00")]);
}

#[test]
fn a_service_day_of_a_clock_change_does_not_begin_at_midnight() {
    let stop_times = "T,0:30:00,QUAI1,0,\nT,6:00:00,FIN,1,\n";
    let oracle = oracle("R,ALL,T,\n", stop_times, &[]);
    let found = board(&oracle, "2017-03-25T12:00:00+01:00", "2017-03-26T12:00:00+02:00");
    assert_eq!(
        found,
        ["23:30 C Fin d'en bas"],
        "00:30 of the 26th is 23:30 of the 25th by the specification"
    );
}

#[test]
fn frequencies_repeat_a_trip_within_its_window() {
    let frequencies =
        "trip_id,start_time,end_time,headway_secs\nT,10:00:00,10:30:00,600\nT,12:00:00,12:01:00,600\n";
    let stop_times = "T,6:00:00,FIN,0,\nT,6:05:00,QUAI1,1,\nT,6:10:00,FIN,2,\n";
    let oracle = oracle("R,ALL,T,\n", stop_times, &[("frequencies.txt", frequencies)]);
    let found = board(&oracle, "2017-03-15T00:00:00+01:00", "2017-03-16T00:00:00+01:00");
    let clocks: Vec<_> = found.iter().map(|line| &line[..5]).collect();
    assert_eq!(clocks, ["10:05", "10:15", "10:25", "12:05"]);
}

#[test]
fn what_cannot_be_read_is_refused() {
    let refused = Oracle::read(Path::new("no such file.zip"));
    assert!(matches!(refused, Err(FeedError::Io(_))));
    assert!(time::seconds("8h30").is_err() && time::seconds("08:30").is_err());
}

#[test]
fn codes_for_staff_are_no_destinations() {
    for code in ["", "POTA", "124697", "00", "ZEUS"] {
        assert!(is_mission(code), "{code}");
    }
    for name in ["Versailles", "ISSY VAL", "MEUDON", "Gare"] {
        assert!(!is_mission(name), "{name}");
    }
}
