//! The page of a verb, made of the services that offer it.

use fluent_bundle::FluentValue;
use maud::{Markup, html};
use parvis_model::Verb;
use serde_json::{Value, json};

use super::part::{ServicePart, parts_json};
use crate::writer::Writer;
use crate::{PagesError, icons};

/// The page of a verb.
#[derive(Clone, Debug)]
pub struct VerbPage {
    /// The verb.
    pub verb: Verb,
    /// What services show here, in order.
    pub services: Vec<ServicePart>,
}

impl VerbPage {
    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        html! {
            h1 { (title(w, self.verb)) }
            @for part in &self.services { (part.html(w, &title(w, self.verb))) }
            @if self.services.is_empty() { p.quiet { (w.say("no-service")) } }
        }
    }

    pub(crate) fn json(&self, w: &Writer<'_>) -> Result<Value, PagesError> {
        Ok(json!({ "verb": self.verb, "services": parts_json(w, &self.services)? }))
    }
}

/// The verb in words. Its path is its name in the translations.
pub(crate) fn title(w: &Writer<'_>, verb: Verb) -> String {
    w.say_with("verb", &[("verb", FluentValue::from(verb.path()))])
}

/// The verb's sign.
pub(crate) fn verb_icon(verb: Verb) -> Markup {
    match verb {
        Verb::Move => icons::train(),
        Verb::Help => icons::hands(),
        Verb::GoOut => icons::ticket(),
        Verb::Work => icons::tools(),
        Verb::TakePart => icons::voices(),
        Verb::Paperwork => icons::paper(),
    }
}
