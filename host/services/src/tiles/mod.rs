//! Vector tiles: what lies in a square of a map, made from the read model. Nothing that is lent, nothing of a visitor.

mod address;
mod crowd;
mod ground;
mod kept;
mod mvt;
mod shape;
#[cfg(test)]
mod tests;

pub use address::TileAddress;
pub(crate) use kept::KeptTiles;

use std::collections::BTreeSet;
use std::sync::Arc;

use parvis_index::{Collection, PublishedPart, Touching};
use parvis_model::{Feature, Geometry, Language, TimeRange, Value as Property};

use crate::{Platform, Reading};
use mvt::{Drawing, Layer, Value};

/// A tile is never larger than about this; what does not fit is left out.
const MOST_BYTES: usize = 256 * 1024;
/// Longest title in a tile, in characters.
const LONGEST_TITLE: usize = 100;

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct TileQuery<'a> {
    /// The collection, which is also the name of the layer.
    pub collection: &'a str,
    /// Which tile.
    pub address: TileAddress,
    /// Only what happens in this range.
    pub during: Option<TimeRange>,
    /// Language of the titles.
    pub language: Language,
}

impl Platform {
    /// A collection in one tile, as a Mapbox Vector Tile 2.1; empty if nothing is there. Points have `id`, `title` and, where
    /// the collection has it, `kind`; several shown as one have `count` alone. Costs what lies in the tile, once.
    pub fn tile(&self, reading: &Reading, wanted: &TileQuery<'_>) -> Arc<[u8]> {
        let Some(collection) = reading.snapshot.collection(wanted.collection) else { return Arc::default() };
        let key = kept::Key::of(reading, collection, wanted);
        self.tiles.get(key, || written(&self.in_tile(reading, collection, wanted), wanted))
    }

    /// The territory itself in one tile: its communes, and the public places by which people know where they are.
    pub fn ground_tile(&self, address: TileAddress, language: Language) -> Vec<u8> {
        ground::tile(self.territory(), address, language)
    }

    /// The open features that touch the tile; of an event with many times the first.
    fn in_tile<'c>(
        &self,
        reading: &Reading,
        collection: &'c Collection,
        wanted: &TileQuery<'_>,
    ) -> Vec<&'c Feature> {
        let touching = Touching {
            bounds: wanted.address.bounds(shape::MARGIN),
            during: wanted.during,
            now: reading.now.minute(),
            zone: &self.territory().zone,
        };
        let mut features = Vec::new();
        let is_open = |part: &PublishedPart| reading.is_open(part.plugin(), part.source());
        touching.visit(collection, is_open, |feature| features.push(feature));
        if features.iter().any(|feature| feature.property("series").is_some()) {
            features.sort_by_key(|feature| feature.period.map(|period| period.start));
            let mut seen = BTreeSet::new();
            features.retain(|feature| {
                let series = feature.property("series").and_then(Property::as_str);
                series.is_none_or(|series| seen.insert(series))
            });
        }
        features
    }
}

/// The features as a tile.
fn written(features: &[&Feature], wanted: &TileQuery<'_>) -> Vec<u8> {
    let mut layer = Layer::new(wanted.collection);
    if wanted.address.zoom() >= SHAPES_FROM {
        put_shapes(&mut layer, features, wanted);
    }
    put_points(&mut layer, features, wanted);
    let mut tile = Vec::new();
    layer.put_into(&mut tile);
    tile
}

/// Shapes are drawn from this zoom on; before it the points that stand for them are enough.
const SHAPES_FROM: u8 = 12;

fn put_shapes(layer: &mut Layer, features: &[&Feature], wanted: &TileQuery<'_>) {
    for feature in features {
        let Some(Geometry::Shape(shape)) = &feature.geometry else { continue };
        if let Some(drawing) = shape::drawing(shape, wanted.address)
            && layer.bytes() < MOST_BYTES
        {
            layer.add(&drawing, told(feature, wanted.language));
        }
    }
}

/// A point for each feature, or for several.
fn put_points(layer: &mut Layer, features: &[&Feature], wanted: &TileQuery<'_>) {
    let placed = features.iter().filter_map(|feature| {
        let at = wanted.address.place(feature.geometry.as_ref()?.anchor()?);
        address::is_inside(at).then_some((*feature, at))
    });
    let (features, places): (Vec<&Feature>, Vec<[i32; 2]>) = placed.unzip();
    for crowd in crowd::gather(&places, wanted.address.zoom()) {
        let properties = match crowd.members[..] {
            [one] => told(features[one], wanted.language),
            ref many => vec![("count", Value::Count(many.len() as u64))],
        };
        if layer.bytes() < MOST_BYTES {
            layer.add(&Drawing::Points(vec![crowd.at]), properties);
        }
    }
}

/// What a tile tells of a feature.
fn told(feature: &Feature, language: Language) -> Vec<(&'static str, Value)> {
    let title: String = feature.title.get(language).chars().take(LONGEST_TITLE).collect();
    let mut told = vec![("id", Value::Text(feature.id.to_string())), ("title", Value::Text(title))];
    if let Some(Property::Code(kind)) = feature.property("kind") {
        told.push(("kind", Value::Text(kind.to_string())));
    }
    told
}
