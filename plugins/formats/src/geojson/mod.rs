//! GeoJSON (RFC 7946): one feature at a time, however long the file.

mod geometry;

pub use geometry::{Geometry, Position};

use std::fmt;
use std::io::Read;

use serde::de::{Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::{Map, Value};

use crate::json::{FileError, List, whole};

/// A feature: something at a place, with whatever its maker says of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Its own id, if it has one; numbers are written as text.
    pub id: Option<String>,
    /// Where it is; nothing for something that is nowhere.
    pub geometry: Option<Geometry>,
    /// Everything else, as it was written.
    pub properties: Map<String, Value>,
}

/// Reads a file: a FeatureCollection, a Feature or a geometry alone. `each` is given every feature with its number from 0, or
/// why that one is left out. Features that came before an error were given already: keep nothing of a file that ends in one.
/// Memory: the largest feature.
pub fn read(file: impl Read, each: &mut dyn FnMut(usize, Result<Feature, String>)) -> Result<(), FileError> {
    whole(file, Whole { each })
}

/// The object that the file is.
struct Whole<'e> {
    each: &'e mut dyn FnMut(usize, Result<Feature, String>),
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("GeoJSON: an object with a type")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut own = Map::new();
        let mut has_features = false;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "features" => {
                    has_features = true;
                    map.next_value_seed(List {
                        each: &mut |number, element| (self.each)(number, of_list(element)),
                    })?;
                }
                "type" | "id" | "geometry" | "properties" | "coordinates" | "geometries" => {
                    own.insert(key, map.next_value()?);
                }
                _ => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        match own.get("type").and_then(Value::as_str) {
            Some("FeatureCollection") if has_features => Ok(()),
            Some("FeatureCollection") => Err(A::Error::custom("a FeatureCollection without features")),
            Some("Feature") => {
                (self.each)(0, feature(own));
                Ok(())
            }
            Some(kind) if geometry::KINDS.contains(&kind) => {
                let alone = Map::from_iter([("geometry".to_owned(), Value::Object(own))]);
                (self.each)(0, feature(alone));
                Ok(())
            }
            Some(other) => Err(A::Error::custom(format!("'{other}' is no type of GeoJSON"))),
            None => Err(A::Error::custom("no type: this is not GeoJSON")),
        }
    }
}

/// An element of the list of features.
fn of_list(element: Value) -> Result<Feature, String> {
    match element {
        Value::Object(members) => feature(members),
        other => Err(format!("{} is no feature", geometry::shown(&other))),
    }
}

fn feature(mut members: Map<String, Value>) -> Result<Feature, String> {
    let geometry = match members.remove("geometry") {
        None | Some(Value::Null) => None,
        Some(Value::Object(members)) => Some(geometry::of(&members)?),
        Some(other) => return Err(format!("{} is no geometry", geometry::shown(&other))),
    };
    let properties = match members.remove("properties") {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(properties)) => properties,
        Some(other) => return Err(format!("{} are no properties", geometry::shown(&other))),
    };
    let id = match members.remove("id") {
        Some(Value::String(id)) => Some(id),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    Ok(Feature { id, geometry, properties })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Found = Vec<Result<Feature, String>>;

    fn all(text: &str) -> Result<Found, FileError> {
        let mut found = Vec::new();
        read(text.as_bytes(), &mut |_, feature| found.push(feature)).map(|()| found)
    }

    const POINT: &str = r#"{"type":"Point","coordinates":[2.26,48.82,35]}"#;

    #[test]
    fn a_collection_a_feature_and_a_geometry_are_read() {
        let feature =
            format!(r#"{{"type":"Feature","id":7,"geometry":{POINT},"properties":{{"nom":"Issy"}}}}"#);
        let collection =
            format!(r#"{{"features":[{feature},{feature}],"bbox":[1,2],"type":"FeatureCollection"}}"#);
        assert_eq!(all(&collection).unwrap().len(), 2);
        let one = all(&feature).unwrap().remove(0).unwrap();
        assert_eq!((one.id.as_deref(), one.properties["nom"].as_str()), (Some("7"), Some("Issy")));
        assert_eq!(one.geometry, Some(Geometry::Point([2.26, 48.82])));
        assert_eq!(all(POINT).unwrap().remove(0).unwrap().geometry, one.geometry);
        let nowhere = r#"{"type":"Feature","geometry":null,"properties":null}"#;
        assert_eq!(all(nowhere).unwrap().remove(0).unwrap().geometry, None);
    }

    #[test]
    fn one_bad_feature_does_not_take_the_others_with_it() {
        let good = format!(r#"{{"type":"Feature","geometry":{POINT}}}"#);
        let bad = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[652000.5,6862000]}}"#;
        let found = all(&format!(r#"{{"type":"FeatureCollection","features":[{bad},7,{good}]}}"#)).unwrap();
        let reasons: Vec<_> = found.iter().filter_map(|one| one.as_ref().err()).collect();
        assert_eq!(reasons.len(), 2);
        assert!(
            reasons[0].contains("652000.5, 6862000") && reasons[0].contains("longitude first"),
            "{reasons:?}"
        );
        assert!(reasons[1].contains("7 is no feature"), "{reasons:?}");
        assert!(found[2].is_ok());
    }

    #[test]
    fn a_file_that_is_none_is_refused_in_words_with_its_line() {
        for (text, words) in [
            ("", "EOF"),
            ("[1,2]", "GeoJSON"),
            ("{}", "not GeoJSON"),
            (r#"{"type":"Topology"}"#, "'Topology' is no type"),
            (r#"{"type":"FeatureCollection"}"#, "without features"),
            ("{\"type\":\"FeatureCollection\",\n\"features\":[{]}", "key"),
            (r#"{"type":"FeatureCollection","features":{}}"#, "a list"),
        ] {
            let error = all(text).expect_err(text);
            assert!(error.reason.contains(words), "{text}: {error:?}");
        }
        let broken = all("{\"type\":\"FeatureCollection\",\n\"features\":[\n{]}").expect_err("broken");
        assert_eq!(broken.line, 3);
        let deep = format!("{{\"type\":\"Feature\",\"properties\":{}", "[".repeat(100_000));
        assert!(all(&deep).expect_err("too deep").reason.contains("recursion"));
    }
}
