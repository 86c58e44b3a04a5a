//! Who a service is: its maker, what it can do, what was granted, what it read, how its sources are.

use maud::{Markup, html};
use parvis_model::{Instant, Permission, SourceState, Text};
use parvis_plugin_runtime::LimitLine;
use parvis_services::TrafficLine;
use serde::Serialize;

use super::about_parts as parts;
use crate::icons;
use crate::writer::Writer;

/// `/services/{plugin}`: everything a resident may know of a service.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceAboutPage {
    /// Name of the plugin.
    pub plugin: String,
    /// Its title.
    pub title: Text,
    /// What it does.
    pub summary: Text,
    /// Who makes it.
    pub maker: String,
    /// Its own version.
    pub version: String,
    /// Licence of its code; may be empty.
    pub licence: String,
    /// SHA-256 of its component, lower-case hexadecimal.
    pub digest: String,
    /// False: the operator switched it off.
    pub enabled: bool,
    /// Path of its first page, if it has pages.
    pub first_page: Option<String>,
    /// Interfaces of the contract that its binary imports, `geo`, `data`: all it could ever do.
    pub imports: Vec<String>,
    /// Powers that it asks for.
    pub powers: Vec<Power>,
    /// What it read, the latest day first.
    pub reads: Vec<ReadLine>,
    /// What it exchanged with the outside, the latest day first.
    pub traffic: Vec<TrafficLine>,
    /// The sources that it publishes.
    pub sources: Vec<SourceState>,
    /// Its pages are not asked for before this moment of the hub's clock: too many of its calls failed.
    pub paused_until: Option<Instant>,
    /// What the hub allows it, by the names of the configuration.
    pub limits: Vec<LimitLine>,
}

/// A power that a service asks for.
#[derive(Clone, Debug, Serialize)]
pub struct Power {
    /// The power.
    pub permission: Permission,
    /// Why it asks, in its maker's words.
    pub reason: Text,
    /// True if the operator granted it.
    pub granted: bool,
}

/// What a service read on one day.
#[derive(Clone, Debug, Serialize)]
pub struct ReadLine {
    /// A collection, or `clock`, `settings`, `random`.
    pub subject: String,
    /// Start of the day, UTC.
    pub day: Instant,
    /// How often.
    pub count: i64,
}

impl ServiceAboutPage {
    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        html! {
            p.back { a href="/services" { (icons::back()) (w.say("services")) } }
            h1 { (w.text(&self.title)) }
            @if !self.enabled { p.state { (w.say("switched-off")) } }
            p.lede { (w.text(&self.summary)) }
            (parts::paused(w, self.paused_until))
            (parts::open(w, self))
            (parts::maker(w, self))
            (parts::powers(w, &self.powers))
            (parts::imports(w, &self.imports))
            (parts::reads(w, &self.reads))
            (parts::traffic(w, &self.traffic))
            (parts::sources(w, &self.sources))
            (parts::limits(w, &self.limits))
        }
    }
}
