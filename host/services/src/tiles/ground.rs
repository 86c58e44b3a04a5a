//! The ground of the map: the communes with their outlines and names, and public places, all from the configuration.

use parvis_model::{Language, Point, Territory};

use super::address::{TileAddress, is_inside};
use super::mvt::{Drawing, Layer, Value};
use super::shape;

/// From this zoom on there is room for the names of public places.
const PLACES_FROM: u8 = 12;

pub(super) fn tile(territory: &Territory, address: TileAddress, language: Language) -> Vec<u8> {
    let bounds = address.bounds(shape::MARGIN);
    let mut outlines = Layer::new("communes");
    let mut names = Layer::new("names");
    let seen = territory.communes.iter();
    for commune in seen.filter(|commune| commune.outline.bounds().is_some_and(|own| own.meets(&bounds))) {
        if let Some(drawing) = shape::drawing(&commune.outline, address) {
            outlines.add(&drawing, vec![("code", text(&commune.code))]);
        }
        put_name(&mut names, address, commune.centre, text(&commune.name));
    }
    let mut places = Layer::new("places");
    if address.zoom() >= PLACES_FROM {
        for place in &territory.places {
            put_name(&mut places, address, place.point, text(place.name.get(language)));
        }
    }
    let mut tile = Vec::new();
    [outlines, names, places].iter().for_each(|layer| layer.put_into(&mut tile));
    tile
}

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn put_name(layer: &mut Layer, address: TileAddress, point: Point, name: Value) {
    let at = address.place(point);
    if is_inside(at) {
        layer.add(&Drawing::Points(vec![at]), vec![("name", name)]);
    }
}
