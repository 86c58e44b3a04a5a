//! Blocks about doing something: steps, how to reach someone, leaving at once.

use maud::{Markup, html};
use parvis_model::{Contact, Search, Step, StepState};

use super::slot::anchor;
use super::{Frame, fixed, titled};
use crate::writer::Writer;
use crate::{icons, link};

/// Where the quick exit leads: a page that tells nothing, and whose operator is told nothing.
const NEUTRAL_PAGE: &str = "https://www.wikipedia.org/";

/// Longest thing that can be typed into a search, in characters.
const LONGEST_SEARCH: u32 = 100;

/// A line to type in. Without an address that is safe there is nothing to show.
pub(super) fn search(w: &Writer<'_>, frame: Frame<'_>, search: &Search) -> Markup {
    let Some(address) = link::page(frame.plugin, &search.page) else { return html! {} };
    html! {
        form.search.line role="search" method="get" action=(address) {
            label {
                (w.text(&search.label))
                input type="search" name=(search.parameter) maxlength=(LONGEST_SEARCH) required autocomplete="off";
            }
            button type="submit" { (w.say("search")) }
        }
    }
}

pub(super) fn steps(w: &Writer<'_>, frame: Frame<'_>, steps: &[Step]) -> Markup {
    html! { ol.steps { @for step in steps { (self::step(w, frame, step)) } } }
}

fn step(w: &Writer<'_>, frame: Frame<'_>, step: &Step) -> Markup {
    let (class, current, state) = match step.state {
        StepState::Open => ("open", None, None),
        StepState::Current => ("current", Some("step"), Some(w.say("step-current"))),
        StepState::Done => ("done", None, Some(w.say("step-done"))),
    };
    html! {
        li class=(class) aria-current=[current] {
            (titled(frame.level, "step-title", &html! {
                (w.text(&step.title))
                @if let Some(state) = state { " " small { (state) } }
            }))
            @if !step.text.is_empty() { p { (w.text(&step.text)) } }
            @if let Some(link) = &step.link { p { (fixed::link(w, frame, link)) } }
        }
    }
}

/// How to reach someone: the phone first.
pub(super) fn contact(w: &Writer<'_>, contact: &Contact) -> Markup {
    html! {
        address.contact {
            p.contact-name { (w.text(&contact.name)) }
            @if !contact.phone.is_empty() { p.contact-phone { (icons::phone()) (reach(w, link::phone(&contact.phone), &contact.phone)) } }
            @if !contact.email.is_empty() { p { (reach(w, link::email(&contact.email), &contact.email)) } }
            @if !contact.address.is_empty() { p { (w.text(&contact.address)) } }
            @if !contact.opening_hours.is_empty() {
                p { span.label { (w.say("opening-hours")) " " } (contact.opening_hours) }
            }
            @if !contact.url.is_empty() { p { (reach(w, link::web(&contact.url), link::host(&contact.url))) } }
        }
    }
}

fn reach(w: &Writer<'_>, address: Option<link::Address>, words: &str) -> Markup {
    match address {
        Some(address) => anchor(w, &address, &html! { (words) }),
        None => html! { (words) },
    }
}

pub(super) fn quick_exit(w: &Writer<'_>) -> Markup {
    html! {
        p.quick-exit { a href=(NEUTRAL_PAGE) rel="noopener noreferrer external" { (w.say("quick-exit")) } }
    }
}
