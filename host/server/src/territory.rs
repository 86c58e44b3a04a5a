//! Reading a territory: `[territory]` of the configuration, with outlines from a GeoJSON file.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, anyhow, bail, ensure};
use parvis_model::{Commune, Language, PlaceKind, Point, PublicPlace, Shape, Territory, Text, TimeZone};
use serde::Deserialize;

/// A territory as it is written. The sample's `territory.toml` explains each line.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TerritoryFile {
    name: String,
    zone: String,
    languages: Vec<Language>,
    outlines: String,
    #[serde(default)]
    outlines_credit: String,
    #[serde(default)]
    commune: Vec<CommuneLine>,
    #[serde(default)]
    place: Vec<PlaceLine>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CommuneLine {
    code: String,
    name: String,
    #[serde(default)]
    also: Vec<String>,
    longitude: f64,
    latitude: f64,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceLine {
    id: String,
    name: Text,
    kind: PlaceKind,
    longitude: f64,
    latitude: f64,
}

impl TerritoryFile {
    /// The file of outlines that it names.
    pub(crate) fn outlines(&self) -> &str {
        &self.outlines
    }

    /// The territory, with the text of the outlines file. Errors name the commune or the place.
    pub(crate) fn territory(self, outlines: &str, sample: bool) -> anyhow::Result<Territory> {
        let zone = TimeZone::get(&self.zone)
            .map_err(|_| anyhow!("[territory] zone '{}': write an IANA name, Europe/Paris", self.zone))?;
        ensure!(!self.languages.is_empty(), "[territory] languages: give at least one");
        ensure!(!self.commune.is_empty(), "[territory] commune: give at least one");
        let mut shapes = shapes(outlines).with_context(|| format!("the outlines {}", self.outlines))?;
        let communes = self.commune.into_iter().map(|line| commune(line, &mut shapes, &self.outlines));
        let communes = communes.collect::<anyhow::Result<Vec<_>>>()?;
        let places = self.place.into_iter().map(place).collect::<anyhow::Result<Vec<_>>>()?;
        Ok(Territory {
            name: self.name,
            zone,
            languages: self.languages,
            communes,
            places,
            outlines_credit: self.outlines_credit,
            sample,
        })
    }
}

/// Reads the territory of a configuration: its outlines file is named from the configuration's folder.
pub(crate) fn read(file: TerritoryFile, folder: &Path) -> anyhow::Result<Territory> {
    let path = folder.join(file.outlines());
    let outlines = std::fs::read_to_string(&path)
        .with_context(|| format!("[territory] outlines: {} cannot be read", path.display()))?;
    file.territory(&outlines, false)
}

fn commune(
    line: CommuneLine,
    shapes: &mut HashMap<String, Shape>,
    outlines: &str,
) -> anyhow::Result<Commune> {
    let named = format!("[territory] commune {} {}", line.code, line.name);
    let outline = shapes
        .remove(&line.code)
        .ok_or_else(|| anyhow!("{named}: {outlines} has no feature whose property code is {}", line.code))?;
    let centre =
        Point::new(line.longitude, line.latitude).ok_or_else(|| anyhow!("{named}: no position on Earth"))?;
    ensure!(
        outline.contains(centre),
        "{named}: its position is outside of its outline; longitude comes first"
    );
    Ok(Commune { code: line.code, name: line.name, also: line.also, outline, centre })
}

fn place(line: PlaceLine) -> anyhow::Result<PublicPlace> {
    let point = Point::new(line.longitude, line.latitude)
        .ok_or_else(|| anyhow!("[territory] place {}: no position on Earth", line.id))?;
    Ok(PublicPlace { id: line.id, name: line.name, kind: line.kind, point })
}

#[derive(Deserialize)]
struct FeatureCollection {
    features: Vec<OutlineFeature>,
}

#[derive(Deserialize)]
struct OutlineFeature {
    properties: OutlineProperties,
    geometry: OutlineGeometry,
}

#[derive(Deserialize)]
struct OutlineProperties {
    code: String,
}

#[derive(Deserialize)]
#[serde(tag = "type", content = "coordinates")]
enum OutlineGeometry {
    Polygon(Vec<Vec<[f64; 2]>>),
    MultiPolygon(Vec<Vec<Vec<[f64; 2]>>>),
}

/// Outlines by code of the commune.
fn shapes(geojson: &str) -> anyhow::Result<HashMap<String, Shape>> {
    let mut shapes = HashMap::new();
    for feature in features(geojson).context("this is no GeoJSON of polygons with a property code")? {
        let code = feature.properties.code;
        let shape = shape(feature.geometry).with_context(|| format!("the outline of {code}"))?;
        if shapes.insert(code.clone(), shape).is_some() {
            bail!("{code} has two outlines");
        }
    }
    Ok(shapes)
}

/// Those of a FeatureCollection, or the one that is the whole file.
fn features(geojson: &str) -> serde_json::Result<Vec<OutlineFeature>> {
    #[derive(Deserialize)]
    struct Head {
        r#type: String,
    }
    let head: Head = serde_json::from_str(geojson)?;
    match head.r#type.as_str() {
        "Feature" => serde_json::from_str(geojson).map(|one| vec![one]),
        _ => serde_json::from_str::<FeatureCollection>(geojson).map(|collection| collection.features),
    }
}

fn shape(geometry: OutlineGeometry) -> anyhow::Result<Shape> {
    let point = |[lon, lat]: [f64; 2]| {
        Point::new(lon, lat).ok_or_else(|| anyhow!("{lon}, {lat} is no position; longitude comes first"))
    };
    let ring = |ring: Vec<[f64; 2]>| ring.into_iter().map(point).collect::<anyhow::Result<Vec<_>>>();
    let polygon = |rings: Vec<Vec<[f64; 2]>>| rings.into_iter().map(ring).collect::<anyhow::Result<Vec<_>>>();
    Ok(match geometry {
        OutlineGeometry::Polygon(rings) => Shape::Polygon(polygon(rings)?),
        OutlineGeometry::MultiPolygon(all) => {
            Shape::MultiPolygon(all.into_iter().map(polygon).collect::<anyhow::Result<_>>()?)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str = r#"{ "type": "Feature", "properties": { "code": "92040", "nom": "Issy" }, "geometry":
        { "type": "MultiPolygon", "coordinates": [[[[2.2, 48.8], [2.3, 48.8], [2.3, 48.9], [2.2, 48.8]]]] } }"#;

    #[test]
    fn a_file_is_a_collection_or_one_feature() {
        let many = format!(r#"{{ "type": "FeatureCollection", "features": [{SQUARE}] }}"#);
        for file in [SQUARE, &many] {
            let shapes = shapes(file).expect("an outline");
            assert!(
                matches!(shapes.get("92040"), Some(Shape::MultiPolygon(all)) if all.len() == 1),
                "{file}"
            );
        }
        let twice = format!(r#"{{ "type": "FeatureCollection", "features": [{SQUARE}, {SQUARE}] }}"#);
        assert!(shapes(&twice).expect_err("refused").to_string().contains("92040 has two outlines"));
        assert!(shapes("[]").is_err() && shapes(&SQUARE.replace("48.9", "98.9")).is_err());
    }
}
