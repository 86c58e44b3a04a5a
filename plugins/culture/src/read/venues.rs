//! Venues: theatres, cinemas, libraries, halls... in GeoJSON.

use parvis_connect as connect;
use parvis_formats::geojson::{self, Feature};
use parvis_formats::mapping::Mapping;
use parvis_sdk::{Failure, Outcome, Row};

use super::place::{PLACES, WORDS, row};

/// Where such files usually write things: the tags of OpenStreetMap, then French open data.
const USUAL: &[(&str, &str)] = &[
    ("id", "id | @id | osm_id | identifiant"),
    ("title", "name | nom | titre"),
    ("description", "description"),
    ("address", "addr:full | adresse | addr:housenumber & addr:street & addr:postcode & addr:city"),
    ("phone", "phone | contact:phone | telephone | tel"),
    ("url", "website | contact:website | url | site_web"),
    ("opening-hours", "opening_hours | horaires"),
    ("keywords", "amenity | tourism | type | categorie"),
];

pub(crate) fn venues() -> Result<Outcome, Failure> {
    connect::run(PLACES, &[], |source, rows| {
        let mapping = source.mapping(USUAL, WORDS)?;
        let mut failed = Ok(());
        let read = geojson::read(source.reader(), &mut |number, feature| {
            let found = feature.and_then(|feature| venue(&mapping, feature)).map(|row| vec![row]);
            if failed.is_ok() {
                failed = rows.take(number + 1, found);
            }
        });
        read.map_err(|error| rows.broken(error))?;
        failed
    })
}

fn venue(mapping: &Mapping, feature: Feature) -> Result<Row, String> {
    let geometry = feature.geometry.map(connect::geometry);
    let mut venue = row(mapping, &feature.properties, "venue", geometry)?;
    if let Some(id) = feature.id {
        venue.id = id;
    }
    Ok(venue)
}
