//! Venues: theatres, cinemas, libraries, halls... in GeoJSON.

use parvis_connect as connect;
use parvis_sdk::{Failure, Outcome};

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
        connect::each_feature(source, rows, |record, geometry| row(&mapping, record, "venue", geometry))
    })
}
