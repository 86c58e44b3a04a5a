//! Real feeds of SNCF, read whole: row counts, boards, lines, names.

mod common;

use std::collections::BTreeSet;

use common::{clock, date, noon, paris, read_real};
use plugin_transport::gtfs::{Departure, Feed, Mode, Window};

/// The board of a station: clock time and destination, from an instant on.
fn board(feed: &Feed, station: &str, day: &str, hour: i8, minute: i8, count: usize) -> Vec<String> {
    let day = date(day);
    let window = Window { first_day: day, days: 1, from_ms: paris(day, hour, minute), until_ms: i64::MAX };
    let kept = feed.keep_all();
    let mut departures: Vec<Departure> = feed
        .departures(window, &kept, noon)
        .flatten()
        .filter(|found| feed.stops[found.station as usize].id == station)
        .collect();
    departures.sort_by_key(|found| found.instant_ms);
    let line = |found: &Departure| format!("{} {}", clock(found.instant_ms), feed.destination(found));
    departures.iter().take(count).map(line).collect()
}

#[test]
fn transilien_is_read_whole() {
    let Some((feed, report)) = read_real("transilien-lines-2016.zip") else { return };
    let counts = [
        ("stop_times.txt", 248_941, 0),
        ("trips.txt", 15_891, 1),
        ("routes.txt", 26, 0),
        ("stops.txt", 1_007, 0),
        ("calendar.txt", 1_040, 0),
        ("calendar_dates.txt", 24_857, 0),
        ("agency.txt", 11, 0),
    ];
    for (file, rows, refused) in counts {
        // One trip of the feed really has a single stop.
        let count = report.count(file);
        assert_eq!((count.read, count.refused), (rows, refused), "{file}: {:?}", report.lines);
    }
    assert_eq!(feed.time_zone(), "Europe/Paris");
    assert!(feed.trips.iter().all(|trip| trip.mission.len() >= 2 && trip.headsign.is_empty()), "codes only");
    let (first, last) = feed.validity().unwrap();
    assert_eq!((first.to_string(), last.to_string()), ("2016-12-01".into(), "2017-06-07".into()));
}

#[test]
fn the_board_of_issy_on_a_morning_of_march() {
    let Some((feed, _)) = read_real("transilien-lines-2016.zip") else { return };
    let issy = feed.stops.iter().find(|stop| stop.name == "Issy").unwrap();
    let station = &feed.stops[issy.station as usize].id;
    let lines = board(&feed, station, "20170315", 8, 30, 3);
    let expected = [
        "08:33 VERSAILLES RIVE GAUCHE Château de Versailles",
        "08:35 Saint-Martin d'Etampes",
        "08:37 Chaville Velizy",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn lines_merge_routes_and_keep_train_and_bus_apart() {
    let Some((feed, _)) = read_real("transilien-lines-2016.zip") else { return };
    let ids: BTreeSet<&str> = feed.lines.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(ids.len(), feed.lines.len(), "ids are unique");
    let rer_c: Vec<_> = feed.lines.iter().filter(|line| line.name == "C").collect();
    assert_eq!(rer_c.len(), 2);
    let train = rer_c.iter().find(|line| line.mode == Mode::Rail).unwrap();
    assert_eq!((train.id.as_str(), train.title.fr.as_str()), ("rer-c-c-rail", "RER C"));
    assert_eq!(train.color, "FCD946");

    let index = feed.lines.iter().position(|line| line.id == "rer-c-c-rail").unwrap();
    let stations = &feed.line_stations(&feed.keep_all())[index];
    let place = |name: &str| {
        let found = stations.iter().position(|stop| feed.stops[*stop as usize].name.contains(name));
        found.unwrap_or_else(|| panic!("{name} is no station of the RER C"))
    };
    assert_eq!(stations.len(), stations.iter().collect::<BTreeSet<_>>().len(), "each station once");
    let along = [place("Javel"), place("Issy"), place("Meudon Val Fleury"), place("Chaville Velizy")];
    assert!(along.is_sorted() || along.iter().rev().is_sorted(), "{along:?}");
    let names: Vec<&str> = stations.iter().map(|stop| feed.stops[*stop as usize].name.as_str()).collect();
    println!("RER C, {} stations: {}", names.len(), names.join(" · "));
}

#[test]
fn ter_is_read_whole() {
    let Some((feed, report)) = read_real("sncf-ter-2025.zip") else { return };
    let counts = [
        ("stop_times.txt", 299_983),
        ("trips.txt", 33_280),
        ("routes.txt", 650),
        ("stops.txt", 9_196),
        ("calendar_dates.txt", 118_881),
        ("calendar.txt", 0),
    ];
    for (file, rows) in counts {
        let count = report.count(file);
        assert_eq!((count.read, count.refused), (rows, 0), "{file}: {:?}", report.lines);
    }
    assert_eq!(feed.info.version, "2025-01-22");
    let (first, last) = feed.validity().unwrap();
    assert!(first >= date("20250122") && last <= date("20250422"), "{first} {last}");
    assert!(feed.lines.iter().all(|line| line.name != "INCONNU"));
}

#[test]
fn intercites_is_read_whole() {
    let Some((feed, report)) = read_real("sncf-intercites-2013.zip") else { return };
    for (file, rows) in
        [("stop_times.txt", 13_162), ("trips.txt", 1_551), ("routes.txt", 82), ("stops.txt", 800)]
    {
        let count = report.count(file);
        assert_eq!((count.read, count.refused), (rows, 0), "{file}: {:?}", report.lines);
    }
    assert!(feed.routes[0].id.contains("Intercité-"));
}

#[test]
fn names_of_transilien_are_readable() {
    let Some((feed, _)) = read_real("transilien-lines-2016.zip") else { return };
    let names: BTreeSet<&str> = feed.stops.iter().map(|stop| stop.name.as_str()).collect();
    for name in &names {
        assert!(name.contains(char::is_lowercase), "{name}");
        assert!(!name.contains("  "), "{name:?}");
    }
    println!("{}", names.into_iter().collect::<Vec<_>>().join(" · "));
}

/// The figures were computed from the raw files by another program in another language.
#[test]
fn whole_days_agree_with_an_independent_count() {
    let Some((feed, _)) = read_real("transilien-lines-2016.zip") else { return };
    let kept = feed.keep_all();
    let days = [
        ("20170315", 83_354, 750_440_815),
        ("20170325", 66_449, 947_586_896),
        ("20170326", 61_996, 79_023_282),
    ];
    for (day, expected, checksum) in days {
        let first_day = date(day);
        let until_ms = paris(first_day.plus_days(1), 0, 0);
        let window = Window { first_day, days: 1, from_ms: paris(first_day, 0, 0), until_ms };
        let found: Vec<Departure> = feed.departures(window, &kept, noon).flatten().collect();
        let instants = found.iter().map(|found| found.instant_ms / 1000 % 1_000_003 * 7_919);
        assert_eq!(found.len(), expected, "{day}");
        assert_eq!(instants.fold(0, |sum, instant| (sum + instant) % 1_000_000_007), checksum, "{day}");
    }
}
