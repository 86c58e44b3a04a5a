//! The refreshes: places in GeoJSON, or in a table or list.

use parvis_connect::{self as connect, Collection, codes, hours, in_words, phone, shortened, url};
use parvis_formats::mapping::{Mapping, Record};
use parvis_sdk::{Failure, Geometry, Outcome, Point, Row, Setting, Value, settings, text};

const PLACES: Collection = Collection {
    name: "places",
    columns: &[
        "kind",
        "keywords",
        "description",
        "address",
        "commune",
        "phone",
        "email",
        "url",
        "opening-hours",
        "accessibility",
        "accessibility-text",
    ],
};
const WORDS: &[&str] = &[
    "id",
    "title",
    "category",
    "description",
    "address",
    "phone",
    "email",
    "url",
    "opening-hours",
    "wheelchair",
    "position",
    "longitude",
    "latitude",
];
/// The tags of OpenStreetMap, then words of French open data.
const USUAL: &[(&str, &str)] = &[
    ("id", "@id | id | osm_id | identifiant | recordid"),
    ("title", "name | nom | libelle | titre | nomoffi"),
    ("category", "amenity | shop | office | healthcare | category | categorie | type"),
    ("description", "description | commentaire"),
    ("address", "addr:full | adresse | addr:housenumber & addr:street & addr:postcode & addr:city"),
    ("phone", "phone | contact:phone | telephone | tel"),
    ("email", "email | contact:email | courriel | mail"),
    ("url", "website | contact:website | site_web | url"),
    ("opening-hours", "opening_hours | horaires | horaire"),
    ("wheelchair", "wheelchair | acces_pmr"),
    ("position", "geo_point_2d | coordonnees | wgs84"),
    ("longitude", "longitude | lon | lng | x"),
    ("latitude", "latitude | lat | y"),
];

pub(crate) fn geojson() -> Result<Outcome, Failure> {
    connect::run(PLACES, &["kind"], |source, rows| {
        let (mapping, kind) = (source.mapping(USUAL, WORDS)?, kind());
        connect::each_feature(source, rows, |record, geometry| place(&mapping, &kind, record, geometry))
    })
}

pub(crate) fn table() -> Result<Outcome, Failure> {
    connect::run(PLACES, &["kind"], |source, rows| {
        let (mapping, kind) = (source.mapping(USUAL, WORDS)?, kind());
        connect::each_record(source, rows, &mut |record| {
            place(&mapping, &kind, record, None).map(|row| vec![row])
        })
    })
}

fn kind() -> String {
    match settings::get("kind") {
        Some(Setting::Choice(kind)) => kind,
        _ => "public-service".to_owned(),
    }
}

fn place(
    mapping: &Mapping,
    kind: &str,
    record: &dyn Record,
    geometry: Option<Geometry>,
) -> Result<Row, String> {
    let said = |word: &str| mapping.text(record, word);
    let title = said("title").ok_or("no name: see title in the mapping")?;
    let geometry = match geometry {
        Some(geometry) => geometry,
        None => {
            let position = mapping.position(record)?;
            let [longitude, latitude] = position.ok_or_else(|| {
                format!("'{}' is nowhere: see position in the mapping", shortened(&title, 60))
            })?;
            Geometry::Point(Point { longitude, latitude })
        }
    };
    let reachable =
        said("wheelchair").is_some_and(|word| ["yes", "oui", "true", "1"].contains(&word.as_str()));
    let written = said("opening-hours").and_then(|written| hours(&written));
    Ok(Row {
        id: connect::id(said("id"), &title, said("address"), Some(&geometry)),
        title: text(shortened(&title, 200)),
        geometry: Some(geometry),
        period: None,
        parent: None,
        values: vec![
            Some(Value::Code(kind.to_owned())),
            said("category").and_then(|words| codes(&words)),
            said("description").and_then(|words| in_words(&words)),
            said("address").and_then(|words| in_words(&words)),
            None,
            said("phone").and_then(|number| phone(&number)),
            said("email").filter(|address| address.contains('@')).map(Value::Email),
            said("url").and_then(|address| url(&address)),
            written,
            reachable.then(|| Value::Codes(vec!["wheelchair".to_owned()])),
            reachable
                .then(|| Value::Text(text("Accessible en fauteuil roulant").en("Accessible by wheelchair"))),
        ],
    })
}
