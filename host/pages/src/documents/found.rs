//! Results of the hub's own lists: what was found, and where it leads.

use maud::{Markup, html};
use parvis_model::FilledItem;
use serde_json::{Value, json};

use crate::PagesError;
use crate::blocks;
use crate::writer::Writer;

/// Results shown before "see more".
const SHOWN_BEFORE_MORE: usize = 8;

/// A result.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The page about it, a path of this hub.
    pub href: String,
    /// What is shown of it.
    pub item: FilledItem,
}

/// A list of results; `with_kind` says of each what it is.
pub(super) fn list(w: &Writer<'_>, found: &[Found], with_kind: bool) -> Markup {
    let (first, rest) = found.split_at(SHOWN_BEFORE_MORE.min(found.len()));
    html! {
        (lines(w, first, with_kind))
        @if !rest.is_empty() {
            details.more { summary { (w.say("see-more")) } (lines(w, rest, with_kind)) }
        }
    }
}

fn lines(w: &Writer<'_>, found: &[Found], with_kind: bool) -> Markup {
    html! {
        ul.list.panel { @for one in found { li { div.row {
            (blocks::found(w, &one.href, &kind(w, one, with_kind), &one.item))
        } } } }
    }
}

/// What it is, where that is to be said.
pub(super) fn kind(w: &Writer<'_>, found: &Found, with_kind: bool) -> String {
    if with_kind {
        w.say_with("kind", &[("name", found.item.collection.to_string().into())])
    } else {
        String::new()
    }
}

/// Who says so.
pub(super) fn sources(w: &Writer<'_>, sources: &[String], example: bool) -> Markup {
    html! {
        @if example { p.state { (w.say("example-source")) } }
        @for source in sources { p.sources { (source) } }
    }
}

pub(super) fn as_json(w: &Writer<'_>, found: &[Found]) -> Result<Vec<Value>, PagesError> {
    let one = |found: &Found| {
        let mut item = blocks::item_as_json(w, &found.item)?;
        item["page"] = json!(found.href);
        Ok(item)
    };
    found.iter().map(one).collect()
}
