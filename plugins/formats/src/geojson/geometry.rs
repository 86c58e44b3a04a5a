//! Geometries of GeoJSON: every type, in degrees, longitude first.

use serde_json::{Map, Value};

/// Longitude and latitude in degrees. A third number, the height, is not kept.
pub type Position = [f64; 2];

/// A geometry.
#[derive(Clone, Debug, PartialEq)]
pub enum Geometry {
    /// A position.
    Point(Position),
    /// Several positions.
    MultiPoint(Vec<Position>),
    /// A line of at least two positions.
    LineString(Vec<Position>),
    /// Several lines.
    MultiLineString(Vec<Vec<Position>>),
    /// An outer ring, then its holes.
    Polygon(Vec<Vec<Position>>),
    /// Several polygons.
    MultiPolygon(Vec<Vec<Vec<Position>>>),
}

/// What the standard calls geometries.
pub(super) const KINDS: [&str; 7] =
    ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"];

/// Collections within each other beyond this are a mistake.
const MOST_LEVELS: usize = 4;

/// The geometry that an object describes. A collection of one kind of geometry becomes that kind; of several kinds, which
/// cannot be shown as one thing, it is refused.
pub(super) fn of(members: &Map<String, Value>) -> Result<Geometry, String> {
    of_level(members, 0)
}

fn of_level(members: &Map<String, Value>, level: usize) -> Result<Geometry, String> {
    let kind = members.get("type").and_then(Value::as_str).unwrap_or_default();
    let coordinates = members.get("coordinates").unwrap_or(&Value::Null);
    Ok(match kind {
        "Point" => Geometry::Point(position(coordinates)?),
        "MultiPoint" => Geometry::MultiPoint(list(coordinates, position)?),
        "LineString" => Geometry::LineString(line(coordinates)?),
        "MultiLineString" => Geometry::MultiLineString(list(coordinates, line)?),
        "Polygon" => Geometry::Polygon(polygon(coordinates)?),
        "MultiPolygon" => Geometry::MultiPolygon(list(coordinates, polygon)?),
        "GeometryCollection" if level < MOST_LEVELS => collection(members, level)?,
        "GeometryCollection" => {
            return Err(format!("collections within each other, more than {MOST_LEVELS}"));
        }
        other => return Err(format!("'{other}' is no geometry: {}", KINDS.join(", "))),
    })
}

fn collection(members: &Map<String, Value>, level: usize) -> Result<Geometry, String> {
    let members =
        members.get("geometries").and_then(Value::as_array).ok_or("a collection without geometries")?;
    let (mut points, mut lines, mut polygons) = (Vec::new(), Vec::new(), Vec::new());
    for member in members {
        let member = member.as_object().ok_or_else(|| format!("{} is no geometry", shown(member)))?;
        match of_level(member, level + 1)? {
            Geometry::Point(one) => points.push(one),
            Geometry::MultiPoint(some) => points.extend(some),
            Geometry::LineString(one) => lines.push(one),
            Geometry::MultiLineString(some) => lines.extend(some),
            Geometry::Polygon(one) => polygons.push(one),
            Geometry::MultiPolygon(some) => polygons.extend(some),
        }
    }
    match (points.is_empty(), lines.is_empty(), polygons.is_empty()) {
        (false, true, true) => Ok(Geometry::MultiPoint(points)),
        (true, false, true) => Ok(Geometry::MultiLineString(lines)),
        (true, true, false) => Ok(Geometry::MultiPolygon(polygons)),
        (true, true, true) => Err("a collection without geometries".to_owned()),
        _ => Err("a collection of several kinds of geometries: make a feature of each".to_owned()),
    }
}

fn list<T>(value: &Value, one: impl Fn(&Value) -> Result<T, String>) -> Result<Vec<T>, String> {
    let all = value.as_array().ok_or_else(|| format!("{} is no list of coordinates", shown(value)))?;
    if all.is_empty() {
        return Err("a geometry without coordinates".to_owned());
    }
    all.iter().map(one).collect()
}

fn line(value: &Value) -> Result<Vec<Position>, String> {
    let line = list(value, position)?;
    if line.len() < 2 { Err("a line of one position".to_owned()) } else { Ok(line) }
}

fn polygon(value: &Value) -> Result<Vec<Vec<Position>>, String> {
    let ring = |value: &Value| {
        let ring = list(value, position)?;
        // Closed: the first position comes again at the end.
        if ring.len() < 4 { Err(format!("a ring of {} positions; at least 4", ring.len())) } else { Ok(ring) }
    };
    list(value, ring)
}

fn position(value: &Value) -> Result<Position, String> {
    let numbers = value.as_array().filter(|numbers| numbers.len() >= 2);
    let pair = numbers.and_then(|numbers| Some([numbers[0].as_f64()?, numbers[1].as_f64()?]));
    let [longitude, latitude] = pair.ok_or_else(|| format!("{} is no position", shown(value)))?;
    if (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude) {
        return Ok([longitude, latitude]);
    }
    Err(format!("{longitude}, {latitude} are no degrees: GeoJSON is WGS 84, longitude first"))
}

/// The beginning of a value, for a sentence.
pub(super) fn shown(value: &Value) -> String {
    let text = value.to_string();
    let start: String = text.chars().take(40).collect();
    if start.len() < text.len() { start + "…" } else { start }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: Value) -> Result<Geometry, String> {
        of(value.as_object().expect("an object"))
    }

    #[test]
    fn every_kind_is_read() {
        let ring = json!([[0, 0], [1, 0], [1, 1], [0, 0]]);
        for (kind, coordinates) in [
            ("Point", json!([2.26, 48.82])),
            ("MultiPoint", json!([[2.26, 48.82]])),
            ("LineString", json!([[0, 0], [1, 1]])),
            ("MultiLineString", json!([[[0, 0], [1, 1]]])),
            ("Polygon", json!([ring])),
            ("MultiPolygon", json!([[ring], [ring, ring]])),
        ] {
            assert!(read(json!({ "type": kind, "coordinates": coordinates })).is_ok(), "{kind}");
        }
    }

    #[test]
    fn a_collection_of_one_kind_is_that_kind() {
        let point = json!({ "type": "Point", "coordinates": [1, 2] });
        let inner = json!({ "type": "GeometryCollection", "geometries": [point, point] });
        let outer = json!({ "type": "GeometryCollection", "geometries": [inner, point] });
        assert_eq!(read(outer), Ok(Geometry::MultiPoint(vec![[1.0, 2.0]; 3])));
        let line = json!({ "type": "LineString", "coordinates": [[0, 0], [1, 1]] });
        let mixed = json!({ "type": "GeometryCollection", "geometries": [point, line] });
        assert!(read(mixed).expect_err("two kinds").contains("several kinds"));
        let mut deep = point;
        (0..6).for_each(|_| deep = json!({ "type": "GeometryCollection", "geometries": [deep] }));
        assert!(read(deep).expect_err("too deep").contains("more than 4"));
    }

    #[test]
    fn what_is_no_geometry_says_why() {
        for (kind, coordinates, words) in [
            ("Circle", json!([1, 2]), "'Circle' is no geometry"),
            ("Point", json!([1]), "[1] is no position"),
            ("Point", json!(["1", "2"]), "is no position"),
            ("Point", json!([48.82, 95]), "no degrees"),
            ("Point", json!(null), "null is no position"),
            ("LineString", json!([[0, 0]]), "a line of one position"),
            ("Polygon", json!([[[0, 0], [1, 1], [0, 0]]]), "a ring of 3 positions"),
            ("MultiPolygon", json!([]), "without coordinates"),
        ] {
            let error = read(json!({ "type": kind, "coordinates": coordinates })).expect_err(kind);
            assert!(error.contains(words), "{kind}: {error}");
        }
    }
}
