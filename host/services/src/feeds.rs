//! Filling feeds in: the hub runs the query that a plugin described, with the visitor's place and the time of day.

use std::collections::BTreeSet;
use std::sync::Arc;

use parvis_index::{Answer, FeatureRef, Hit, PublishedPart, QueryContext};
use parvis_model::{
    Children, Feed, FilledFeed, FilledItem, FilledSlot, Format, Freshness, Item, Language, PlatformError,
    Point, Property, Query, Slot, SlotSource, SourceState, Value,
};

use crate::{Platform, Reading};

/// Who a feed is filled for. Lives for the request only.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The visitor's rounded position.
    pub here: Option<Point>,
    /// INSEE code of the commune there.
    pub commune: Option<String>,
    /// The language of the page.
    pub language: Language,
}

impl Platform {
    /// Runs the query of a feed of `plugin` and fills its slots in. Cost: the query, and one look-up of children for
    /// each result.
    pub fn fill(
        &self,
        reading: &Reading,
        plugin: &str,
        feed: &Feed,
        visit: &Visit,
    ) -> Result<FilledFeed, PlatformError> {
        let answer = self.find(reading, &feed.query, visit)?;
        self.fill_in(reading, plugin, feed, &answer, visit)
    }

    /// What the query of a feed finds.
    pub fn find(&self, reading: &Reading, query: &Query, visit: &Visit) -> Result<Answer, PlatformError> {
        // A departure at 08:30 is still one at 08:30:20: in feeds, now is the beginning of the minute.
        reading.snapshot.run(query, &self.query_context(reading.now.minute(), visit))
    }

    /// Fills the slots of a feed in for what was found before, be it in several collections.
    pub fn fill_in(
        &self,
        reading: &Reading,
        plugin: &str,
        feed: &Feed,
        answer: &Answer,
        visit: &Visit,
    ) -> Result<FilledFeed, PlatformError> {
        let context = self.query_context(reading.now.minute(), visit);
        let mut filling = Filling { reading, plugin, context: &context, seen: BTreeSet::new(), last: None };
        let items = filling.items(feed, answer)?;
        Ok(FilledFeed {
            id: feed.id.clone(),
            layout: feed.layout,
            empty: feed.empty.clone(),
            needs_place: answer.needs_place,
            no_place: feed.no_place.clone(),
            freshness: filling.freshness(feed),
            live: if answer.needs_place { None } else { filling.live(feed) },
            stale: feed.stale.clone(),
            sources: filling.source_titles(visit.language),
            example: filling.shows_an_example(),
            more: feed.more.clone(),
            items,
        })
    }
}

/// One feed being filled: which sources its results came from.
struct Filling<'a> {
    reading: &'a Reading,
    plugin: &'a str,
    context: &'a QueryContext<'a>,
    seen: BTreeSet<(Arc<str>, Arc<str>)>,
    /// The part of the result before.
    last: Option<Arc<PublishedPart>>,
}

impl Filling<'_> {
    fn items(&mut self, feed: &Feed, answer: &Answer) -> Result<Vec<FilledItem>, PlatformError> {
        warm(&answer.hits);
        let mut items = Vec::with_capacity(answer.hits.len());
        for hit in &answer.hits {
            let mut item = self.item(hit, &feed.item);
            if let Some(children) = &feed.children {
                item.children = self.children(hit, children)?;
                item.no_children = Some(children.empty.clone());
            }
            items.push(item);
        }
        Ok(items)
    }

    fn children(&mut self, parent: &Hit, children: &Children) -> Result<Vec<FilledItem>, PlatformError> {
        let hits = self.reading.snapshot.children(&parent.feature.id, children, self.context)?;
        let hits = hits.into_iter().map(|feature| Hit { feature, distance_m: None });
        Ok(hits.map(|hit| self.item(&hit, &children.item)).collect())
    }

    fn item(&mut self, hit: &Hit, item: &Item) -> FilledItem {
        let feature = &hit.feature;
        self.note_source(feature);
        let slot = |slot: &Slot| self.slot(hit, slot);
        FilledItem {
            collection: feature.collection().clone(),
            id: feature.id.clone(),
            lead: item.lead.as_ref().and_then(slot),
            badge: item.badge.as_ref().and_then(slot),
            title: item.title.as_ref().and_then(slot).unwrap_or_else(|| title_slot(feature)),
            details: item.details.iter().filter_map(slot).collect(),
            link: item.link.as_ref().map(|link| filled_link(link, feature)),
            period: feature.period,
            cancelled: is_cancelled(feature),
            children: Vec::new(),
            no_children: None,
        }
    }

    fn slot(&self, hit: &Hit, slot: &Slot) -> Option<FilledSlot> {
        let value = self.value(hit, &slot.source)?;
        let colour = match slot.format {
            Format::Badge => colour(&hit.feature, slot.source.name()),
            _ => None,
        };
        let (source, label, format) = (slot.source.clone(), slot.label.clone(), slot.format);
        Some(FilledSlot { source, label, format, value, colour })
    }

    fn value(&self, hit: &Hit, source: &SlotSource) -> Option<Value> {
        let feature = &hit.feature;
        let state = || self.reading.source(feature.plugin(), feature.source());
        Some(match source {
            SlotSource::Title => Value::Text(feature.title.clone()),
            SlotSource::Property(name) => feature.property(name)?.clone(),
            SlotSource::Start => Value::Instant(feature.period?.start),
            SlotSource::End => Value::Instant(feature.period?.end()),
            SlotSource::Distance => Value::LengthM(hit.distance_m?),
            SlotSource::Source => Value::Text(state()?.info.as_ref()?.title.clone()),
            SlotSource::Updated => Value::Instant(state()?.published?),
        })
    }

    /// Results that follow one another mostly come from one source, which is remembered by its part.
    fn note_source(&mut self, feature: &FeatureRef) {
        if self.last.as_ref().is_some_and(|last| Arc::ptr_eq(last, feature.part())) {
            return;
        }
        self.last = Some(feature.part().clone());
        self.seen.insert((feature.plugin().clone(), feature.source().clone()));
    }

    /// The worst state of the sources behind the results; without results, of all sources of the collections asked;
    /// where nobody publishes those, of the plugin's own sources.
    fn freshness(&self, feed: &Feed) -> Freshness {
        let mut owners = self.seen.clone();
        if owners.is_empty() {
            for name in collections(feed) {
                if let Some(collection) = self.reading.snapshot.collection(name) {
                    owners.extend(
                        collection.parts().iter().map(|part| (part.plugin().clone(), part.source().clone())),
                    );
                }
            }
        }
        // Those that amend others are told of apart: see `live`.
        for live in self.reading.registry.amending(collections(feed)) {
            owners.retain(|(plugin, source)| (&**plugin, &**source) != (&*live.plugin, &*live.name));
        }
        let own = self.reading.sources.iter().filter(|state| state.plugin == self.plugin);
        let behind = owners.iter().filter_map(|(plugin, source)| self.reading.source(plugin, source));
        let states: Vec<&SourceState> = if owners.is_empty() { own.collect() } else { behind.collect() };
        states.into_iter().map(|state| state.freshness(self.context.now)).max().unwrap_or(Freshness::Missing)
    }

    /// The worst state of the sources that amend what the feed shows.
    fn live(&self, feed: &Feed) -> Option<Freshness> {
        let amending = self.reading.registry.amending(collections(feed));
        let states = amending.map(|live| self.reading.source(&live.plugin, &live.name));
        states.map(|state| state.map_or(Freshness::Missing, |state| state.freshness(self.context.now))).max()
    }

    /// The sources behind the results.
    fn behind(&self) -> impl Iterator<Item = &SourceState> {
        self.seen.iter().filter_map(|(plugin, source)| self.reading.source(plugin, source))
    }

    fn source_titles(&self, language: Language) -> Vec<String> {
        self.behind().filter_map(|state| Some(state.info.as_ref()?.credit(language))).collect()
    }

    fn shows_an_example(&self) -> bool {
        self.behind().any(|state| state.info.as_ref().is_some_and(|info| info.example))
    }
}

/// The collections that a feed shows.
fn collections(feed: &Feed) -> impl Iterator<Item = &str> {
    let children = feed.children.iter().map(|children| children.collection.as_str());
    std::iter::once(feed.query.collection.as_str()).chain(children)
}

/// Whether it does not take place: an event, a train, or its stop here.
fn is_cancelled(feature: &FeatureRef) -> bool {
    matches!(feature.property("status").and_then(Value::as_str), Some("cancelled" | "skipped"))
}

/// Touches the ids of all results: they lie anywhere in memory, and are fetched at one time and not one after the other.
fn warm(hits: &[Hit]) {
    let firsts = hits.iter().filter_map(|hit| hit.feature.id.bytes().next());
    std::hint::black_box(firsts.fold(0, u8::wrapping_add));
}

/// The colour of a badge: the property `NAME-colour` beside the property `NAME`.
fn colour(feature: &FeatureRef, name: &str) -> Option<Arc<str>> {
    let is_colour = |property: &&Property| property.name.strip_suffix("-colour") == Some(name);
    match &feature.properties.iter().find(is_colour)?.value {
        Value::Colour(colour) | Value::Code(colour) => Some(colour.clone()),
        other => other.as_str().map(Into::into),
    }
}

fn title_slot(feature: &FeatureRef) -> FilledSlot {
    FilledSlot {
        source: SlotSource::Title,
        label: Default::default(),
        format: Format::Text,
        value: Value::Text(feature.title.clone()),
        colour: None,
    }
}

/// The link with `{id}`, `{parent}` and `{PROPERTY}` replaced by values, escaped so that each stays one part of the path.
fn filled_link(link: &str, feature: &FeatureRef) -> String {
    let mut filled = String::with_capacity(link.len() + 32);
    let mut rest = link;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            rest = after;
            break;
        };
        let value = match name {
            "id" => Some(&*feature.id),
            "parent" => feature.parent.as_deref(),
            property => feature.property(property).and_then(Value::as_str),
        };
        push_escaped(&mut filled, value.unwrap_or_default());
        rest = tail;
    }
    filled.push_str(rest);
    filled
}

/// Runs of bytes that stay as they are go in together.
fn push_escaped(link: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let stays = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| !stays(byte)) {
        let (before, after) = rest.split_at(at);
        link.push_str(before);
        let one = after.chars().next().map_or(1, char::len_utf8);
        for byte in after[..one].bytes() {
            link.extend(['%', HEX[usize::from(byte >> 4)] as char, HEX[usize::from(byte & 15)] as char]);
        }
        rest = &after[one..];
    }
    link.push_str(rest);
}
