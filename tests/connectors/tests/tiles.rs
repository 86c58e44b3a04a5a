//! Promise: the map's tiles are read by other programs, cheap to ask for again, and hold nothing that is lent; the page of the
//! map shows what is lent as its list does, and names no place in an address.

use std::collections::BTreeSet;

use mvt_reader::Reader;
use mvt_reader::feature::Value;
use tests_connectors::{ConnectedHub, open_and_lent};
use tests_harness::Response;

const CLOCK: &str = "2026-11-26T10:00:00+01:00";
const PLACES: &[u8] = b"nom;lat;lon\nJardin;48.8230;2.2695\n";
/// The tile of the station of Issy, worked out apart.
const ISSY: &str = "14/8294/5639";

fn hub() -> ConnectedHub {
    let configuration = open_and_lent("a.csv");
    let hub = ConnectedHub::start(&["culture", "transport"], &configuration, &[("a.csv", PLACES)], CLOCK);
    for connector in ["ouvert", "prete", "agenda-exemple", "lieux-exemple"] {
        hub.state(connector, |run| run["outcome"] == "published");
    }
    hub.wait_for_timetable();
    hub
}

/// Texts of one property in the tile's only layer.
fn texts(tile: &Response, layer: &str, property: &str) -> BTreeSet<String> {
    let reader = Reader::new(tile.bytes.clone()).expect("a tile");
    let number = reader.get_layer_names().expect("layers").iter().position(|name| name == layer);
    let features = reader.get_features(number.expect("the layer")).expect("features");
    let text = |feature: &mvt_reader::feature::Feature| match feature.properties.as_ref()?.get(property)? {
        Value::String(text) => Some(text.clone()),
        _ => None,
    };
    features.iter().filter_map(text).collect()
}

#[test]
fn tiles_and_the_page_of_the_map() {
    let hub = hub();
    let get = |path: &str| hub.hub.browser().get(path);

    let stops = get(&format!("/tiles/stops/{ISSY}.mvt"));
    assert_eq!(
        (stops.status, stops.header("content-type")),
        (200, Some("application/vnd.mapbox-vector-tile"))
    );
    assert_eq!(stops.header("cache-control"), Some("public, max-age=60"));
    assert!(texts(&stops, "stops", "title").contains("Issy"), "{:?}", texts(&stops, "stops", "title"));
    for id in texts(&stops, "stops", "id") {
        assert_eq!(get(&format!("/x/stops/{id}")).status, 200, "{id}");
    }
    let mark = stops.header("etag").expect("a mark");
    let again = hub.hub.browser().with_header("if-none-match", mark).get(&format!("/tiles/stops/{ISSY}.mvt"));
    assert_eq!((again.status, again.bytes.len()), (304, 0));

    let ground = get(&format!("/tiles/territoire/{ISSY}.mvt?lang=en"));
    assert!(texts(&ground, "places", "name").contains("Issy station"));
    let empty = get("/tiles/stops/14/0/0.mvt");
    assert_eq!((empty.status, empty.bytes.len()), (204, 0));
    refused(&hub);
    lent(&hub);
}

fn refused(hub: &ConnectedHub) {
    for (path, status) in [
        ("/tiles/nothing/1/0/0.mvt", 404),
        ("/tiles/departures/1/0/0.mvt", 404),
        ("/tiles/lines/1/0/0.mvt", 404),
        ("/tiles/stops/1/2/0.mvt", 404),
        ("/tiles/stops/21/0/0.mvt", 404),
        ("/tiles/stops/300/0/0.mvt", 404),
        ("/tiles/stops/1/0/0.png", 400),
        ("/tiles/stops/1/0/0", 400),
        ("/tiles/stops/a/0/0.mvt", 400),
        ("/tiles/stops/1/-1/0.mvt", 400),
        ("/tiles/%ff/1/0/0.mvt", 400),
    ] {
        assert_eq!(hub.hub.browser().get(path).status, status, "{path}");
    }
}

fn lent(hub: &ConnectedHub) {
    let mut browser = hub.hub.browser();
    // 14/8295/5638 is where the garden stands; the other addresses are its parents.
    for address in ["16/33181/22555", "14/8295/5638"] {
        let tile = browser.get(&format!("/tiles/places/{address}.mvt"));
        let ids = texts(&tile, "places", "id");
        assert!(ids.iter().any(|id| id.starts_with("ouvert/")), "{address}: {ids:?}");
        assert!(!ids.iter().any(|id| id.starts_with("prete/")), "{address}: {ids:?}");
    }
    browser.post_form("/ici", &[("lieu", "Issy-les-Moulineaux")]);
    let page = browser.get("/carte?quoi=lieux&distance=3000");
    assert_eq!(page.header("cache-control"), Some("private, no-store"));
    assert!(page.text.contains("Par amitié"), "the terms are said");
    assert!(page.text.contains("/autour?quoi=lieux&amp;quand=aujourd-hui&amp;distance=3000"));
    for address in page.addresses() {
        assert!(!address.contains("48.8") && !address.contains("2.2"), "{address} names a place");
    }
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.contains("trusted-types default") && !policy.contains("blob:"), "{policy}");
    let tiles = browser.get_json("/carte").json();
    let tiles = tiles["page"]["tiles"]["places"].as_str().expect("tiles of places").to_owned();
    assert!(tiles.starts_with("/tiles/places/{z}/{x}/{y}.mvt?lang=fr&quand="), "{tiles}");
}
