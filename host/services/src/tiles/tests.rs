//! Tiles as another program reads them.

use std::collections::HashMap;

use mvt_reader::Reader;
use mvt_reader::feature::Value as Read;
use parvis_model::{
    Commune, Feature, Geometry, Language, PlaceKind, Point, Property, PublicPlace, Shape, Territory, Text,
    TimeZone, Value as Given,
};

use super::address::EXTENT;
use super::*;

const ISSY: Point = Point { longitude: 2.2583, latitude: 48.8198 };

fn tile_of(zoom: u8) -> TileAddress {
    let at = |side: f64| {
        let x = (ISSY.longitude + 180.0) / 360.0 * side;
        let y = (1.0 - ISSY.latitude.to_radians().tan().asinh() / std::f64::consts::PI) / 2.0 * side;
        (x as u32, y as u32)
    };
    let (column, row) = at(f64::from(1_u32 << zoom));
    TileAddress::new(zoom, column, row).expect("a tile")
}

fn feature(id: &str, geometry: Geometry) -> Feature {
    let kind = Property { name: "kind".into(), value: Given::code("library") };
    Feature {
        id: id.into(),
        title: Text::new("Médiathèque").with(Language::En, "Library"),
        geometry: Some(geometry),
        period: None,
        parent: None,
        properties: vec![kind].into(),
    }
}

fn tile(features: &[Feature], zoom: u8, language: Language) -> Vec<u8> {
    let wanted = TileQuery { collection: "places", address: tile_of(zoom), during: None, language };
    written(&features.iter().collect::<Vec<_>>(), &wanted)
}

/// The properties of each feature of a layer.
fn read(tile: &[u8], layer: usize) -> Vec<HashMap<String, Read>> {
    let features = Reader::new(tile.to_vec()).expect("a tile").get_features(layer).expect("a layer");
    features.into_iter().map(|feature| feature.properties.unwrap_or_default().into_iter().collect()).collect()
}

#[test]
fn a_point_is_told_with_its_title_in_the_language_asked_for() {
    let one = [feature("source/1", Geometry::Point(ISSY))];
    for (language, title) in [(Language::Fr, "Médiathèque"), (Language::En, "Library")] {
        let properties = read(&tile(&one, 14, language), 0);
        let expected = [("id", "source/1"), ("title", title), ("kind", "library")];
        let expected = expected.map(|(name, text)| (name.to_owned(), Read::String(text.to_owned())));
        assert_eq!(properties, [HashMap::from(expected)]);
    }
    assert_eq!(tile(&one[..0], 14, Language::Fr), Vec::<u8>::new(), "nothing is an empty tile");
}

#[test]
fn several_from_afar_are_one_with_their_number_and_no_name() {
    let near = Point { longitude: ISSY.longitude + 0.0004, ..ISSY };
    let two = [feature("a", Geometry::Point(ISSY)), feature("b", Geometry::Point(near))];
    let far = read(&tile(&two, 10, Language::Fr), 0);
    assert_eq!(far, [HashMap::from([("count".to_owned(), Read::UInt(2))])]);
    assert_eq!(read(&tile(&two, 15, Language::Fr), 0).len(), 2);
}

#[test]
fn a_tile_has_a_largest_size() {
    let title: String = "é".repeat(LONGEST_TITLE * 2);
    let many = (0..5_000).map(|i| {
        let at = Point { longitude: ISSY.longitude + f64::from(i) * 1e-8, ..ISSY };
        let mut one = feature(&format!("source/{i}"), Geometry::Point(at));
        one.title = Text::new(format!("{i} {title}"));
        one
    });
    let many: Vec<Feature> = many.collect();
    for (count, zoom) in [(5_000, 16), (crowd::MOST, 16), (5_000, 3)] {
        let large = tile(&many[..count], zoom, Language::Fr);
        assert!(large.len() < MOST_BYTES + 1_024, "{count} at {zoom}: {} bytes", large.len());
        assert!(!read(&large, 0).is_empty());
    }
    let long = read(&tile(&many[..1], 16, Language::Fr), 0);
    assert_eq!(long[0]["title"], Read::String(format!("0 {}", "é".repeat(LONGEST_TITLE - 2))));
}

#[test]
fn a_shape_is_drawn_where_its_middle_is_not() {
    let corner = |longitude: f64, latitude: f64| Point { longitude, latitude };
    let wide = vec![corner(2.0, 48.7), corner(2.4, 48.7), corner(2.4, 49.5), corner(2.0, 49.5)];
    let one = [feature("area", Geometry::Shape(Box::new(Shape::Polygon(vec![wide]))))];
    let read = Reader::new(tile(&one, 14, Language::Fr)).expect("a tile").get_features(0).expect("a layer");
    assert_eq!(read.len(), 1, "the point that stands for it is elsewhere");
    let edge = EXTENT + shape::MARGIN;
    let drawn = format!("{:?}", read[0].geometry);
    assert!(drawn.to_uppercase().contains("POLYGON") && drawn.contains(&edge.to_string()), "{drawn}");
}

#[test]
fn the_ground_has_outlines_names_and_places() {
    let corner =
        |east: f64, north: f64| Point { longitude: ISSY.longitude + east, latitude: ISSY.latitude + north };
    let ring = vec![corner(-0.02, -0.02), corner(0.02, -0.02), corner(0.02, 0.02), corner(-0.02, 0.02)];
    let territory = Territory {
        name: "Test".into(),
        zone: TimeZone::UTC,
        languages: vec![Language::Fr],
        communes: vec![Commune {
            code: "92040".into(),
            name: "Issy-les-Moulineaux".into(),
            also: Vec::new(),
            outline: Shape::Polygon(vec![ring]),
            centre: ISSY,
        }],
        places: vec![PublicPlace {
            id: "gare".into(),
            name: Text::new("Gare d’Issy").with(Language::En, "Issy station"),
            kind: PlaceKind::Station,
            point: ISSY,
        }],
        sample: true,
        outlines_credit: String::new(),
    };
    let near = ground::tile(&territory, tile_of(14), Language::En);
    let reader = Reader::new(near.clone()).expect("a tile");
    assert_eq!(reader.get_layer_names().expect("layers"), ["communes", "names", "places"]);
    assert_eq!(read(&near, 2)[0]["name"], Read::String("Issy station".to_owned()));
    let far = Reader::new(ground::tile(&territory, tile_of(8), Language::Fr)).expect("a tile");
    assert_eq!(far.get_layer_names().expect("layers"), ["communes", "names"]);
    let elsewhere = TileAddress::new(14, 0, 0).expect("a tile");
    assert!(ground::tile(&territory, elsewhere, Language::Fr).is_empty());
}
