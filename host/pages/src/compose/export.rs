//! `/donnees`: what can be taken away, and the files.

use std::collections::BTreeSet;
use std::sync::Arc;

use parvis_index::{FeatureRef, PublishedPart};
use parvis_model::{
    Language, Point, STANDARD_COLLECTIONS, SourceState, Text, distance_m, standard_collection,
};
use parvis_services::{PlaceChoice, Reading};

use super::hub_feeds::page_of;
use super::{Composed, Composer, Visitor};
use crate::exports::{self, Exported};
use crate::{DataCollection, DataPage, DataSource, ExportFormat, Page, PageError, link};

/// Features in one file of data; the answer names the next one.
const IN_A_FILE: usize = 10_000;
/// Features in a list for readers of news and calendars.
const IN_A_LIST: usize = 500;
/// The usual and the largest distance around a public place, in metres.
const USUAL_M: f64 = 1_000.0;
const MOST_M: f64 = 50_000.0;

/// A file that leaves the hub.
pub struct ExportFile {
    /// Its media type.
    pub content_type: &'static str,
    /// Its content.
    pub content: String,
    /// The address of the file with the next features, if there is one.
    pub next: Option<String>,
}

/// What is asked for.
struct Wanted {
    near: Option<(Point, f64, Text)>,
    first: usize,
}

impl Composer {
    /// `/donnees`: every collection, who publishes it, under which terms.
    pub fn data(&self, visitor: &Visitor) -> Composed<'_> {
        let reading = self.platform.read();
        let collection = |schema: &'static parvis_model::CollectionSchema| {
            let found = reading.snapshot.collection(schema.name)?;
            let parts = found.parts().iter().filter(|part| !part.features().is_empty());
            let source = |part: &Arc<PublishedPart>| {
                let state = shown(&reading, part.plugin(), part.source())?;
                let info = state.info.clone().unwrap_or_default();
                Some(DataSource {
                    title: info.title,
                    attribution: info.attribution,
                    licence: info.licence,
                    lent: info.lent,
                    example: info.example,
                    features: part.features().len(),
                    published: state.published,
                })
            };
            let sources: Vec<DataSource> = parts.filter_map(source).collect();
            let is_open = sources.iter().any(|source| source.lent.is_none());
            let name = schema.name.to_owned();
            (!sources.is_empty()).then_some(DataCollection {
                name,
                standard: schema.standard.to_owned(),
                is_open,
                sources,
            })
        };
        let collections = STANDARD_COLLECTIONS.iter().filter_map(collection).collect();
        self.composed(visitor, &reading, Page::Data(Box::new(DataPage { collections })))
    }

    /// A file: the whole collection, or what lies around a public place (`lieu`, `distance`); from a number on (`debut`).
    /// `NotFound` for a collection that does not exist, `UnknownPlace`, `BadRequest` for a number that is none.
    pub fn export(
        &self,
        language: Language,
        collection: &str,
        format: ExportFormat,
        query: &[(String, String)],
        base: &str,
    ) -> Result<ExportFile, PageError> {
        let reading = self.platform.read();
        let schema = standard_collection(collection).ok_or(PageError::NotFound)?;
        let wanted = self.wanted(query)?;
        let is_list = matches!(format, ExportFormat::ICalendar | ExportFormat::Rss);
        let most = if is_list { IN_A_LIST } else { IN_A_FILE };
        let (features, more) = self.exported(&reading, collection, &wanted, is_list, most);
        let pages: Vec<String> = features.iter().map(|feature| page_of(&reading, feature)).collect();
        let sources = sources_of(&reading, &features, language);
        let kind = self.pages.translator().say(language, "kind-many", &[("name", collection.into())]);
        let title = match &wanted.near {
            Some((_, _, name)) => format!("{kind} – {}", name.get(language)),
            None => format!("{kind} – {}", self.platform.territory().name),
        };
        let exported = Exported {
            schema,
            features: &features,
            pages: &pages,
            title,
            sources: &sources,
            base,
            language,
            zone: &self.platform.territory().zone,
            now: reading.now,
        };
        Ok(ExportFile {
            content_type: format.content_type(),
            content: exports::write(format, &exported),
            next: (more && !is_list).then(|| next_file(collection, format, query, wanted.first + most)),
        })
    }

    fn wanted(&self, query: &[(String, String)]) -> Result<Wanted, PageError> {
        let given =
            |name: &str| query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let metres = match given("distance") {
            None => USUAL_M,
            Some(text) => {
                text.parse().ok().filter(|m| (1.0..=MOST_M).contains(m)).ok_or(PageError::BadRequest)?
            }
        };
        let near = match given("lieu") {
            None => None,
            Some(name) => {
                let place = self
                    .platform
                    .place(&PlaceChoice::Named(name.to_owned()))
                    .ok_or(PageError::UnknownPlace)?;
                Some((place.point, metres, place.name.unwrap_or_default()))
            }
        };
        let first = given("debut").map_or(Ok(0), str::parse).map_err(|_| PageError::BadRequest)?;
        Ok(Wanted { near, first })
    }

    /// The open features that are asked for; true if there are more. A list holds what is not over, the soonest first.
    fn exported(
        &self,
        reading: &Reading,
        collection: &str,
        wanted: &Wanted,
        is_list: bool,
        most: usize,
    ) -> (Vec<FeatureRef>, bool) {
        let Some(collection) = reading.snapshot.collection(collection) else { return (Vec::new(), false) };
        let is_near = |feature: &FeatureRef| match &wanted.near {
            None => true,
            Some((point, metres, _)) => {
                let at = feature.geometry.as_ref().and_then(|geometry| geometry.anchor());
                at.is_some_and(|at| distance_m(*point, at) <= *metres)
            }
        };
        let is_to_come = |feature: &FeatureRef| {
            !is_list || feature.period.is_none_or(|period| period.end() >= reading.now)
        };
        let open = collection.iter_of(|part| reading.is_open(part.plugin(), part.source()));
        let all = open.filter(|feature| is_near(feature) && is_to_come(feature));
        let mut found: Vec<FeatureRef> = match is_list {
            true => all.collect(),
            false => all.skip(wanted.first).take(most + 1).collect(),
        };
        if is_list {
            found.sort_by_key(|feature| feature.period.map(|period| period.start));
        }
        let more = found.len() > most;
        found.truncate(most);
        (found, more)
    }
}

/// The same file from another number on.
fn next_file(collection: &str, format: ExportFormat, query: &[(String, String)], first: usize) -> String {
    let others = query.iter().filter(|(name, _)| name != "debut");
    let others: String =
        others.map(|(name, value)| format!("{}={}&", link::one_step(name), link::one_step(value))).collect();
    format!("/donnees/{collection}.{}?{others}debut={first}", format.ending())
}

/// The state of a source whose service is switched on.
fn shown<'r>(reading: &'r Reading, plugin: &str, source: &str) -> Option<&'r SourceState> {
    reading.registry.enabled(plugin)?;
    reading.source(plugin, source)
}

/// Whether it is an illustration.
pub(super) fn is_example(reading: &Reading, feature: &FeatureRef) -> bool {
    let info = reading.source(feature.plugin(), feature.source()).and_then(|state| state.info.as_ref());
    info.is_some_and(|info| info.example)
}

/// Title, maker and licence of every source behind the features.
pub(super) fn sources_of(reading: &Reading, features: &[FeatureRef], language: Language) -> Vec<String> {
    let behind: BTreeSet<(&str, &str)> =
        features.iter().map(|feature| (&**feature.plugin(), &**feature.source())).collect();
    let states = behind.into_iter().filter_map(|(plugin, source)| reading.source(plugin, source));
    states.filter_map(|state| Some(state.info.as_ref()?.credit(language))).collect()
}
