//! Carpool places: the national schema of transport.data.gouv.fr, held to what it asks for.

use parvis_connect::{self as connect, Collection, boolean, hours, in_words};
use parvis_formats::mapping::{Mapping, Record};
use parvis_sdk::{Failure, Geometry, Outcome, Point, Row, Value, text};

const PLACES: Collection =
    Collection { name: "places", columns: &["kind", "description", "address", "commune", "opening-hours"] };
const WORDS: &[&str] =
    &["id", "title", "address", "insee", "type", "open", "checked", "opening-hours", "longitude", "latitude"];
const USUAL: &[(&str, &str)] = &[
    ("id", "id_lieu | id_local"),
    ("title", "nom_lieu"),
    ("address", "ad_lieu & com_lieu"),
    ("insee", "insee"),
    ("type", "type"),
    ("open", "ouvert"),
    ("checked", "date_maj"),
    ("opening-hours", "horaires"),
    ("longitude", "Xlong"),
    ("latitude", "Ylat"),
];
/// The types of the schema.
const TYPES: [&str; 7] = [
    "Sortie d'autoroute",
    "Parking",
    "Supermarché",
    "Parking relais",
    "Délaissé routier",
    "Auto-stop",
    "Aire de covoiturage",
];

pub(crate) fn carpool() -> Result<Outcome, Failure> {
    connect::run(PLACES, &[], |source, rows| {
        let mapping = source.mapping(USUAL, WORDS)?;
        connect::each_record(source, rows, &mut |record| place(&mapping, record))
    })
}

/// A place that is open. One that breaks the schema is refused: its position may be wrong as well.
fn place(mapping: &Mapping, record: &dyn Record) -> Result<Vec<Row>, String> {
    let required =
        |word: &str, column: &str| mapping.text(record, word).ok_or_else(|| format!("no {column}"));
    let title = required("title", "nom_lieu")?;
    let insee = required("insee", "insee")?;
    if insee.len() != 5 || !insee.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(format!("insee '{insee}' is not five signs"));
    }
    let kind = required("type", "type")?;
    if !TYPES.contains(&kind.replace('’', "'").as_str()) {
        return Err(format!("type '{kind}' is none of {}", TYPES.join(", ")));
    }
    let checked = required("checked", "date_maj")?;
    if !is_date(&checked) {
        return Err(format!("date_maj '{checked}' is no date: the schema has 2019-06-24"));
    }
    let open = required("open", "ouvert")?;
    let is_open = boolean(&open).ok_or_else(|| format!("ouvert '{open}' is neither true nor false"))?;
    let [longitude, latitude] = mapping.position(record)?.ok_or("no Xlong and Ylat")?;
    if !is_open {
        return Ok(Vec::new());
    }
    Ok(vec![Row {
        id: required("id", "id_lieu")?,
        title: text(connect::shortened(&title, 200)),
        geometry: Some(Geometry::Point(Point { longitude, latitude })),
        period: None,
        parent: None,
        values: vec![
            Some(Value::Code("carpool".to_owned())),
            in_words(&kind),
            mapping.text(record, "address").and_then(|address| in_words(&address)),
            Some(Value::Code(insee)),
            mapping.text(record, "opening-hours").and_then(|written| hours(&written)),
        ],
    }])
}

/// `2019-06-24`.
fn is_date(text: &str) -> bool {
    let digit =
        |(at, byte): (usize, u8)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() };
    text.len() == 10 && text.bytes().enumerate().all(digit)
}
