//! Promise: an operator names a file of real outlines and the hub knows the commune of every point, up to the border; people
//! find a commune by its name, a former one, a postal code, or with a mistake in it.

use std::f64::consts::PI;

use serde_json::Value;
use tests_harness::{Hub, shared_data, workspace};

const OUTLINES: &str = "communes/gpso.geojson";
/// The grid to which places are rounded, in thousandths of a degree.
const WEST_EAST: std::ops::Range<i32> = 2_130..2_310;
const SOUTH_NORTH: std::ops::Range<i32> = 48_770..48_860;

/// A commune of the file: its code and its outer ring.
type Outline = (String, Vec<(f64, f64)>);

fn outlines(file: &Value) -> Vec<Outline> {
    let one = |feature: &Value| {
        assert_eq!(feature["geometry"]["type"], "Polygon", "another kind of outline needs more code here");
        let rings = feature["geometry"]["coordinates"].as_array().expect("rings");
        assert_eq!(rings.len(), 1, "a hole needs more code here");
        let corner = |p: &Value| (p[0].as_f64().expect("longitude"), p[1].as_f64().expect("latitude"));
        let ring = rings[0].as_array().expect("a ring").iter().map(corner).collect();
        (feature["properties"]["code"].as_str().expect("a code").to_owned(), ring)
    };
    file["features"].as_array().expect("features").iter().map(one).collect()
}

/// How often the ring goes around the point, by the angles under which its sides are seen: another way than the hub's.
fn goes_around(ring: &[(f64, f64)], (x, y): (f64, f64)) -> bool {
    let angle = |(ax, ay): (f64, f64), (bx, by): (f64, f64)| {
        let ((ax, ay), (bx, by)) = ((ax - x, ay - y), (bx - x, by - y));
        (ax * by - ay * bx).atan2(ax * bx + ay * by)
    };
    let turned: f64 = ring.windows(2).map(|side| angle(side[0], side[1])).sum();
    turned.abs() > PI
}

fn degrees(thousandths: i32) -> f64 {
    f64::from(thousandths) / 1_000.0
}

/// Points of the grid beside a border: a neighbour lies in another commune, or in none.
fn beside_borders(outlines: &[Outline]) -> Vec<((i32, i32), Option<String>)> {
    let at = |x, y| {
        let inside = outlines.iter().find(|(_, ring)| goes_around(ring, (degrees(x), degrees(y))));
        inside.map(|(code, _)| code.clone())
    };
    let mut found = Vec::new();
    for x in WEST_EAST {
        for y in SOUTH_NORTH {
            let here = at(x, y);
            if at(x + 1, y) != here || at(x, y + 1) != here {
                found.push(((x, y), here));
            }
        }
    }
    found
}

/// A hub without plugins that has the sample's communes, with the real outlines.
fn hub(folder: &std::path::Path, outlines: &std::path::Path) -> Hub {
    let sample =
        std::fs::read_to_string(workspace().join("host/server/sample/territory.toml")).expect("the sample");
    let named = format!("outlines = \"{}\"", outlines.display());
    let territory = sample
        .replace("outlines = \"outlines.geojson\"", &named)
        .replace("\"Parvis, simplifiées, 2026 · EUPL-1.2\"", "\"IGN, 2018 · Licence ouverte\"");
    let file = folder.join("hub.toml");
    std::fs::write(&file, format!("[territory]\n{territory}")).expect("written");
    Hub::serve(&file, &[])
}

#[test]
fn the_commune_of_every_point_beside_a_border_is_the_true_one() {
    let Some(path) = shared_data(OUTLINES) else { return };
    let text = std::fs::read_to_string(&path).expect("the outlines");
    let outlines = outlines(&serde_json::from_str(&text).expect("GeoJSON"));
    let folder = tempfile::tempdir().expect("a folder");
    let hub = hub(folder.path(), &path.canonicalize().expect("a path"));
    let names: Vec<String> = outlines.iter().map(|(code, _)| code.clone()).collect();
    assert_eq!(names.len(), 8);
    let mut browser = hub.browser();
    let points = beside_borders(&outlines);
    let mut inside = 0;
    for ((x, y), expected) in &points {
        let (lon, lat) = (degrees(*x).to_string(), degrees(*y).to_string());
        assert_eq!(browser.post_form("/ici", &[("lat", &lat), ("lon", &lon)]).status, 303);
        let place = browser.get_json("/services").json()["place"].clone();
        let name = expected.as_ref().map(|code| name_of(&text, code));
        assert_eq!(place["commune"].as_str(), name.as_deref(), "{lon}, {lat}: {place}");
        inside += usize::from(expected.is_some());
    }
    println!("{} points beside borders, {inside} of them in a commune", points.len());
    assert!(points.len() > 500 && inside > 300, "the grid has lost its borders");
    let legal = browser.get("/mentions").text;
    assert!(legal.contains("Limites des communes · IGN, 2018 · Licence ouverte"), "{legal}");
}

/// The name that the file gives to a commune.
fn name_of(geojson: &str, code: &str) -> String {
    let file: Value = serde_json::from_str(geojson).expect("GeoJSON");
    let features = file["features"].as_array().expect("features").clone();
    let found = features.iter().find(|feature| feature["properties"]["code"] == code).expect("the commune");
    found["properties"]["nom"].as_str().expect("a name").to_owned()
}

#[test]
fn a_commune_is_found_by_every_name_that_people_type() {
    let sample = workspace().join("host/server/sample/outlines.geojson");
    let folder = tempfile::tempdir().expect("a folder");
    let hub = hub(folder.path(), &sample);
    let first = |typed: &str| {
        let page = hub.browser().get_json(&format!("/chercher?q={typed}")).json();
        page["page"]["places"][0]["id"].as_str().unwrap_or_default().to_owned()
    };
    for (typed, commune) in [
        ("Sevres", "Sèvres"),
        ("ISSY", "Issy-les-Moulineaux"),
        ("issy%20les%20moulineaux", "Issy-les-Moulineaux"),
        ("ville%20d%27avray", "Ville-d'Avray"),
        // Former names, and a postal code: Meudon has two.
        ("boulogne%20sur%20seine", "Boulogne-Billancourt"),
        ("marnes", "Marnes-la-Coquette"),
        ("92360", "Meudon"),
        // Mistakes: a letter too few, two that changed places, another one.
        ("meudn", "Meudon"),
        ("vanevs", "Vanves"),
        ("chavile", "Chaville"),
        ("bilancourt", "Boulogne-Billancourt"),
    ] {
        assert_eq!(first(typed), commune, "{typed}");
    }
    for (typed, known) in [("Boulogne-sur-Seine", true), ("92170", true), ("Clamart", false)] {
        let mut browser = hub.browser();
        let answer = browser.post_form("/ici", &[("lieu", typed)]);
        assert_eq!(answer.status == 303, known, "{typed}: {}", answer.status);
    }
    let mut browser = hub.browser();
    browser.post_form("/ici", &[("lieu", "boulogne sur seine")]);
    let place = browser.get_json("/services").json()["place"].clone();
    assert_eq!(
        (&place["name"], &place["commune"]),
        (&"Boulogne-Billancourt".into(), &"Boulogne-Billancourt".into())
    );
}
