//! Addresses of the Base Adresse Nationale: what people type when they say where they are.

use parvis_connect::{self as connect, Collection};
use parvis_formats::mapping::{Mapping, Record};
use parvis_sdk::{Failure, Geometry, Outcome, Point, Row, Value, text};

const ADDRESSES: Collection = Collection { name: "addresses", columns: &["street", "postcode", "commune"] };
const WORDS: &[&str] =
    &["id", "number", "repeat", "street", "postcode", "city", "insee", "position", "longitude", "latitude"];
/// The columns of the files by department.
const BAN: &[(&str, &str)] = &[
    ("id", "id"),
    ("number", "numero"),
    ("repeat", "rep"),
    ("street", "nom_voie"),
    ("postcode", "code_postal"),
    ("city", "nom_commune"),
    ("insee", "code_insee"),
    ("longitude", "lon"),
    ("latitude", "lat"),
];

pub(crate) fn addresses() -> Result<Outcome, Failure> {
    connect::run(ADDRESSES, &[], |source, rows| {
        let mapping = source.mapping(BAN, WORDS)?;
        connect::each_record(source, rows, &mut |record| address(&mapping, record).map(|row| vec![row]))
    })
}

fn address(mapping: &Mapping, record: &dyn Record) -> Result<Row, String> {
    let said = |word: &str| mapping.text(record, word);
    let street = said("street").ok_or("no nom_voie")?;
    let city = said("city").ok_or("no nom_commune")?;
    let [longitude, latitude] = mapping.position(record)?.ok_or("no lon and lat")?;
    let postcode = said("postcode").unwrap_or_default();
    let street = format!("{street}, {city}");
    let number = [said("number"), said("repeat")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let title = format!("{number} {street}").trim().to_owned();
    Ok(Row {
        id: said("id").unwrap_or_else(|| title.clone()),
        title: text(connect::shortened(&title, 200)),
        geometry: Some(Geometry::Point(Point { longitude, latitude })),
        period: None,
        parent: None,
        values: vec![
            Some(Value::Text(text(street))),
            (!postcode.is_empty()).then_some(Value::Code(postcode)),
            said("insee").map(Value::Code),
        ],
    })
}
