//! Blocks that need no data, as HTML.

use maud::{Markup, html};
use parvis_model::{Block, Fact, Link, NoticeKind, Progress, Table};

use super::{Frame, notice, people, slot};
use crate::link;
use crate::writer::Writer;

pub(super) fn html(w: &Writer<'_>, frame: Frame<'_>, block: &Block) -> Markup {
    match block {
        Block::Heading(heading) => super::heading(w, frame.level, heading),
        Block::Paragraph(text) => html! { p { (w.text(text)) } },
        Block::Bullets(texts) => html! { ul.bullets { @for text in texts { li { (w.text(text)) } } } },
        Block::Notice(said) => notice(said.kind, &w.text(&said.title), &w.text(&said.text)),
        Block::Facts(known) => facts(w, known),
        Block::Links(known) => links(w, frame, known),
        Block::Search(wanted) => people::search(w, frame, wanted),
        Block::Steps(steps) => people::steps(w, frame, steps),
        Block::Table(table) => self::table(w, table),
        Block::Contact(contact) => people::contact(w, contact),
        Block::Progress(progress) => self::progress(w, progress),
        Block::Disclosure { summary, text } => html! {
            details.disclosure { summary { (w.text(summary)) } p { (w.text(text)) } }
        },
        Block::Divider => html! { hr; },
        Block::QuickExit => people::quick_exit(w),
        // These need the hub's help, which comes with actions, the map and pictures.
        Block::Feed(_)
        | Block::Actions(_)
        | Block::Form(_)
        | Block::Thread(_)
        | Block::Map(_)
        | Block::Figure(_) => notice(NoticeKind::Info, &html! {}, &html! { (w.say("coming-soon")) }),
    }
}

fn facts(w: &Writer<'_>, facts: &[Fact]) -> Markup {
    html! {
        dl.facts { @for fact in facts { div { dt { (w.text(&fact.label)) } dd { (w.text(&fact.value)) } } } }
    }
}

fn links(w: &Writer<'_>, frame: Frame<'_>, links: &[Link]) -> Markup {
    html! { ul.links { @for known in links { li { (self::link(w, frame, known)) } } } }
}

/// A link, or only its words if it leads nowhere safe.
pub(super) fn link(w: &Writer<'_>, frame: Frame<'_>, link: &Link) -> Markup {
    let words = w.text(&link.text);
    match link::target(frame.plugin, &link.target) {
        Some(address) => slot::anchor(w, &address, &words),
        None => words,
    }
}

fn table(w: &Writer<'_>, table: &Table) -> Markup {
    html! {
        div.table-box role="region" tabindex="0" aria-label=(w.plain(&table.caption)) {
            table {
                caption { (w.text(&table.caption)) }
                thead { tr { @for column in &table.columns { th scope="col" { (w.text(column)) } } } }
                tbody { @for row in &table.rows { tr {
                    @for (i, cell) in row.iter().enumerate() {
                        @if i == 0 { th scope="row" { (w.text(cell)) } } @else { td { (w.text(cell)) } }
                    }
                } } }
            }
        }
    }
}

fn progress(w: &Writer<'_>, progress: &Progress) -> Markup {
    let (value, goal) = (progress.value.max(0), progress.goal.max(1));
    let words = w.say_with("progress", &[("value", value.into()), ("goal", goal.into())]);
    let label = format!("{} {words}", w.plain(&progress.label));
    html! {
        div.progress {
            p { (w.text(&progress.label)) " " strong { (words) } }
            progress value=(value.min(goal)) max=(goal) aria-label=(label) { (words) }
        }
    }
}
