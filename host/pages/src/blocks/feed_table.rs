//! A feed as a table: a row for each result, a column for each slot that any of them has.

use maud::{Markup, html};
use parvis_model::{FilledFeed, FilledItem, FilledSlot};

use super::{Frame, item, slot};
use crate::writer::Writer;

pub(super) fn html(w: &Writer<'_>, frame: Frame<'_>, feed: &FilledFeed) -> Markup {
    let Some(first) = feed.items.first() else { return html! {} };
    let columns = columns(&feed.items);
    html! {
        div.table-box role="region" tabindex="0" aria-label=(w.say("table")) {
            table {
                thead { tr {
                    (head(w, &first.title))
                    @for column in &columns { (head(w, column)) }
                } }
                tbody { @for item in &feed.items { tr {
                    th scope="row" { (item::linked(frame, item, slot::unlabelled(w, &item.title))) }
                    @for column in &columns { td { (cell(w, item, column)) } }
                } } }
            }
        }
    }
}

/// The slots of a result beside its title.
fn slots(item: &FilledItem) -> impl Iterator<Item = &FilledSlot> {
    item.lead.iter().chain(&item.badge).chain(&item.details)
}

/// True if both are of the same column.
fn is_same(a: &FilledSlot, b: &FilledSlot) -> bool {
    a.source == b.source && a.format == b.format
}

/// Every slot once, in the order of the feed: what a result lacks is placed by those that have it.
fn columns(items: &[FilledItem]) -> Vec<&FilledSlot> {
    let mut columns: Vec<&FilledSlot> = Vec::new();
    for item in items {
        let mut next = 0;
        for slot in slots(item) {
            let known = columns.iter().position(|column| is_same(column, slot));
            let at = known.unwrap_or(next);
            if known.is_none() {
                columns.insert(at, slot);
            }
            next = at + 1;
        }
    }
    columns
}

/// The head of a column: the slot's label, or else what kind of value it is.
fn head(w: &Writer<'_>, slot: &FilledSlot) -> Markup {
    html! {
        th scope="col" {
            @if slot.label.is_empty() { (w.say_with("column", &[("name", slot.source.name().into())])) }
            @else { (w.text(&slot.label)) }
        }
    }
}

/// The value of a column. A result without it has an empty cell.
fn cell(w: &Writer<'_>, item: &FilledItem, column: &FilledSlot) -> Markup {
    match slots(item).find(|slot| is_same(slot, column)) {
        Some(slot) => slot::unlabelled(w, slot),
        None => html! {},
    }
}
