//! `/autour/affiche`: the list around a public place, to be printed. It leaves the hub, so it holds nothing that is lent.

use parvis_index::FeatureRef;
use parvis_model::{Feed, Format, Query, SlotSource};
use parvis_services::{Place, PlaceChoice, Reading, Visit};

use super::export::{is_example, sources_of};
use super::feature::is_lent;
use super::hub_feeds::{self, property, slot};
use super::{Composed, Composer, Visitor};
use crate::{Filters, Found, Page, PageError, PlaceChooser, PosterList, PosterPage};

/// Results that a sheet of paper holds.
const ON_A_SHEET: usize = 12;

impl Composer {
    /// `/autour/affiche?lieu=`: without a public place it asks for one. `base` is the address of the hub without a slash
    /// behind it. `UnknownPlace` for a place that is none of the territory's.
    pub fn poster(
        &self,
        visitor: &Visitor,
        query: &[(String, String)],
        base: &str,
    ) -> Result<Composed<'_>, PageError> {
        let reading = self.platform.read();
        let filters = Filters::of(query);
        let named = query.iter().find(|(name, _)| name == "lieu").map(|(_, name)| name.trim());
        let list = match named.filter(|name| !name.is_empty()) {
            Some(name) => {
                let (id, place) = self.named_publicly(name).ok_or(PageError::UnknownPlace)?;
                let address = format!("{base}{}", filters.poster(&id));
                Some(self.poster_list(&reading, visitor, filters, (&place, address))?)
            }
            None => None,
        };
        let chooser = PlaceChooser::of(self.platform.territory(), visitor.language);
        let page = Page::Poster(Box::new(PosterPage { filters, chooser, list }));
        // What hangs on a wall must not say where its maker was.
        Ok(self.composed(&Visitor { place: None, ..visitor.clone() }, &reading, page))
    }

    /// The public place or commune of that id or name. No address: somebody may live there.
    fn named_publicly(&self, name: &str) -> Option<(String, Place)> {
        let place = self.platform.place(&PlaceChoice::Named(name.to_owned()))?;
        Some((self.public_place(&place)?, place))
    }

    fn poster_list(
        &self,
        reading: &Reading,
        visitor: &Visitor,
        filters: Filters,
        (place, address): (&Place, String),
    ) -> Result<PosterList, PageError> {
        let language = visitor.language;
        let visit = Visit { here: Some(place.point), commune: place.commune.clone(), language };
        let gathered = self.found_around(reading, &visit, filters, on_paper)?;
        let printable = |found: Found| {
            let feature = reading.snapshot.get(&found.item.collection, &found.item.id)?;
            may_be_printed(reading, &feature).then_some((found, feature))
        };
        let mut kept: Vec<_> = gathered.found.into_iter().filter_map(printable).collect();
        let more = kept.len() > ON_A_SHEET;
        kept.truncate(ON_A_SHEET);
        let (found, features): (Vec<_>, Vec<_>) = kept.into_iter().unzip();
        Ok(PosterList {
            place: place.name.as_ref().map(|name| name.get(language).to_owned()).unwrap_or_default(),
            address,
            sources: sources_of(reading, &features, language),
            example: features.iter().any(|feature| is_example(reading, feature)),
            freshness: gathered.freshness.filter(|_| !features.is_empty()),
            found,
            more,
        })
    }
}

/// What is lent stays here; an alert is over before the paper is.
fn may_be_printed(reading: &Reading, feature: &FeatureRef) -> bool {
    !is_lent(reading, feature) && &**feature.collection() != "alerts"
}

/// What stays true on paper: days, hours, addresses; nothing that counts from now.
fn on_paper(query: Query) -> Feed {
    let details = vec![
        property("status-text", Format::Text),
        slot(SlotSource::Start, Format::DayAndTime),
        slot(SlotSource::Distance, Format::WalkingMinutes),
        property("venue", Format::Text),
        property("address", Format::Text),
        property("opening-hours", Format::OpeningHours),
        property("phone", Format::Phone),
        property("price", Format::Price),
    ];
    hub_feeds::of(query, details)
}
