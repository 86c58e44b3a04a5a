//! The list of services: who does what.

use maud::{Markup, html};
use parvis_model::Text;
use serde::Serialize;

use crate::link;
use crate::writer::Writer;

/// `/services`: who does what.
#[derive(Clone, Debug, Serialize)]
pub struct ServicesPage {
    /// Every service that is installed.
    pub services: Vec<ServiceSummary>,
}

/// One service in a few words.
#[derive(Clone, Debug, Serialize)]
pub struct ServiceSummary {
    /// Name of the plugin.
    pub plugin: String,
    /// Its title.
    pub title: Text,
    /// What it does.
    pub summary: Text,
    /// Who makes it.
    pub maker: String,
    /// False: the operator switched it off.
    pub enabled: bool,
}

impl ServicesPage {
    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        html! {
            h1 { (w.say("services")) }
            p.lede { (w.say("services-lede")) }
            @if self.services.is_empty() { p.quiet { (w.say("no-service")) } }
            ul.cards {
                @for service in &self.services { li.card { (service.html(w)) } }
            }
        }
    }
}

impl ServiceSummary {
    fn html(&self, w: &Writer<'_>) -> Markup {
        html! {
            h2.card-title { a href=(link::about(&self.plugin)) { (w.text(&self.title)) } }
            p { (w.text(&self.summary)) }
            p.details { (w.say("made-by")) " " (self.maker) }
            @if !self.enabled { p.state { (w.say("switched-off")) } }
        }
    }
}
