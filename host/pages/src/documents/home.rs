//! The front page: the place, what the hub has to say, the verbs, what services show near here.

use maud::{Markup, html};
use parvis_model::{Freshness, NoticeKind, Text};
use serde_json::{Value, json};

use super::part::{ServicePart, parts_json};
use super::verb::{title as verb_title, verb_icon};
use crate::blocks::notice;
use crate::writer::Writer;
use crate::{PagesError, PlaceChooser, freshness, link, place_chooser};

/// The front page.
#[derive(Clone, Debug)]
pub struct HomePage {
    /// Places that can be chosen by name.
    pub chooser: PlaceChooser,
    /// What the hub has to say of its data, the most important first.
    pub notices: Vec<HubNotice>,
    /// What services show here, in order.
    pub services: Vec<ServicePart>,
}

/// A source whose data may not be shown as normal.
#[derive(Clone, Debug)]
pub struct HubNotice {
    /// The plugin that publishes it.
    pub plugin: String,
    /// Title of the service, for people.
    pub service: Text,
    /// Title of the source; empty before its first publication.
    pub source: Text,
    /// Its state.
    pub freshness: Freshness,
}

/// Notices shown at once; more would hide the page.
const SHOWN_NOTICES: usize = 3;

impl HomePage {
    pub(crate) fn title(&self, w: &Writer<'_>) -> String {
        w.say(if w.context.place.is_some() { "home-title" } else { "home-title-no-place" })
    }

    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        html! {
            h1 { (headline(w)) }
            (place_chooser::html(w, &self.chooser))
            @for known in self.untold().take(SHOWN_NOTICES) { (known.html(w)) }
            (verbs(w))
            @if w.context.place.is_some() {
                p.around-all { a.button href="/autour" { (w.say("around-all")) } }
            }
            @for part in &self.services { (part.html(w, &self.title(w))) }
            @if self.services.is_empty() { p.quiet { (w.say("no-service")) } }
        }
    }

    /// The notices that no feed of this page tells in its own place.
    fn untold(&self) -> impl Iterator<Item = &HubNotice> {
        let told = |known: &HubNotice| {
            self.services.iter().any(|part| part.plugin == known.plugin && part.tells(known.freshness))
        };
        self.notices.iter().filter(move |known| !told(known))
    }

    pub(crate) fn json(&self, w: &Writer<'_>) -> Result<Value, PagesError> {
        let notices: Vec<Value> = self.notices.iter().map(|known| known.json(w)).collect();
        Ok(json!({
            "places": self.chooser,
            "notices": notices,
            "verbs": w.context.verbs,
            "services": parts_json(w, &self.services)?,
        }))
    }
}

fn headline(w: &Writer<'_>) -> Markup {
    match &w.context.place {
        None => html! { (w.say("home-question")) },
        Some(place) => html! {
            span.around { (w.say("around")) } " " span.place { (place.name) }
            @if let Some(commune) = place.commune.as_ref().filter(|commune| **commune != place.name) {
                " " span.commune { (commune) }
            }
        },
    }
}

/// The verbs, as large buttons on the front page.
fn verbs(w: &Writer<'_>) -> Markup {
    html! {
        @if !w.context.verbs.is_empty() {
            ul.verb-tiles aria-label=(w.say("verbs")) {
                @for verb in &w.context.verbs {
                    li { a href={ "/" (verb.path()) } { (verb_icon(*verb)) span { (verb_title(w, *verb)) } } }
                }
            }
        }
    }
}

impl HubNotice {
    fn html(&self, w: &Writer<'_>) -> Markup {
        let Some(sentence) = freshness::sentence(w, self.freshness) else { return html! {} };
        let kind = match self.freshness {
            Freshness::Refused(_) => NoticeKind::Info,
            _ => NoticeKind::Warning,
        };
        let named = if self.source.is_empty() { &self.service } else { &self.source };
        let about = html! { a href=(link::about(&self.plugin)) { (w.say("know-more")) } };
        notice(kind, &w.text(named), &html! { (sentence) " " (about) })
    }

    fn json(&self, w: &Writer<'_>) -> Value {
        json!({
            "service": self.plugin,
            "source": w.plain(&self.source),
            "freshness": self.freshness,
            "sentence": freshness::sentence(w, self.freshness),
        })
    }
}
