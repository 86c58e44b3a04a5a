//! Views whose feeds are filled: the blocks that plugins compose pages from.

mod calm;
mod feed;
mod feed_json;
mod feed_table;
mod fixed;
mod item;
mod people;
mod slot;

pub(crate) use calm::notice;
pub(crate) use feed_json::{item as item_as_json, json as feed_as_json};
pub(crate) use item::found;
pub(crate) use slot::value as slot_value;

use maud::{Markup, html};
use parvis_model::{Block, FilledFeed, Heading, Text};
use serde_json::{Value, json};

use crate::PagesError;
use crate::writer::Writer;

/// A view with its feeds filled, ready to be written.
#[derive(Clone, Debug, PartialEq)]
pub struct FilledView {
    /// Title of the page or of the card.
    pub title: Text,
    /// What it is about, in one sentence; may be empty.
    pub description: Text,
    /// What is shown, in order.
    pub blocks: Vec<FilledBlock>,
}

/// One block of a filled view.
#[derive(Clone, Debug, PartialEq)]
pub enum FilledBlock {
    /// A feed with its results.
    Feed(Box<FilledFeed>),
    /// A block that needs no data. A feed in here was not filled: it is shown as something to come.
    Fixed(Block),
}

/// Where a view is shown.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    /// The plugin that made the view: its links begin there.
    pub(crate) plugin: &'a str,
    /// Level of the headings inside the view.
    pub(crate) level: u8,
}

impl Frame<'_> {
    /// The same place one heading further down.
    pub(crate) fn deeper(self) -> Self {
        Frame { level: (self.level + 1).min(6), ..self }
    }
}

/// The blocks of a view as HTML. Headings never skip a level, whatever the plugin asks for.
pub(crate) fn html(w: &Writer<'_>, frame: Frame<'_>, view: &FilledView) -> Markup {
    let mut current = frame;
    let mut written = Vec::with_capacity(view.blocks.len());
    for block in &view.blocks {
        written.push(match block {
            FilledBlock::Fixed(Block::Heading(wanted)) => {
                let placed = place_heading(frame, current, wanted);
                current = placed.deeper();
                heading(w, placed.level, wanted)
            }
            FilledBlock::Fixed(block) => fixed::html(w, current, block),
            FilledBlock::Feed(feed) => feed::html(w, current, feed),
        });
    }
    html! { @for block in &written { (block) } }
}

/// A part stands at the view's level; a part of a part one below, if there is a part above it.
fn place_heading<'a>(frame: Frame<'a>, current: Frame<'a>, heading: &Heading) -> Frame<'a> {
    if heading.level <= 1 || current.level == frame.level { frame } else { frame.deeper() }
}

fn heading(w: &Writer<'_>, level: u8, heading: &Heading) -> Markup {
    titled(level, "", &w.text(&heading.text))
}

/// A heading of any level.
pub(crate) fn titled(level: u8, class: &str, words: &Markup) -> Markup {
    let class = (!class.is_empty()).then_some(class);
    match level {
        0..=2 => html! { h2 class=[class] { (words) } },
        3 => html! { h3 class=[class] { (words) } },
        4 => html! { h4 class=[class] { (words) } },
        5 => html! { h5 class=[class] { (words) } },
        _ => html! { h6 class=[class] { (words) } },
    }
}

/// The view as JSON: values raw and as people read them.
pub(crate) fn json(w: &Writer<'_>, view: &FilledView) -> Result<Value, PagesError> {
    let blocks = view.blocks.iter().map(|block| match block {
        FilledBlock::Feed(feed) => Ok(json!({ "feed": feed_json::json(w, feed)? })),
        FilledBlock::Fixed(block) => Ok(serde_json::to_value(block)?),
    });
    Ok(json!({
        "title": w.plain(&view.title),
        "description": w.plain(&view.description),
        "blocks": blocks.collect::<Result<Vec<_>, PagesError>>()?,
    }))
}
