//! The form that chooses a place: by name always, by the device's position where JavaScript runs.

use maud::{Markup, html};
use parvis_model::{Language, PlaceKind, Territory};
use serde::Serialize;

use crate::writer::Writer;
use crate::{icons, link};

/// Places that can be chosen by name, grouped.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlaceChooser {
    /// Stations.
    pub stations: Vec<PlaceChoice>,
    /// Town halls, libraries, parks and other public places.
    pub places: Vec<PlaceChoice>,
    /// Communes.
    pub communes: Vec<PlaceChoice>,
}

/// One place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PlaceChoice {
    /// What the form sends as `lieu`: the place's id, or the commune's name.
    pub id: String,
    /// What people read.
    pub name: String,
}

impl PlaceChooser {
    /// The places of a territory, each group in the order of its names.
    pub fn of(territory: &Territory, language: Language) -> Self {
        let choices = |station: bool| {
            let found = territory.places.iter().filter(|place| (place.kind == PlaceKind::Station) == station);
            sorted(found.map(|place| (place.id.clone(), place.name.get(language).to_owned())))
        };
        let communes = territory.communes.iter().map(|commune| (commune.name.clone(), commune.name.clone()));
        Self { stations: choices(true), places: choices(false), communes: sorted(communes) }
    }
}

fn sorted(found: impl Iterator<Item = (String, String)>) -> Vec<PlaceChoice> {
    let mut choices: Vec<_> = found.map(|(id, name)| PlaceChoice { id, name }).collect();
    choices.sort_by(|a, b| a.name.cmp(&b.name));
    choices
}

/// The chooser: open while no place is chosen, folded behind "change" afterwards.
pub(crate) fn html(w: &Writer<'_>, chooser: &PlaceChooser) -> Markup {
    if w.context.place.is_none() {
        return html! { div.chooser id="lieu" { (forms(w, chooser)) } };
    }
    html! {
        details.chooser {
            summary { (icons::pin()) (w.say("change-place")) }
            // Inside: browsers open the fold for a link that leads here.
            div id="lieu" { (forms(w, chooser)) }
            form.forget method="post" action="/ici" {
                (came_from(w))
                input type="hidden" name="effacer" value="1";
                button.quiet-button type="submit" { (w.say("forget-place")) }
            }
        }
    }
}

fn forms(w: &Writer<'_>, chooser: &PlaceChooser) -> Markup {
    html! {
        (by_position(w))
        form.by-name method="post" action="/ici" {
            (came_from(w))
            (by_name(w, chooser, &w.say("place-go")))
        }
        p.promise { (w.say("place-promise")) }
    }
}

/// The names, and a button with these words.
pub(crate) fn by_name(w: &Writer<'_>, chooser: &PlaceChooser, go: &str) -> Markup {
    html! {
        label for="lieu-nom" { (w.say("place-label")) }
        div.line {
            select id="lieu-nom" name="lieu" required autocomplete="off" {
                option value="" { (w.say("place-choose")) }
                (group(&w.say("stations"), &chooser.stations))
                (group(&w.say("public-places"), &chooser.places))
                (group(&w.say("communes"), &chooser.communes))
            }
            button type="submit" { (go) }
        }
    }
}

/// Hidden until `hub.js` shows it: without JavaScript it could do nothing.
fn by_position(w: &Writer<'_>) -> Markup {
    html! {
        form.by-position method="post" action="/ici" hidden data-locate
            data-waiting=(w.say("position-waiting")) data-denied=(w.say("position-denied"))
            data-failed=(w.say("position-failed")) {
            (came_from(w))
            input type="hidden" name="lat";
            input type="hidden" name="lon";
            button type="button" { (icons::target()) (w.say("use-position")) }
            p.position-state role="status" {}
            p.or { (w.say("or")) }
        }
    }
}

fn group(label: &str, choices: &[PlaceChoice]) -> Markup {
    html! {
        @if !choices.is_empty() {
            optgroup label=(label) { @for choice in choices { option value=(choice.id) { (choice.name) } } }
        }
    }
}

/// Where to go back to: a path of this hub, without its query.
fn came_from(w: &Writer<'_>) -> Markup {
    html! { input type="hidden" name="retour" value=(link::own_path(&w.context.path)); }
}
