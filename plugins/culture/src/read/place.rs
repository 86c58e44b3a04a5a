//! A place as a row: the same for museums and venues.

use parvis_connect::{Collection, codes, hours, id, in_words, phone, shortened, url};
use parvis_formats::mapping::{Mapping, Record};
use parvis_sdk::{Geometry, Point, Row, Value, text};

/// What rows of places hold.
pub(super) const PLACES: Collection = Collection {
    name: "places",
    columns: &["kind", "description", "address", "commune", "phone", "url", "opening-hours", "keywords"],
};

/// What a mapping may say of a place.
pub(super) const WORDS: &[&str] = &[
    "id",
    "title",
    "description",
    "address",
    "phone",
    "url",
    "opening-hours",
    "keywords",
    "position",
    "longitude",
    "latitude",
];

/// The place that a record holds; its geometry unless the record has one of its own.
pub(super) fn row(
    mapping: &Mapping,
    record: &dyn Record,
    kind: &str,
    geometry: Option<Geometry>,
) -> Result<Row, String> {
    let said = |word: &str| mapping.text(record, word);
    let title = said("title").ok_or("no name: see title in the mapping")?;
    let position = mapping.position(record)?;
    let geometry =
        geometry.or(position.map(|[longitude, latitude]| Geometry::Point(Point { longitude, latitude })));
    if geometry.is_none() {
        return Err(format!("'{}' is nowhere: see position in the mapping", shortened(&title, 60)));
    }
    Ok(Row {
        id: id(said("id"), &title, said("address"), geometry.as_ref()),
        title: text(shortened(&title, 200)),
        geometry,
        period: None,
        parent: None,
        values: vec![
            Some(Value::Code(kind.to_owned())),
            said("description").and_then(|words| in_words(&words)),
            said("address").and_then(|words| in_words(&words)),
            None,
            said("phone").and_then(|number| phone(&number)),
            said("url").and_then(|address| url(&address)),
            said("opening-hours").and_then(|written| hours(&written)),
            said("keywords").and_then(|words| codes(&words)),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Museum;

    impl Record for Museum {
        fn text(&self, name: &str) -> Option<String> {
            let known = [("nom", "Musée"), ("geo", "48.82, 2.26"), ("tel", "01 02 03 04 05")];
            known.iter().find(|(known, _)| *known == name).map(|(_, text)| (*text).to_owned())
        }

        fn names(&self) -> Vec<String> {
            Vec::new()
        }
    }

    #[test]
    fn a_place_has_a_value_for_each_column_and_is_somewhere() {
        let usual = [("title", "nom"), ("position", "geo"), ("phone", "tel")];
        let mapping = Mapping::new(&usual, "", WORDS).expect("mapping");
        let found = row(&mapping, &Museum, "museum", None).expect("a place");
        assert_eq!((found.values.len(), found.id.as_str()), (PLACES.columns.len(), "Musée 3c756e46abeb14a5"));
        let nowhere = Mapping::new(&usual[..1], "", WORDS).expect("mapping");
        assert!(row(&nowhere, &Museum, "museum", None).expect_err("nowhere").contains("is nowhere"));
        let nameless = Mapping::new(&usual[1..], "", WORDS).expect("mapping");
        assert!(row(&nameless, &Museum, "museum", None).expect_err("no name").contains("no name"));
    }
}
