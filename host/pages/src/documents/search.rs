//! Search: one field, results grouped by kind, places that were meant.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::found::{self, Found};
use crate::PagesError;
use crate::PlaceChoice;
use crate::writer::Writer;

/// `/chercher`.
#[derive(Clone, Debug)]
pub struct SearchPage {
    /// What was typed.
    pub words: String,
    /// Public places and communes of that name.
    pub places: Vec<PlaceChoice>,
    /// Results by kind.
    pub groups: Vec<SearchGroup>,
    /// Who says so.
    pub sources: Vec<String>,
    /// True if one of them is an illustration.
    pub example: bool,
}

/// Results of one kind.
#[derive(Clone, Debug)]
pub struct SearchGroup {
    /// The collection.
    pub collection: String,
    /// Results, the best first.
    pub found: Vec<Found>,
}

impl SearchPage {
    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        let nothing = self.groups.is_empty() && self.places.is_empty();
        html! {
            h1 { (w.say("search")) }
            form.search method="get" action="/chercher" role="search" {
                label for="q" { (w.say("search-label")) }
                div.line {
                    input id="q" name="q" type="search" value=(self.words) maxlength="100" autocomplete="off";
                    button type="submit" { (w.say("search")) }
                }
            }
            @if !self.words.is_empty() && nothing { p.quiet { (w.say("search-empty")) } }
            @if !self.places.is_empty() {
                h2 { (w.say("search-places")) }
                ul.list.panel { @for place in &self.places { li { (go(w, place)) } } }
            }
            @for group in &self.groups {
                h2 { (w.say_with("kind-many", &[("name", group.collection.as_str().into())])) }
                (found::list(w, &group.found, false))
            }
            (found::sources(w, &self.sources, self.example))
        }
    }

    pub(crate) fn json(&self, w: &Writer<'_>) -> Result<Value, PagesError> {
        let group = |group: &SearchGroup| {
            Ok(json!({ "collection": group.collection, "found": found::as_json(w, &group.found)? }))
        };
        let groups: Result<Vec<Value>, PagesError> = self.groups.iter().map(group).collect();
        Ok(json!({ "words": self.words, "places": self.places, "groups": groups?, "sources": self.sources }))
    }
}

/// A button that makes the place the visitor's own.
fn go(w: &Writer<'_>, place: &PlaceChoice) -> Markup {
    html! {
        form.place method="post" action="/ici" {
            input type="hidden" name="retour" value="/autour";
            input type="hidden" name="lieu" value=(place.id);
            button.quiet-button type="submit" { (w.say_with("around-place", &[("name", place.name.as_str().into())])) }
        }
    }
}
