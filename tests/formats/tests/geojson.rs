//! Promise: every GeoJSON file of the shared test data is read whole. The table is in `expected/geojson.txt`, written anew by
//! `PARVIS_WRITE_EXPECTED=1`.

use std::collections::BTreeMap;

use parvis_formats::geojson::{self, Geometry};
use tests_formats::{as_expected, files};

/// GeoJSON within the shared test data.
const FILES: [&str; 6] = [
    "communes/communes-92.geojson",
    "communes/communes-ile-de-france.geojson.gz",
    "communes/departement-92.geojson",
    "communes/gpso.geojson",
    "points/paris-trees-part.geojson.gz",
    "stops/transilien-stations.geojson.gz",
];

fn kind(geometry: Option<&Geometry>) -> &'static str {
    match geometry {
        None => "nowhere",
        Some(Geometry::Point(_)) => "Point",
        Some(Geometry::MultiPoint(_)) => "MultiPoint",
        Some(Geometry::LineString(_)) => "LineString",
        Some(Geometry::MultiLineString(_)) => "MultiLineString",
        Some(Geometry::Polygon(_)) => "Polygon",
        Some(Geometry::MultiPolygon(_)) => "MultiPolygon",
    }
}

/// One line of the table: how many features of which kind, and the first that was left out.
fn line(file: &str, bytes: &[u8]) -> String {
    let (mut kinds, mut left_out) = (BTreeMap::<_, usize>::new(), Vec::new());
    let read = geojson::read(bytes, &mut |number, feature| match feature {
        Ok(feature) => *kinds.entry(kind(feature.geometry.as_ref())).or_default() += 1,
        Err(reason) => left_out.push(format!("feature {number}: {reason}")),
    });
    let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    let first = left_out.first().map(|first| format!("  {} left out: {first}", left_out.len()));
    let refused = read.err().map(|error| format!("  refused: line {}: {}", error.line, error.reason));
    format!("{file:45} {}{}{}\n", kinds.join(", "), first.unwrap_or_default(), refused.unwrap_or_default())
}

#[test]
fn every_file_is_read_whole() {
    let mut table = String::new();
    for file in FILES {
        let Some(files) = files(file, "") else { return };
        table += &line(file, &files[0].1);
    }
    as_expected("geojson.txt", &table);
}
