//! GeoJSON (RFC 7946): one feature for each, texts in every language.

use parvis_model::{Feature, Geometry, Point, Shape, Text, Value};
use serde_json::{Map, Value as Json, json};

use super::Exported;

pub(super) fn write(exported: &Exported<'_>) -> String {
    let mut file = String::from("{\"type\":\"FeatureCollection\",");
    file.push_str(&format!("\"title\":{},", Json::from(exported.title.as_str())));
    file.push_str(&format!("\"sources\":{},\"features\":[", Json::from(exported.sources.to_vec())));
    for (at, feature) in exported.features.iter().enumerate() {
        if at > 0 {
            file.push(',');
        }
        file.push('\n');
        file.push_str(&feature_json(feature).to_string());
    }
    file.push_str("\n]}\n");
    file
}

fn feature_json(feature: &Feature) -> Json {
    let mut properties = Map::new();
    properties.insert("title".to_owned(), text(&feature.title));
    if let Some(period) = feature.period {
        properties.insert("start".to_owned(), json!(period.start.to_string()));
        properties.insert("end".to_owned(), json!(period.end().to_string()));
    }
    if let Some(parent) = &feature.parent {
        properties.insert("parent".to_owned(), json!(parent));
    }
    for property in feature.properties.iter() {
        properties.insert(property.name.to_string(), value(&property.value));
    }
    json!({
        "type": "Feature",
        "id": feature.id,
        "geometry": feature.geometry.as_ref().map(geometry),
        "properties": properties,
    })
}

/// The text, or one for each language where there are several.
fn text(text: &Text) -> Json {
    if text.translations().is_empty() { json!(text.fallback()) } else { json!(text) }
}

fn value(value: &Value) -> Json {
    match value {
        Value::Text(words) => text(words),
        Value::Codes(codes) => json!(codes),
        Value::Integer(number) | Value::DurationS(number) => json!(number),
        Value::Number(number) | Value::LengthM(number) => json!(number),
        Value::Boolean(yes) => json!(yes),
        Value::Instant(at) => json!(at.to_string()),
        Value::Price(money) => json!({ "amount": money.cents as f64 / 100.0, "currency": money.currency }),
        Value::Point(point) => json!(position(point)),
        other => json!(other.as_str()),
    }
}

fn position(point: &Point) -> [f64; 2] {
    [point.longitude, point.latitude]
}

fn geometry(geometry: &Geometry) -> Json {
    let line = |points: &[Point]| points.iter().map(position).collect::<Vec<_>>();
    // The standard closes rings; the contract leaves that open.
    let ring = |points: &Vec<Point>| {
        let mut ring = line(points);
        if ring.first() != ring.last() {
            ring.extend(ring.first().copied());
        }
        ring
    };
    let rings = |rings: &Vec<Vec<Point>>| rings.iter().map(ring).collect::<Vec<_>>();
    let shape = match geometry {
        Geometry::Point(point) => return json!({ "type": "Point", "coordinates": position(point) }),
        Geometry::Shape(shape) => &**shape,
    };
    let (kind, coordinates) = match shape {
        Shape::MultiPoint(points) => ("MultiPoint", json!(line(points))),
        Shape::LineString(points) => ("LineString", json!(line(points))),
        Shape::MultiLineString(lines) => {
            ("MultiLineString", json!(lines.iter().map(|one| line(one)).collect::<Vec<_>>()))
        }
        Shape::Polygon(all) => ("Polygon", json!(rings(all))),
        Shape::MultiPolygon(all) => ("MultiPolygon", json!(all.iter().map(rings).collect::<Vec<_>>())),
    };
    json!({ "type": kind, "coordinates": coordinates })
}
