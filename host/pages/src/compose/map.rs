//! `/carte`, and the tiles behind it.

use std::collections::BTreeSet;
use std::sync::Arc;

use parvis_model::Language;
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
        let page = MapPage {
            setup: self.map.clone(),
            here: visitor.place.as_ref().map(|place| place.point.rounded()),
            territory: self.platform.territory().bounds(),
            layers: shown.iter().map(layer).collect(),
            lent: list.found.iter().filter_map(|found| lent(&reading, found, visitor.language)).collect(),
            sources: credits(&reading, &shown, visitor.language),
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

/// Title, maker and licence of every source that is on the map, each once; of what is lent its terms too.
fn credits(reading: &Reading, collections: &[&str], language: Language) -> Vec<String> {
    let parts = collections.iter().filter_map(|name| reading.snapshot.collection(name));
    let parts = parts.flat_map(|collection| collection.parts()).filter(|part| !part.features().is_empty());
    let enabled = parts.filter(|part| reading.registry.enabled(part.plugin()).is_some());
    let infos = enabled.filter_map(|part| reading.source(part.plugin(), part.source())?.info.as_ref());
    let credit = |info: &parvis_model::SourceInfo| {
        let terms = info.lent.as_ref().map(|terms| format!(" · {}", terms.get(language))).unwrap_or_default();
        info.credit(language) + &terms
    };
    infos.map(credit).collect::<BTreeSet<_>>().into_iter().collect()
}
