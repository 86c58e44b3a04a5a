//! `/carte`, and the tiles behind it.

use std::collections::BTreeSet;
use std::sync::Arc;

use parvis_model::{Language, SourceInfo, SourceState};
use parvis_services::{Reading, TileAddress, TileQuery};

use super::{Composed, Composer, Visitor};
use crate::documents::tiles;
use crate::{Filters, Found, LentPoint, MapLayer, MapPage, MapSetup, Page, PageError, What};

/// The tiles of the territory itself, beside those of the collections.
const TERRITORY: &str = "territoire";

impl Composer {
    /// The same, with what draws maps.
    #[must_use]
    pub fn with_map(self, map: Option<MapSetup>) -> Self {
        Self { map, ..self }
    }

    /// `/carte`: what `/autour` says, as a map.
    pub fn map(&self, visitor: &Visitor, query: &[(String, String)]) -> Result<Composed<'_>, PageError> {
        let reading = self.platform.read();
        let filters = Filters::of(query);
        let list = self.around_page(&reading, visitor, filters)?;
        let with_data = filters.what.collections().filter(|name| {
            reading.snapshot.collection(name).is_some_and(|collection| !collection.is_empty())
        });
        let shown: Vec<&str> = with_data.collect();
        let when = format!("&quand={}", filters.when_word());
        let layer = |name: &&str| MapLayer {
            collection: (*name).to_owned(),
            tiles: tiles(name, visitor.language, &when),
        };
        let behind = sources(&reading, &shown);
        let worst = behind.iter().map(|state| state.freshness(reading.now)).max();
        let infos = || behind.iter().filter_map(|state| state.info.as_ref());
        let credits: BTreeSet<String> = infos().map(|info| credit(info, visitor.language)).collect();
        let page = MapPage {
            setup: self.map.clone(),
            here: visitor.place.as_ref().map(|place| place.point.rounded()),
            territory: self.platform.territory().bounds(),
            layers: shown.iter().map(layer).collect(),
            lent: list.found.iter().filter_map(|found| lent(&reading, found, visitor.language)).collect(),
            sources: credits.into_iter().collect(),
            example: infos().any(|info| info.example),
            freshness: worst,
            list,
        };
        Ok(self.composed(visitor, &reading, Page::Map(Box::new(page))))
    }

    /// A tile of a collection that the map shows, or of the territory. `quand` narrows it as on `/autour`; without it
    /// everything is there. `NotFound` for any other collection.
    pub fn tile(
        &self,
        collection: &str,
        address: TileAddress,
        language: Language,
        query: &[(String, String)],
    ) -> Result<Arc<[u8]>, PageError> {
        if collection == TERRITORY {
            return Ok(self.platform.ground_tile(address, language).into());
        }
        if !What::All.collections().any(|known| known == collection) {
            return Err(PageError::NotFound);
        }
        let reading = self.platform.read();
        let asked = query.iter().any(|(name, _)| name == "quand").then(|| Filters::of(query).when);
        let during = asked.and_then(|when| self.during(&reading, collection, when));
        Ok(self.platform.tile(&reading, &TileQuery { collection, address, during, language }))
    }
}

/// A lent thing of the list, with its position.
fn lent(reading: &Reading, found: &Found, language: Language) -> Option<LentPoint> {
    let feature = reading.snapshot.get(&found.item.collection, &found.item.id)?;
    if reading.is_open(feature.plugin(), feature.source()) {
        return None;
    }
    Some(LentPoint {
        collection: feature.collection().to_string(),
        id: feature.id.to_string(),
        title: feature.title.get(language).to_owned(),
        point: feature.geometry.as_ref()?.anchor()?,
    })
}

/// The sources of what is on the map.
fn sources<'r>(reading: &'r Reading, collections: &[&str]) -> Vec<&'r SourceState> {
    let parts = collections.iter().filter_map(|name| reading.snapshot.collection(name));
    let parts = parts.flat_map(|collection| collection.parts()).filter(|part| !part.features().is_empty());
    let enabled = parts.filter(|part| reading.registry.enabled(part.plugin()).is_some());
    enabled.filter_map(|part| reading.source(part.plugin(), part.source())).collect()
}

/// Title, maker and licence of a source; of what is lent its terms too.
fn credit(info: &SourceInfo, language: Language) -> String {
    let terms = info.lent.as_ref().map(|terms| format!(" · {}", terms.get(language)));
    info.credit(language) + &terms.unwrap_or_default()
}
