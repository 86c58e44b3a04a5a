//! The body of a batch: many features as one JSON text, in which equal titles, parents and lists of properties
//! are written once. A timetable becomes several times smaller, and what was equal is shared again when read.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use parvis_model::{Feature, Geometry, Period, Properties, Text, Value};
use parvis_storage::StorageError;
use serde::{Deserialize, Serialize};

/// A longer body is cut in two, so that one row is written well within the time that a writer may take.
const MAX_BYTES: usize = 1_000_000;

/// Some features, encoded.
pub(crate) struct Body {
    /// How many.
    pub(crate) features: i64,
    /// The JSON text.
    pub(crate) bytes: Vec<u8>,
}

#[derive(Default, Serialize, Deserialize)]
struct Batch {
    titles: Vec<Text>,
    parents: Vec<Arc<str>>,
    properties: Vec<Properties>,
    rows: Vec<Row>,
}

/// A feature whose title, parent and properties are positions in the lists of its batch.
#[derive(Serialize, Deserialize)]
struct Row {
    id: Box<str>,
    title: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    geometry: Option<Geometry>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    period: Option<Period>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    parent: Option<usize>,
    properties: usize,
}

/// Encodes features in their order, into as many bodies as their size needs.
pub(crate) fn encode(features: &[Feature]) -> Result<Vec<Body>, StorageError> {
    features.iter().try_for_each(check_numbers)?;
    let mut bodies = Vec::new();
    encode_into(&mut bodies, features)?;
    Ok(bodies)
}

fn encode_into(bodies: &mut Vec<Body>, features: &[Feature]) -> Result<(), StorageError> {
    if features.is_empty() {
        return Ok(());
    }
    let bytes = serde_json::to_vec(&gather(features)?).map_err(refused)?;
    if bytes.len() > MAX_BYTES && features.len() > 1 {
        let (first, second) = features.split_at(features.len() / 2);
        encode_into(bodies, first)?;
        return encode_into(bodies, second);
    }
    let features = i64::try_from(features.len()).unwrap_or(i64::MAX);
    bodies.push(Body { features, bytes });
    Ok(())
}

fn gather(features: &[Feature]) -> Result<Batch, StorageError> {
    let mut batch = Batch::default();
    let (mut titles, mut parents, mut properties) = (HashMap::new(), HashMap::new(), HashMap::new());
    for feature in features {
        // Values hold floating-point numbers, which have no hash; their JSON text has one.
        let key = serde_json::to_string(&feature.properties).map_err(refused)?;
        let row = Row {
            id: feature.id.clone(),
            title: position(&mut titles, &mut batch.titles, &feature.title, &feature.title),
            geometry: feature.geometry.clone(),
            period: feature.period,
            parent: feature.parent.as_ref().map(|p| position(&mut parents, &mut batch.parents, p, p)),
            properties: position(&mut properties, &mut batch.properties, key, &feature.properties),
        };
        batch.rows.push(row);
    }
    Ok(batch)
}

/// The position of an item in its list, to which it is added if it is new.
fn position<K: Eq + Hash, T: Clone>(
    known: &mut HashMap<K, usize>,
    list: &mut Vec<T>,
    key: K,
    item: &T,
) -> usize {
    *known.entry(key).or_insert_with(|| {
        list.push(item.clone());
        list.len() - 1
    })
}

/// JSON has no word for NaN and the infinities: they could be written but not read again.
fn check_numbers(feature: &Feature) -> Result<(), StorageError> {
    let refuse = |what: &str| {
        Err(StorageError::Refused(format!("feature '{}': {what} is not a finite number", feature.id)))
    };
    let finite = |p: &parvis_model::Point| p.longitude.is_finite() && p.latitude.is_finite();
    let sound = match &feature.geometry {
        None => true,
        Some(Geometry::Point(point)) => finite(point),
        Some(Geometry::Shape(shape)) => shape.points().all(|p| finite(&p)),
    };
    if !sound {
        return refuse("a coordinate");
    }
    let is_finite = |value: &Value| match value {
        Value::Number(n) | Value::LengthM(n) => n.is_finite(),
        Value::Point(point) => finite(point),
        _ => true,
    };
    let unsound = feature.properties.iter().find(|property| !is_finite(&property.value));
    unsound.map_or(Ok(()), |property| refuse(&format!("property '{}'", property.name)))
}

fn refused(error: serde_json::Error) -> StorageError {
    StorageError::Refused(error.to_string())
}

/// The features of a body, or what is wrong with it.
pub(crate) fn decode(bytes: &[u8]) -> Result<Vec<Feature>, String> {
    let Batch { titles, parents, properties, rows } =
        serde_json::from_slice(bytes).map_err(|e| e.to_string())?;
    rows.into_iter()
        .map(|row| {
            Ok(Feature {
                title: item(&titles, row.title)?,
                parent: row.parent.map(|position| item(&parents, position)).transpose()?,
                properties: item(&properties, row.properties)?,
                id: row.id,
                geometry: row.geometry,
                period: row.period,
            })
        })
        .collect()
}

fn item<T: Clone>(list: &[T], position: usize) -> Result<T, String> {
    list.get(position).cloned().ok_or_else(|| format!("position {position} of a list of {}", list.len()))
}

#[cfg(test)]
mod tests {
    use parvis_model::{Point, Property};

    use super::*;

    fn feature(id: &str, value: Value) -> Feature {
        Feature {
            id: id.into(),
            title: Text::new("Versailles"),
            geometry: None,
            period: None,
            parent: Some("gare/issy".into()),
            properties: [Property { name: "line".into(), value }].into(),
        }
    }

    #[test]
    fn what_is_equal_is_written_once_and_shared_when_read() {
        let features: Vec<_> = (0..100).map(|n| feature(&n.to_string(), Value::code("RER C"))).collect();
        let bodies = encode(&features).expect("encoded");
        let text = String::from_utf8(bodies[0].bytes.clone()).expect("text");
        assert_eq!((text.matches("Versailles").count(), text.matches("RER C").count()), (1, 1));
        let read = decode(&bodies[0].bytes).expect("decoded");
        assert_eq!(read, features);
        assert!(Arc::ptr_eq(&read[0].properties, &read[99].properties));
    }

    #[test]
    fn a_large_batch_is_cut_and_keeps_its_order() {
        let features: Vec<_> = (0..300)
            .map(|n| feature(&n.to_string(), Value::text(format!("{n}{}", "x".repeat(9_000)))))
            .collect();
        let bodies = encode(&features).expect("encoded");
        assert!(bodies.len() > 1 && bodies.iter().all(|body| body.bytes.len() <= MAX_BYTES));
        assert_eq!(bodies.iter().map(|body| body.features).sum::<i64>(), 300);
        let read: Vec<_> = bodies.iter().flat_map(|body| decode(&body.bytes).expect("decoded")).collect();
        assert_eq!(read, features);
    }

    #[test]
    fn one_feature_larger_than_a_body_is_kept() {
        let huge = [feature("huge", Value::text("x".repeat(2 * MAX_BYTES)))];
        let bodies = encode(&huge).expect("encoded");
        assert_eq!(bodies.len(), 1);
        assert_eq!(decode(&bodies[0].bytes).expect("decoded"), huge);
    }

    #[test]
    fn numbers_that_json_cannot_hold_are_refused_by_name() {
        let why = |feature: Feature| encode(&[feature]).map(drop).expect_err("refused").to_string();
        let text = why(feature("a", Value::Number(f64::NAN)));
        assert!(text.contains("'a'") && text.contains("'line'"), "{text}");
        assert!(why(feature("a", Value::LengthM(f64::INFINITY))).contains("'line'"));
        let nowhere = Geometry::Point(Point { longitude: f64::NAN, latitude: 0.0 });
        assert!(
            why(Feature { geometry: Some(nowhere), ..feature("b", Value::Integer(1)) })
                .contains("coordinate")
        );
    }

    #[test]
    fn a_damaged_body_is_no_panic() {
        assert!(decode(b"{").is_err());
        let outside =
            br#"{"titles":[],"parents":[],"properties":[],"rows":[{"id":"a","title":3,"properties":0}]}"#;
        assert_eq!(decode(outside), Err("position 3 of a list of 0".into()));
    }
}
