//! The plan and the oracle on the real feed: the stations lie where the plan says, the days are what it says,
//! and three trains read by eye in the raw files are found.

use std::collections::BTreeSet;
use std::fs::File;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tests_end_to_end::oracle::{Oracle, clock, paris};
use tests_end_to_end::plan;
use tests_harness::shared_data;

#[test]
fn issy_on_a_wednesday_morning_is_what_the_raw_files_say() {
    let Some(feed) = shared_data(plan::FEED) else { return };
    let oracle = Oracle::read(&feed).expect("feed");
    let from: Timestamp = "2017-03-15T08:30:00+01:00".parse().expect("instant");
    let found = oracle.departures(plan::ISSY, from, from + SignedDuration::from_mins(8));
    let lines: Vec<_> = found
        .iter()
        .map(|d| format!("{} {} {} {}", clock(d.at, &paris()), d.line, d.destination, d.mode))
        .collect();
    assert_eq!(
        lines,
        [
            "08:33 C VERSAILLES RIVE GAUCHE Château de Versailles rail",
            "08:35 C SAINT-MARTIN D'ETAMPES rail",
            "08:37 C CHAVILLE VELIZY rail",
        ]
    );
}

#[test]
fn every_minute_of_the_plan_has_trains_and_exception_days_have_exceptions() {
    let Some(feed) = shared_data(plan::FEED) else { return };
    let oracle = Oracle::read(&feed).expect("feed");
    let mut previous = None;
    for (minute, why) in plan::MINUTES {
        let from: Timestamp = minute.parse().expect(minute);
        assert!(previous < Some(from), "{minute} is not in the order of time");
        previous = Some(from);
        let (soon, _) = count(&oracle, from, from + SignedDuration::from_hours(2));
        let (day, stations) = count(&oracle, from, from + SignedDuration::from_hours(24));
        println!(
            "{minute}: {soon:4} departures in two hours, {day:5} in a day, {stations:2} stations ({why})"
        );
        assert!(stations >= 15, "{minute}: only {stations} stations have trains within a day");
        let day = from.to_zoned_datetime(paris()).date();
        let exceptions: usize = plan::INSIDE.iter().map(|(id, _)| oracle.exceptions(id, day)).sum();
        assert!(exceptions > 0 || !why.contains("exception day"), "{minute} is no exception day");
    }
}

fn count(oracle: &Oracle, from: Timestamp, until: Timestamp) -> (usize, usize) {
    let counts: Vec<_> = plan::INSIDE
        .iter()
        .chain(&plan::OUTSIDE)
        .map(|(id, _)| oracle.departures(id, from, until).len())
        .collect();
    (counts.iter().sum(), counts.iter().filter(|count| **count > 0).count())
}

#[test]
fn the_ten_stations_inside_are_all_that_lie_in_the_territory() {
    let (Some(feed), Some(outlines)) = (shared_data(plan::FEED), shared_data(plan::OUTLINES)) else { return };
    let outlines: Value = serde_json::from_reader(File::open(outlines).expect("outlines")).expect("GeoJSON");
    let mut zip = zip::ZipArchive::new(File::open(feed).expect("feed")).expect("zip");
    let stops = zip.by_name("stops.txt").expect("stops.txt");
    let mut inside = BTreeSet::new();
    for row in csv::Reader::from_reader(stops).records() {
        let row = row.expect("row");
        let number = |column: usize| row[column].parse::<f64>().expect("degrees");
        // stop_id, stop_name, stop_desc, stop_lat, stop_lon, zone_id, stop_url, location_type
        if &row[7] == "1" && in_territory(&outlines, number(4), number(3)) {
            println!("{} {}", &row[0], &row[1]);
            inside.insert(row[0].to_owned());
        }
    }
    let planned: BTreeSet<_> = plan::INSIDE.iter().map(|(id, _)| (*id).to_owned()).collect();
    assert_eq!(inside, planned);
    assert!(plan::OUTSIDE.iter().all(|(id, _)| !inside.contains(*id)));
}

/// Even-odd rule over every ring of every commune; the communes do not overlap.
fn in_territory(outlines: &Value, longitude: f64, latitude: f64) -> bool {
    let mut crossings = 0;
    for feature in outlines["features"].as_array().expect("features") {
        assert_eq!(feature["geometry"]["type"], "Polygon", "another kind of outline needs more code here");
        for ring in feature["geometry"]["coordinates"].as_array().expect("rings") {
            let corner = |p: &Value| (p[0].as_f64().expect("longitude"), p[1].as_f64().expect("latitude"));
            let ring: Vec<_> = ring.as_array().expect("ring").iter().map(corner).collect();
            crossings +=
                ring.windows(2).filter(|edge| crosses(edge[0], edge[1], longitude, latitude)).count();
        }
    }
    crossings % 2 == 1
}

/// True if a ray to the east crosses the edge.
fn crosses(a: (f64, f64), b: (f64, f64), longitude: f64, latitude: f64) -> bool {
    (a.1 > latitude) != (b.1 > latitude) && longitude < a.0 + (latitude - a.1) / (b.1 - a.1) * (b.0 - a.0)
}
