//! What values of the contract weigh when they cross the border, roughly: every text to the byte, the rest by its kind.

use super::bindings::data::{Feature, Value};
use super::bindings::geo::Geometry;
use super::bindings::publication::{Batch, Row};
use super::bindings::text::Text;

/// A number, or what is around a text.
const SMALL: usize = 16;

/// Bytes of a feature.
pub(super) fn size_of_feature(feature: &Feature) -> usize {
    let properties: usize = feature.properties.iter().map(|p| p.name.len() + size_of_value(&p.value)).sum();
    let texts =
        feature.id.len() + size_of_text(&feature.title) + feature.parent.as_ref().map_or(0, String::len);
    4 * SMALL + texts + properties + feature.geometry.as_ref().map_or(0, size_of_geometry)
}

/// Bytes of a batch.
pub(super) fn size_of_batch(batch: &Batch) -> usize {
    let row = |row: &Row| size_of_row_texts(row) + row.geometry.as_ref().map_or(0, size_of_geometry);
    batch.columns.iter().map(String::len).sum::<usize>() + batch.rows.iter().map(row).sum::<usize>()
}

/// Bytes of a row, its geometry aside.
pub(super) fn size_of_row_texts(row: &Row) -> usize {
    let values: usize = row.values.iter().map(|value| value.as_ref().map_or(SMALL, size_of_value)).sum();
    let texts = row.id.len() + size_of_text(&row.title) + row.parent.as_ref().map_or(0, String::len);
    4 * SMALL + texts + values
}

fn size_of_value(value: &Value) -> usize {
    use Value as V;
    match value {
        V::Text(text) => size_of_text(text),
        V::Codes(all) => all.iter().map(|code| SMALL + code.len()).sum(),
        V::Code(s)
        | V::Date(s)
        | V::Url(s)
        | V::Phone(s)
        | V::Email(s)
        | V::OpeningHours(s)
        | V::Colour(s)
        | V::Feature(s)
        | V::Image(s) => SMALL + s.len(),
        V::Price(money) => SMALL + money.currency.len(),
        V::Integer(_) | V::Number(_) | V::Boolean(_) | V::Instant(_) | V::DurationS(_) | V::LengthM(_) => {
            SMALL
        }
        V::Point(_) => SMALL,
    }
}

/// Bytes of a text in all its languages.
pub(super) fn size_of_text(text: &Text) -> usize {
    let translations = text.translations.iter().map(|one| SMALL + one.language.len() + one.text.len());
    SMALL + text.main.len() + translations.sum::<usize>()
}

fn size_of_geometry(geometry: &Geometry) -> usize {
    let rings = |rings: &Vec<Vec<_>>| rings.iter().map(Vec::len).sum::<usize>();
    let points = match geometry {
        Geometry::Point(_) => 1,
        Geometry::MultiPoint(all) | Geometry::LineString(all) => all.len(),
        Geometry::MultiLineString(all) | Geometry::Polygon(all) => rings(all),
        Geometry::MultiPolygon(all) => all.iter().map(rings).sum(),
    };
    points * SMALL
}

#[cfg(test)]
mod tests {
    use super::super::bindings::geo::Point;
    use super::super::bindings::text::Translation;
    use super::*;

    fn text(main: &str, translation: &str) -> Text {
        let translation = Translation { language: "en".into(), text: translation.into() };
        Text { main: main.into(), translations: vec![translation] }
    }

    fn row(value: Option<Value>, geometry: Option<Geometry>) -> Row {
        let (id, title) = (String::new(), text("", ""));
        Row { id, title, geometry, period: None, parent: None, values: vec![value] }
    }

    fn weighs(row: Row) -> usize {
        size_of_batch(&Batch { collection: String::new(), columns: Vec::new(), rows: vec![row] })
    }

    #[test]
    fn nothing_that_can_be_long_is_left_out() {
        let long = "x".repeat(100_000);
        let values = [
            Value::Text(text(&long, "")),
            Value::Text(text("", &long)),
            Value::Code(long.clone()),
            Value::Codes(vec![long.clone()]),
            Value::Date(long.clone()),
            Value::Url(long.clone()),
            Value::Phone(long.clone()),
            Value::Email(long.clone()),
            Value::OpeningHours(long.clone()),
            Value::Colour(long.clone()),
            Value::Feature(long.clone()),
            Value::Image(long.clone()),
        ];
        for value in values {
            assert!(weighs(row(Some(value.clone()), None)) > 100_000, "{value:?}");
        }
        let points = vec![Point { longitude: 0.0, latitude: 0.0 }; 10_000];
        let shapes = [
            Geometry::LineString(points.clone()),
            Geometry::Polygon(vec![points.clone()]),
            Geometry::MultiPolygon(vec![vec![points]]),
        ];
        for shape in shapes {
            assert!(weighs(row(None, Some(shape))) > 100_000);
        }
        let small = weighs(row(Some(Value::Integer(1)), None));
        assert!((64..256).contains(&small), "{small}");
    }
}
