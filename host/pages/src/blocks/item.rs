//! One result of a feed: a row of a board, a card, a line of a list.

use maud::{Markup, html};
use parvis_model::{FilledItem, FilledSlot};

use super::{Frame, slot, titled};
use crate::formats::{self, Shown};
use crate::link;
use crate::writer::Writer;

/// A row that reads from left to right as a sentence: "08:33 RER C Versailles, in 3 min".
pub(super) fn row(w: &Writer<'_>, frame: Frame<'_>, item: &FilledItem) -> Markup {
    let lead = item.lead.as_ref().map(|lead| (lead, formats::show(w, lead)));
    html! {
        @if let Some((slot, shown)) = &lead { span.lead { (struck(item, &labelled(w, slot, shown))) } " " }
        span.body {
            @if let Some(badge) = &item.badge { (slot::html(w, badge)) " " }
            span.title { (title(w, frame, item)) }
            (details(w, &item.details))
        }
        @if let Some(aside) = lead.map(|(_, shown)| shown.aside).filter(|aside| !aside.is_empty() && !item.cancelled) {
            " " span.aside { (aside) }
        }
    }
}

/// The time of what does not take place is struck out; a detail says it in words.
fn struck(item: &FilledItem, time: &Markup) -> Markup {
    if item.cancelled {
        html! { s { (time) } }
    } else {
        time.clone()
    }
}

fn labelled(w: &Writer<'_>, slot: &FilledSlot, shown: &Shown) -> Markup {
    html! {
        @if !slot.label.is_empty() { span.label { (w.text(&slot.label)) " " } }
        (slot::value(w, slot, shown))
    }
}

/// A card: its title first, what is known of it, then its children.
pub(super) fn card(w: &Writer<'_>, frame: Frame<'_>, item: &FilledItem) -> Markup {
    let heading = html! {
        @if let Some(badge) = &item.badge { (slot::html(w, badge)) " " }
        (title(w, frame, item))
    };
    // Above departures the walk is small print; on a card of its own the time or the price is the largest thing.
    let large = item.children.is_empty() && item.no_children.is_none();
    html! {
        div.card-head {
            (titled(frame.level, "card-title", &heading))
            @if let Some(lead) = &item.lead { p.lead.large[large] { (slot::html(w, lead)) } }
        }
        (details(w, &item.details))
        (children(w, frame, item))
    }
}

/// A line of one of the hub's own lists: what it is, where it leads, what is known of it.
pub(crate) fn found(w: &Writer<'_>, href: &str, kind: &str, item: &FilledItem) -> Markup {
    html! {
        span.body {
            @if !kind.is_empty() { span.kind { (kind) } " " }
            span.title { a href=(href) { (slot::html(w, &item.title)) } }
            (details(w, &item.details))
        }
    }
}

/// The children of a result, or what is said when it has none.
pub(super) fn children(w: &Writer<'_>, frame: Frame<'_>, item: &FilledItem) -> Markup {
    html! {
        @if !item.children.is_empty() {
            ul.rows { @for child in &item.children { li { (row(w, frame, child)) } } }
        } @else if let Some(none) = item.no_children.as_ref().filter(|text| !text.is_empty()) {
            p.quiet { (w.text(none)) }
        }
    }
}

/// The title, as a link if the result has a page.
fn title(w: &Writer<'_>, frame: Frame<'_>, item: &FilledItem) -> Markup {
    linked(frame, item, slot::html(w, &item.title))
}

/// Words that lead to the page of a result, if it has one.
pub(super) fn linked(frame: Frame<'_>, item: &FilledItem, words: Markup) -> Markup {
    match item.link.as_deref().and_then(|path| link::page(frame.plugin, path)) {
        Some(href) => html! { a href=(href) { (words) } },
        None => words,
    }
}

/// Small print below the title.
fn details(w: &Writer<'_>, details: &[FilledSlot]) -> Markup {
    let shown: Vec<Markup> = details.iter().map(|slot| slot::html(w, slot)).collect();
    let shown: Vec<&Markup> = shown.iter().filter(|markup| !markup.0.is_empty()).collect();
    html! {
        @if !shown.is_empty() {
            " " span.details {
                @for (i, markup) in shown.iter().enumerate() {
                    @if i > 0 { " · " }
                    span { (markup) }
                }
            }
        }
    }
}
