//! Real GTFS-Realtime feeds are read whole: as many entities as the official bindings find in them.

use parvis_formats::gtfs_realtime::{FeedMessage, read};
use tests_harness::shared_data;

fn feed(file: &str) -> Option<FeedMessage> {
    let bytes = std::fs::read(shared_data(&format!("gtfs-rt/{file}"))?).expect("the file");
    Some(read(&bytes).unwrap_or_else(|error| panic!("{file}: {error}")))
}

/// Trip updates, vehicles, alerts.
fn counts(feed: &FeedMessage) -> (usize, usize, usize) {
    let count = |is: fn(&parvis_formats::gtfs_realtime::FeedEntity) -> bool| {
        feed.entity.iter().filter(|it| is(it)).count()
    };
    (count(|it| it.trip_update.is_some()), count(|it| it.vehicle.is_some()), count(|it| it.alert.is_some()))
}

#[test]
fn real_feeds_hold_what_the_official_bindings_find() {
    // Worked out with gtfs-realtime-bindings 3.0.0 in Python.
    let files = [
        ("brest-alerts-2021.pb", (0, 0, 12), Some(1_639_668_542_000)),
        ("king-county-vehicle-positions-1.pb", (0, 627, 0), None),
        ("minimal-vehicle-position-v1.pb", (0, 1, 0), None),
        ("small-trip-updates-2019.pb", (17, 0, 0), None),
        ("small-vehicle-positions-2019.pb", (0, 17, 0), None),
    ];
    for (file, expected, made) in files {
        let Some(feed) = feed(file) else { return };
        assert_eq!(counts(&feed), expected, "{file}");
        if made.is_some() {
            assert_eq!(feed.header.made_ms(), made, "{file}");
        }
    }
}

#[test]
fn alerts_of_a_town_have_their_words_and_their_lines() {
    let Some(feed) = feed("brest-alerts-2021.pb") else { return };
    let alert = feed.entity[0].alert.as_ref().expect("an alert");
    let title = alert.header_text.as_ref().map(|text| text.any()).unwrap_or_default();
    assert!(!title.is_empty());
    assert!(feed.entity.iter().any(|entity| {
        entity.alert.iter().flat_map(|alert| &alert.informed_entity).any(|about| about.route_id.is_some())
    }));
}
