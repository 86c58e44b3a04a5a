//! What people read: destinations, missions, the feed's own words.

use super::sample::{Sample, date, departures};

/// The destination and the mission of the sample's trip with this headsign.
fn announced(headsign: &str) -> (String, String) {
    let (feed, _) = Sample::new().change("trips.txt", "VICK", headsign).sound();
    let found = departures(&feed, "20170315", 1)[0];
    (feed.destination(&found).to_owned(), feed.trips[0].mission.clone())
}

#[test]
fn a_mission_code_gives_way_to_the_last_stop() {
    for code in ["VICK", "POTA", "A12", "105330", "1944", "86", "ZZ"] {
        assert_eq!(announced(code), ("Invalides".into(), code.into()));
    }
    assert_eq!(announced(""), ("Invalides".into(), String::new()));
}

#[test]
fn a_real_headsign_is_announced() {
    let cases = [
        ("Versailles Rive Gauche", "Versailles Rive Gauche"),
        ("GARE DE LYON", "Gare de Lyon"),
        ("VERSAILLES", "Versailles"),
        ("Sens", "Sens"),
        // It looks like a code, but a stop of the feed is called so.
        ("ISSY", "Issy"),
        ("JAVEL", "Javel"),
    ];
    for (headsign, expected) in cases {
        assert_eq!(announced(headsign), (expected.into(), String::new()));
    }
}

#[test]
fn a_stop_headsign_goes_first() {
    let rows = "trip_id,arrival_time,departure_time,stop_id,stop_sequence,stop_headsign\n\
        T,8:00:00,8:00:00,A,0,PORTE DE CLICHY\nT,8:01:00,8:01:00,B,1,VICK\nT,8:10:00,8:10:00,C,2,\n";
    let (feed, _) = Sample::new().with("stop_times.txt", rows).sound();
    let found = departures(&feed, "20170315", 1);
    assert_eq!(feed.destination(&found[0]), "Porte de Clichy");
    assert_eq!(feed.destination(&found[1]), "Invalides");
}

#[test]
fn a_train_number_is_the_mission_where_there_is_no_code() {
    let trips = "route_id,service_id,trip_id,trip_headsign,trip_short_name,direction_id,wheelchair_accessible\n\
        R,S,T,Paris Nord,848012,1,2\n";
    let (feed, _) = Sample::new().with("trips.txt", trips).sound();
    let trip = &feed.trips[0];
    assert_eq!((trip.mission.as_str(), trip.direction, trip.wheelchair), ("848012", Some(1), 2));
}

#[test]
fn the_feed_says_who_made_it_and_how_long_it_holds() {
    let info = "feed_publisher_name,feed_publisher_url,feed_lang,feed_start_date,feed_end_date,feed_version\n\
        Hub,http://hub.example,fr,20170301,20170630,v7\n";
    let (feed, _) = Sample::new().with("feed_info.txt", info).sound();
    assert_eq!((feed.info.publisher.as_str(), feed.info.version.as_str()), ("Hub", "v7"));
    assert_eq!(feed.validity().unwrap(), (date("20170301"), date("20170630")));
    // Dates that do not meet the trips are not believed; a bad date is told.
    let (feed, warnings) =
        Sample::new().with("feed_info.txt", info.replace("2017", "2016").replace("0630", "0631")).sound();
    assert_eq!(feed.validity().unwrap(), (date("20170101"), date("20171231")));
    assert!(warnings[0].starts_with("feed_info.txt:2 \"20160631\" is no date"), "{warnings:?}");
}

#[test]
fn a_broken_feed_info_harms_nothing() {
    let (_, warnings) = Sample::new().with("feed_info.txt", "").sound();
    assert!(warnings[0].starts_with("feed_info.txt:0 the file is empty"), "{warnings:?}");
}

#[test]
fn the_agency_is_kept_with_its_time_zone() {
    let (feed, _) = Sample::new().sound();
    assert_eq!((feed.agencies[0].name.as_str(), feed.time_zone()), ("RER C", "Europe/Paris"));
    assert_eq!(feed.lines[0].title.fr, "RER C");
}
