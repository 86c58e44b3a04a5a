//! One value of a result as HTML.

use maud::{Markup, html};
use parvis_model::{FilledSlot, Format, Text};

use crate::formats::{self, Ink, Shown};
use crate::link::Address;
use crate::writer::Writer;

/// The value with its label; nothing if there is nothing to show.
pub(super) fn html(w: &Writer<'_>, slot: &FilledSlot) -> Markup {
    let shown = formats::show(w, slot);
    html! {
        @if !shown.words.is_empty() {
            @if !slot.label.is_empty() { span.label { (w.text(&slot.label)) " " } }
            (value(w, slot, &shown))
            @if !shown.aside.is_empty() { " " span.aside { (shown.aside) } }
        }
    }
}

/// The same where its label stands elsewhere, as in a table.
pub(super) fn unlabelled(w: &Writer<'_>, slot: &FilledSlot) -> Markup {
    html(w, &FilledSlot { label: Text::default(), ..slot.clone() })
}

/// The value alone, without label and aside.
pub(crate) fn value(w: &Writer<'_>, slot: &FilledSlot, shown: &Shown) -> Markup {
    if slot.format == Format::Badge {
        return badge(slot, shown);
    }
    let lang = shown.language.map(|language| language.tag());
    match (&shown.link, &shown.datetime) {
        (Some(address), _) => anchor(w, address, &html! { (shown.words) }),
        (None, Some(datetime)) => html! { time datetime=(datetime) { (shown.words) } },
        (None, None) if lang.is_some() => html! { span lang=[lang] { (shown.words) } },
        (None, None) => html! { (shown.words) },
    }
}

/// A short code on its colour. The ground is an SVG attribute: a style attribute would need a laxer policy.
fn badge(slot: &FilledSlot, shown: &Shown) -> Markup {
    let colour = slot.colour.as_deref().filter(|colour| formats::is_colour(colour));
    let Some(colour) = colour else { return html! { span.badge { (shown.words) } } };
    let ink = match formats::ink_on(colour) {
        Ink::Black => "ink-black",
        Ink::White => "ink-white",
    };
    html! {
        span.badge.(ink) {
            svg aria-hidden="true" focusable="false" {
                rect width="100%" height="100%" fill={ "#" (colour) } {}
            }
            span { (shown.words) }
        }
    }
}

/// A link; one that leaves the site says so.
pub(super) fn anchor(w: &Writer<'_>, address: &Address, words: &Markup) -> Markup {
    if !address.outside {
        return html! { a href=(address.href) { (words) } };
    }
    html! {
        a href=(address.href) rel="noopener noreferrer external" {
            (words) (crate::icons::outside()) span.spoken { " " (w.say("other-site")) }
        }
    }
}
