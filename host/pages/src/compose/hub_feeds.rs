//! Feeds of the hub itself, over the collections of every service.

use parvis_index::FeatureRef;
use parvis_model::{
    Feed, FilledFeed, FilledItem, Format, Freshness, Item, Layout, Origin, Placement, Query, Slot,
    SlotSource, Text, TimeRange,
};
use parvis_services::Reading;

use super::Composer;
use crate::{Found, link};

/// Collections in which residents look for things, the likeliest first.
pub(super) const SEARCHED: [&str; 8] =
    ["events", "places", "social-services", "vehicle-stations", "stops", "lines", "offers", "alerts"];

/// Everything of a collection within so many metres of the visitor, nearest first.
pub(super) fn near_here(collection: &str, radius_m: f64, during: Option<TimeRange>, limit: usize) -> Query {
    let placement = Some(Placement::Near { origin: Origin::Here, radius_m });
    Query { placement, during, ..Query::all(collection, limit) }
}

/// A feed of the hub: results in few words.
pub(super) fn in_few_words(query: Query) -> Feed {
    let details = vec![
        property("status-text", Format::Text),
        slot(SlotSource::Start, Format::DayAndTime),
        slot(SlotSource::Distance, Format::WalkingMinutes),
        property("venue", Format::Text),
        property("address", Format::Text),
        property("opening-hours", Format::OpenNow),
        property("state-text", Format::Text),
        property("phone", Format::Phone),
        property("price", Format::Price),
    ];
    of(query, details)
}

/// A value of a result, without words before it.
pub(super) fn slot(source: SlotSource, format: Format) -> Slot {
    Slot { source, format, label: Text::default() }
}

/// A property of a result.
pub(super) fn property(name: &str, format: Format) -> Slot {
    slot(SlotSource::Property(name.into()), format)
}

/// A feed whose results show these details.
pub(super) fn of(query: Query, details: Vec<Slot>) -> Feed {
    Feed {
        id: query.collection.clone(),
        query,
        layout: Layout::List,
        item: Item { lead: None, badge: None, title: None, details, link: None },
        children: None,
        empty: Text::default(),
        no_place: Text::default(),
        stale: Text::default(),
        more: None,
    }
}

/// Results of several feeds, with what is said of all of them together.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) found: Vec<Found>,
    pub(super) sources: Vec<String>,
    pub(super) example: bool,
    pub(super) freshness: Option<Freshness>,
}

impl Gathered {
    /// What is said of the results of a feed.
    pub(super) fn note(&mut self, filled: &FilledFeed) {
        for source in &filled.sources {
            if !self.sources.contains(source) {
                self.sources.push(source.clone());
            }
        }
        self.example |= filled.example;
        if !filled.items.is_empty() {
            self.freshness = self.freshness.max(Some(filled.freshness));
        }
    }
}

impl Composer {
    /// Adds the results of a feed.
    pub(super) fn add(&self, reading: &Reading, filled: FilledFeed, gathered: &mut Gathered) {
        gathered.note(&filled);
        gathered.found.extend(filled.items.into_iter().filter_map(|item| self.found(reading, item)));
    }

    /// A result with the page that it leads to. None if no service that is switched on shows it.
    fn found(&self, reading: &Reading, item: FilledItem) -> Option<Found> {
        let feature = reading.snapshot.get(&item.collection, &item.id)?;
        reading.registry.enabled(feature.plugin())?;
        Some(Found { href: page_of(reading, &feature), item })
    }
}

/// The page about a feature: that of the service which publishes it, if it has one, else the hub's.
pub(super) fn page_of(reading: &Reading, feature: &FeatureRef) -> String {
    let plugin = reading.registry.enabled(feature.plugin());
    let own = plugin.and_then(|plugin| {
        let path = plugin.manifest.pages.get(&**feature.collection())?;
        link::page(plugin.name(), &path.replace("{id}", &link::one_step(&feature.id)))
    });
    own.unwrap_or_else(|| link::feature(feature.collection(), &feature.id))
}
