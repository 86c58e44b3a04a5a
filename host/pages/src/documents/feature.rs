//! Everything that is known of one thing: an event, a place, a stop.

use maud::{Markup, html};
use parvis_model::{FilledFeed, FilledItem, FilledSlot, NoticeKind, SlotSource, Text};
use serde_json::{Value, json};

use crate::blocks::{self, notice};
use crate::writer::Writer;
use crate::{PagesError, freshness, icons, link};

/// `/x/{collection}/{id}`.
#[derive(Clone, Debug)]
pub struct FeaturePage {
    /// The collection.
    pub collection: String,
    /// Its id.
    pub id: String,
    /// The plugin that publishes it.
    pub plugin: String,
    /// Title of that service.
    pub service: Text,
    /// True if it can be put into a calendar.
    pub calendar: bool,
    /// The terms under which the data is lent, if it is.
    pub lent: Option<Text>,
    /// A feed of this one thing.
    pub feed: FilledFeed,
}

impl FeaturePage {
    fn item(&self) -> Option<&FilledItem> {
        self.feed.items.first()
    }

    pub(crate) fn title(&self, w: &Writer<'_>) -> String {
        self.item().map(|item| crate::formats::show(w, &item.title).words).unwrap_or_default()
    }

    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        let sentence = freshness::sentence(w, self.feed.freshness);
        html! {
            p.back { a href=(link::about(&self.plugin)) { (icons::back()) (w.text(&self.service)) } }
            h1 { (self.title(w)) }
            @if let Some(sentence) = sentence { (notice(NoticeKind::Warning, &html! {}, &html! { (sentence) })) }
            @if self.feed.example { p.state { (w.say("example-source")) } }
            @if let Some(item) = self.item() {
                dl.facts { @for slot in &item.details { (fact(w, slot)) } }
            }
            @if self.calendar {
                p { a.button href={ (link::feature(&self.collection, &self.id)) ".ics" } { (w.say("add-to-calendar")) } }
            }
            @if let Some(terms) = &self.lent { p.quiet { (w.say("lent")) " " (w.text(terms)) } }
            @for source in &self.feed.sources { p.sources { (source) } }
        }
    }

    pub(crate) fn json(&self, w: &Writer<'_>) -> Result<Value, PagesError> {
        Ok(json!({
            "collection": self.collection,
            "id": self.id,
            "service": self.plugin,
            "lent": self.lent,
            "feed": blocks::feed_as_json(w, &self.feed)?,
        }))
    }
}

/// One value with its name.
fn fact(w: &Writer<'_>, slot: &FilledSlot) -> Markup {
    let shown = crate::formats::show(w, slot);
    let name = match &slot.source {
        SlotSource::Property(name) => name.to_string(),
        other => other.name().to_owned(),
    };
    html! {
        @if !shown.words.is_empty() {
            div {
                dt { (w.say_with("fact", &[("name", name.into())])) }
                dd { (blocks::slot_value(w, slot, &shown)) }
            }
        }
    }
}
