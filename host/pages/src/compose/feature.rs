//! Everything that is known of one thing: its page, and its calendar file.

use parvis_index::FeatureRef;
use parvis_model::{
    CollectionSchema, Condition, Feed, Format, PropertyType, Query, Slot, SlotSource, Test, Text, Value,
    standard_collection,
};
use parvis_services::Reading;

use super::{Composed, Composer, Visitor, hub_feeds, visit};
use crate::{FeaturePage, Page, PageError, exports};

impl Composer {
    /// `/x/{collection}/{id}`: everything that is known of one thing.
    pub fn feature(&self, visitor: &Visitor, collection: &str, id: &str) -> Result<Composed<'_>, PageError> {
        let reading = self.platform.read();
        let (schema, feature) = found(&reading, collection, id)?;
        let service = reading.registry.enabled(feature.plugin()).cloned().ok_or(PageError::NotFound)?;
        let feed = whole(schema, id);
        let filled =
            self.platform.fill(&reading, service.name(), &feed, &visit(visitor)).map_err(|error| {
                tracing::error!(%error, collection, "a feature cannot be shown");
                PageError::Internal
            })?;
        let page = FeaturePage {
            collection: collection.to_owned(),
            id: id.to_owned(),
            plugin: service.name().to_owned(),
            service: service.manifest.title.clone(),
            calendar: feature.period.is_some() && collection == "events" && !is_lent(&reading, &feature),
            lent: terms(&reading, &feature),
            feed: filled,
        };
        Ok(self.composed(visitor, &reading, Page::Feature(Box::new(page))))
    }

    /// `/x/events/{id}.ics`: the same as a calendar file. `NotFound` for what has no period, and for what is lent. `base` is
    /// the address of the hub without a slash behind it.
    pub fn calendar(
        &self,
        visitor: &Visitor,
        (collection, id): (&str, &str),
        base: &str,
    ) -> Result<String, PageError> {
        let reading = self.platform.read();
        let (_, feature) = found(&reading, collection, id)?;
        if collection != "events" || is_lent(&reading, &feature) {
            return Err(PageError::NotFound);
        }
        let state = reading.source(feature.plugin(), feature.source());
        let written = state.and_then(|state| state.published).unwrap_or(reading.now);
        let page = format!("{base}{}", hub_feeds::page_of(&reading, &feature));
        exports::of_event(&feature, &page, visitor.language, written).ok_or(PageError::NotFound)
    }
}

/// The thing, if a service that is switched on shows it.
fn found(
    reading: &Reading,
    collection: &str,
    id: &str,
) -> Result<(&'static CollectionSchema, FeatureRef), PageError> {
    let schema = standard_collection(collection).ok_or(PageError::NotFound)?;
    let feature = reading.snapshot.get(collection, id).ok_or(PageError::NotFound)?;
    match reading.registry.enabled(feature.plugin()) {
        Some(_) => Ok((schema, feature)),
        None => Err(PageError::NotFound),
    }
}

/// The terms under which it is lent, if it is.
fn terms(reading: &Reading, feature: &FeatureRef) -> Option<Text> {
    reading.source(feature.plugin(), feature.source())?.info.as_ref()?.lent.clone()
}

pub(super) fn is_lent(reading: &Reading, feature: &FeatureRef) -> bool {
    terms(reading, feature).is_some()
}

/// A feed of this one thing, with all that people can read of it.
fn whole(schema: &CollectionSchema, id: &str) -> Feed {
    let slot = |source, format| Slot { source, format, label: Text::default() };
    let property = |(name, kind): &(&'static str, PropertyType)| {
        Some(slot(SlotSource::Property((*name).into()), format(name, *kind)?))
    };
    let mut details =
        vec![slot(SlotSource::Start, Format::DayAndTime), slot(SlotSource::End, Format::DayAndTime)];
    details.extend(schema.properties.iter().filter_map(property));
    details.extend([slot(SlotSource::Source, Format::Text), slot(SlotSource::Updated, Format::Age)]);
    let mut query = Query::all(schema.name, 1);
    query.conditions = vec![Condition { property: "id".into(), test: Test::Equals(Value::code(id)) }];
    hub_feeds::of(query, details)
}

/// How a property is written for people; none for what is for machines.
fn format(name: &str, kind: PropertyType) -> Option<Format> {
    Some(match kind {
        PropertyType::Text => Format::Text,
        PropertyType::Codes if matches!(name, "keywords" | "lines") => Format::Text,
        PropertyType::Price => Format::Price,
        PropertyType::Url => Format::Link,
        PropertyType::Phone => Format::Phone,
        PropertyType::Email => Format::Email,
        PropertyType::OpeningHours => Format::OpeningHours,
        PropertyType::Instant => Format::DayAndTime,
        PropertyType::Date => Format::Day,
        PropertyType::DurationS => Format::Duration,
        PropertyType::LengthM => Format::Distance,
        PropertyType::Integer | PropertyType::Number => Format::Number,
        PropertyType::Boolean => Format::YesNo,
        PropertyType::Code
        | PropertyType::Codes
        | PropertyType::Colour
        | PropertyType::Feature
        | PropertyType::Image
        | PropertyType::Point => return None,
    })
}
