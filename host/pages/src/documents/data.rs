//! The open data: every collection, who publishes it, under which terms, and its files.

use maud::{Markup, html};
use parvis_model::{Instant, Text};
use serde::Serialize;

use crate::formats::date_and_time;
use crate::writer::Writer;

/// `/donnees`.
#[derive(Clone, Debug, Serialize)]
pub struct DataPage {
    /// Every collection that somebody fills.
    pub collections: Vec<DataCollection>,
}

/// A collection.
#[derive(Clone, Debug, Serialize)]
pub struct DataCollection {
    /// Its name, `events`.
    pub name: String,
    /// The standard that it follows.
    pub standard: String,
    /// False if all of it is lent.
    pub is_open: bool,
    /// Who publishes it.
    pub sources: Vec<DataSource>,
}

/// A source of a collection.
#[derive(Clone, Debug, Serialize)]
pub struct DataSource {
    /// Title for people.
    pub title: Text,
    /// Who made the data.
    pub attribution: String,
    /// Name of the licence.
    pub licence: String,
    /// The terms under which it is lent, if it is.
    pub lent: Option<Text>,
    /// True for an illustration.
    pub example: bool,
    /// How many features there are.
    pub features: usize,
    /// When they were published.
    pub published: Option<Instant>,
}

impl DataPage {
    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        html! {
            h1 { (w.say("open-data")) }
            p.lede { (w.say("open-data-lede")) }
            @if self.collections.is_empty() { p.quiet { (w.say("open-data-none")) } }
            @for collection in &self.collections { (collection.html(w)) }
        }
    }
}

impl DataCollection {
    fn html(&self, w: &Writer<'_>) -> Markup {
        let name = self.name.as_str();
        let words = w.say_with("subject-name", &[("name", name.into())]);
        html! {
            h2 { (words) }
            p.details { code { (name) } " · " (self.standard) }
            ul.bullets { @for source in &self.sources { li { (source.html(w)) } } }
            @if self.is_open {
                p.formats {
                    @for ending in self.endings() {
                        a href={ "/donnees/" (name) "." (ending) } {
                            (w.say_with("export", &[("ending", (*ending).into())]))
                            span.spoken { " – " (words) }
                        } " "
                    }
                }
            }
        }
    }

    /// Calendars are for events, news for what people read.
    fn endings(&self) -> &'static [&'static str] {
        match self.name.as_str() {
            "events" => &["csv", "geojson", "ics", "rss"],
            "places" | "social-services" | "offers" | "alerts" => &["csv", "geojson", "rss"],
            _ => &["csv", "geojson"],
        }
    }
}

impl DataSource {
    fn html(&self, w: &Writer<'_>) -> Markup {
        let count = self.features;
        html! {
            (w.text(&self.title))
            @for part in [&self.attribution, &self.licence] { @if !part.is_empty() { " · " (part) } }
            " · " (w.say_with("open-data-count", &[("count", count.into())]))
            @if let Some(at) = self.published { " · " (date_and_time(w, at)) }
            @if self.example { " · " (w.say("example-source")) }
            @if let Some(terms) = &self.lent {
                " · " strong { (w.say_with("open-data-lent", &[("terms", w.plain(terms).into())])) }
            }
        }
    }
}
