//! Promises about features: every kind of value and geometry comes back exactly.

use parvis_model::{
    Feature, Geometry, Instant, Language, Money, Period, Point, Properties, Property, Shape, Text, Value,
};
use parvis_storage::{Storage, StorageError};

use super::records::{batch, feature, part, publish, read};

pub(crate) async fn every_kind_of_value_comes_back(store: &dyn Storage) {
    let features = vec![Feature { properties: every_value(), ..feature("values") }];
    let generation = publish(store, features.clone()).await;
    assert_eq!(read(store, &part(generation, "departures")).await, features);
}

fn every_value() -> Properties {
    let values = [
        Value::Text(Text::new("À l'heure \"exacte\"\n").with(Language::En, "on time")),
        Value::code("C"),
        Value::Codes(vec!["A".into(), "B".into()]),
        Value::Codes(Vec::new()),
        Value::Integer(i64::MIN),
        Value::Integer(i64::MAX),
        Value::Number(0.1 + 0.2),
        Value::Number(f64::MIN_POSITIVE),
        Value::Number(-0.0),
        Value::Boolean(true),
        Value::Instant(Instant(1_489_563_180_000)),
        Value::Date("2026-11-23".into()),
        Value::DurationS(-60),
        Value::LengthM(1_540.216_387_129_334_5),
        Value::Price(Money { cents: 1_250, currency: "EUR".into() }),
        Value::Url("https://example.org/?a=b&c=d".into()),
        Value::Phone("01 23 45 67 89".into()),
        Value::Email("bonjour@example.org".into()),
        Value::OpeningHours("Mo-Fr 08:00-18:00".into()),
        Value::Colour("ffcd00".into()),
        Value::Feature("gare/issy".into()),
        Value::Image("0a1b".into()),
    ];
    let named = |(n, value)| Property { name: format!("p{n}").into(), value };
    values.into_iter().enumerate().map(named).collect()
}

pub(crate) async fn every_kind_of_geometry_comes_back(store: &dyn Storage) {
    let at = |longitude, latitude| Point { longitude, latitude };
    // Numbers with 17 digits, which a careless reader of JSON changes in the last one.
    let line =
        vec![at(2.239_700_000_000_000_3, 48.813_4), at(2.258_299_999_999_999_7, -0.0), at(-180.0, 90.0)];
    let shapes = [
        Shape::MultiPoint(line.clone()),
        Shape::LineString(line.clone()),
        Shape::MultiLineString(vec![line.clone(), Vec::new()]),
        Shape::Polygon(vec![line.clone(), line.clone()]),
        Shape::MultiPolygon(vec![vec![line.clone()], vec![line.clone(), line.clone()]]),
    ];
    let geometries = shapes.into_iter().map(|shape| Some(Geometry::Shape(Box::new(shape))));
    let features: Vec<_> = geometries
        .chain([None, Some(Geometry::Point(line[1]))])
        .enumerate()
        .map(|(n, geometry)| Feature { geometry, ..feature(&format!("g{n}")) })
        .collect();
    let generation = publish(store, features.clone()).await;
    assert_eq!(read(store, &part(generation, "departures")).await, features);
}

pub(crate) async fn optional_fields_and_texts_come_back(store: &dyn Storage) {
    let plain = feature("plain");
    let features = vec![
        Feature { period: None, parent: None, geometry: None, properties: [].into(), ..plain.clone() },
        Feature { title: Text::new("Gare").with(Language::En, "Station"), ..plain.clone() },
        Feature { period: Period::new(Instant(-5), Instant(i64::MAX)), ..plain.clone() },
        Feature { id: "é/\u{1F686}/\u{0}".into(), parent: Some("autre".into()), ..plain },
    ];
    let generation = publish(store, features.clone()).await;
    assert_eq!(read(store, &part(generation, "departures")).await, features);
}

pub(crate) async fn a_number_that_is_not_finite_is_refused(store: &dyn Storage) {
    let value = Value::Number(f64::NAN);
    let broken = Feature { properties: [Property { name: "late".into(), value }].into(), ..feature("x") };
    let generation = store.begin_publication("transport", "gtfs").await.expect("begun");
    let result = store.add_features(generation, batch("departures", vec![feature("y"), broken])).await;
    assert!(matches!(&result, Err(StorageError::Refused(why)) if why.contains("'x'")), "{result:?}");
}
