//! `/chercher`: what people type, in the data of every service, grouped by kind.

use std::collections::BTreeSet;

use parvis_index::{FeatureRef, Hit};
use parvis_model::{Condition, Query, Test, Value};
use parvis_services::Reading;

use super::hub_feeds::{Gathered, SEARCHED, in_few_words};
use super::{Composed, Composer, Visitor, visit};
use crate::{Page, PageError, PlaceChoice, SearchGroup, SearchPage};

/// Results of each kind.
const OF_EACH: usize = 8;
/// Results that are looked at before times of one event are made one.
const LOOKED_AT: usize = 60;
/// Places whose name is what was typed.
const PLACES: usize = 5;
/// Longest text that is looked for, in signs.
const LONGEST: usize = 100;

impl Composer {
    /// Makes search ready for the data of this moment, so that no visitor waits for it. Cheap where nothing is new.
    pub fn prepare_search(&self) {
        let snapshot = self.platform.read().snapshot;
        SEARCHED.into_iter().chain(["addresses"]).for_each(|name| snapshot.prepare_search(name));
    }

    /// `/chercher?q=`: one field, tolerant of accents and small mistakes.
    pub fn search(&self, visitor: &Visitor, query: &[(String, String)]) -> Result<Composed<'_>, PageError> {
        let reading = self.platform.read();
        let typed =
            query.iter().find(|(name, _)| name == "q").map(|(_, text)| text.trim()).unwrap_or_default();
        let words: String = typed.chars().take(LONGEST).collect();
        let mut all = Gathered::default();
        let mut groups = self.groups(&reading, visitor, (&words, false), &mut all)?;
        // Mistakes are forgiven where nothing is written as it was typed: else they would hide what was meant.
        if groups.is_empty() {
            groups = self.groups(&reading, visitor, (&words, true), &mut all)?;
        }
        let mut places = self.platform.places_called(&words, PLACES);
        places.extend(self.addresses(&reading, &words));
        let choice = |(id, name): (String, parvis_model::Text)| PlaceChoice {
            id,
            name: name.get(visitor.language).to_owned(),
        };
        let page = SearchPage {
            words,
            places: places.into_iter().map(choice).collect(),
            groups,
            sources: all.sources,
            example: all.example,
        };
        Ok(self.composed(visitor, &reading, Page::Search(Box::new(page))))
    }

    /// Addresses that fit what was typed; with mistakes, where none fits as it stands.
    fn addresses(&self, reading: &Reading, words: &str) -> Vec<(String, parvis_model::Text)> {
        let find = |forgiving| reading.snapshot.search("addresses", words, (PLACES, forgiving), |_| true);
        let exact = find(false);
        let hits = if exact.is_empty() { find(true) } else { exact };
        hits.into_iter().map(|hit| (hit.feature.id.to_string(), hit.feature.title.clone())).collect()
    }

    fn groups(
        &self,
        reading: &Reading,
        visitor: &Visitor,
        sought: (&str, bool),
        all: &mut Gathered,
    ) -> Result<Vec<SearchGroup>, PageError> {
        let mut groups = Vec::new();
        for collection in SEARCHED {
            let hits = self.hits(reading, collection, sought);
            groups.extend(self.group(reading, visitor, collection, &hits, all)?);
        }
        Ok(groups)
    }

    /// The best results: what is over is left out, of an event with many times one is enough.
    fn hits(&self, reading: &Reading, collection: &str, (words, forgiving): (&str, bool)) -> Vec<FeatureRef> {
        let is_wanted =
            |feature: &FeatureRef| feature.period.is_none_or(|period| period.end() >= reading.now);
        let mut hits: Vec<Hit> =
            reading.snapshot.search(collection, words, (LOOKED_AT, forgiving), is_wanted);
        let mut seen = BTreeSet::new();
        hits.retain(|hit| {
            let series = hit.feature.property("series").and_then(Value::as_str);
            series.is_none_or(|series| seen.insert(series.to_owned()))
        });
        hits.truncate(OF_EACH);
        hits.into_iter().map(|hit| hit.feature).collect()
    }

    fn group(
        &self,
        reading: &Reading,
        visitor: &Visitor,
        collection: &str,
        hits: &[FeatureRef],
        all: &mut Gathered,
    ) -> Result<Option<SearchGroup>, PageError> {
        if hits.is_empty() {
            return Ok(None);
        }
        let ids = hits.iter().map(|feature| Value::code(&*feature.id)).collect();
        let mut query = Query::all(collection, hits.len());
        query.conditions = vec![Condition { property: "id".into(), test: Test::OneOf(ids) }];
        let feed = in_few_words(query);
        let filled = self.platform.fill(reading, "", &feed, &visit(visitor)).map_err(|error| {
            tracing::error!(%error, collection, "what was found cannot be shown");
            PageError::Internal
        })?;
        let before = all.found.len();
        self.add(reading, filled, all);
        let mut found = all.found.split_off(before);
        let rank = |id: &str| hits.iter().position(|feature| *feature.id == *id);
        found.sort_by_key(|found| rank(&found.item.id));
        let group = SearchGroup { collection: collection.to_owned(), found };
        Ok((!group.found.is_empty()).then_some(group))
    }
}
