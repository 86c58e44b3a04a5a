//! Feeds as HTML: results in one of five layouts, what is said when there are none, and who says so.

use maud::{Markup, html};
use parvis_model::{FilledFeed, FilledItem, Freshness, Layout, NoticeKind};

use super::{Frame, feed_table, item, notice};
use crate::writer::Writer;
use crate::{freshness, icons, link};

/// Results shown before "see more". A line's stations and a table are read whole.
const SHOWN_BEFORE_MORE: usize = 8;

pub(super) fn html(w: &Writer<'_>, frame: Frame<'_>, feed: &FilledFeed) -> Markup {
    let id = format!("{}-{}", frame.plugin, feed.id.replace(char::is_whitespace, "_"));
    html! {
        div.feed id=(id) {
            (state(w, feed))
            (live(w, feed))
            @if feed.needs_place {
                (no_place(w, feed))
            } @else if feed.items.is_empty() {
                @if !feed.empty.is_empty() { p.quiet { (w.text(&feed.empty)) } }
            } @else {
                (results(w, frame, feed))
            }
            (more(w, frame, feed))
            (sources(w, feed))
        }
    }
}

/// What is wrong with the data, in the feed's own place.
fn state(w: &Writer<'_>, feed: &FilledFeed) -> Markup {
    let Some(sentence) = freshness::sentence(w, feed.freshness) else { return html! {} };
    let kind = match feed.freshness {
        Freshness::Fresh | Freshness::Refused(_) => NoticeKind::Info,
        _ => NoticeKind::Warning,
    };
    let words = html! {
        (sentence)
        @if !feed.stale.is_empty() { " " (w.text(&feed.stale)) }
    };
    notice(kind, &html! {}, &words)
}

/// What is wrong with the real time that is laid over it.
fn live(w: &Writer<'_>, feed: &FilledFeed) -> Markup {
    match feed.live.and_then(|live| freshness::live_sentence(w, live)) {
        Some(sentence) => notice(NoticeKind::Warning, &html! {}, &html! { (sentence) }),
        None => html! {},
    }
}

fn no_place(w: &Writer<'_>, feed: &FilledFeed) -> Markup {
    html! {
        p.quiet {
            @if feed.no_place.is_empty() { (w.say("no-place")) } @else { (w.text(&feed.no_place)) }
            " " a href="/#lieu" { (w.say("choose-place")) }
        }
    }
}

fn results(w: &Writer<'_>, frame: Frame<'_>, feed: &FilledFeed) -> Markup {
    if feed.layout == Layout::Table {
        return feed_table::html(w, frame, feed);
    }
    let whole = feed.layout == Layout::Timeline;
    let shown = if whole { feed.items.len() } else { SHOWN_BEFORE_MORE.min(feed.items.len()) };
    let (first, rest) = feed.items.split_at(shown);
    let linked = feed.more.as_deref().and_then(|path| link::page(frame.plugin, path)).is_some();
    html! {
        (list(w, frame, feed, first))
        @if !rest.is_empty() && !linked {
            details.more { summary { (w.say("see-more")) } (list(w, frame, feed, rest)) }
        }
    }
}

fn list(w: &Writer<'_>, frame: Frame<'_>, feed: &FilledFeed, items: &[FilledItem]) -> Markup {
    let nested = items.iter().any(|item| !item.children.is_empty() || item.no_children.is_some());
    match feed.layout {
        Layout::Cards => cards(w, frame, items),
        Layout::Board if nested => cards(w, frame, items),
        Layout::Timeline => html! {
            ol.timeline { @for item in items { li { (row_with_children(w, frame, item)) } } }
        },
        Layout::Board => html! {
            ul.rows.panel { @for item in items { li { (item::row(w, frame, item)) } } }
        },
        Layout::List | Layout::Table => html! {
            ul.list.panel { @for item in items { li { (row_with_children(w, frame, item)) } } }
        },
    }
}

fn cards(w: &Writer<'_>, frame: Frame<'_>, items: &[FilledItem]) -> Markup {
    html! {
        ul.cards { @for item in items { li.card { (item::card(w, frame, item)) } } }
    }
}

fn row_with_children(w: &Writer<'_>, frame: Frame<'_>, item: &FilledItem) -> Markup {
    html! {
        div.row { (item::row(w, frame, item)) }
        (item::children(w, frame, item))
    }
}

fn more(w: &Writer<'_>, frame: Frame<'_>, feed: &FilledFeed) -> Markup {
    let href = feed.more.as_deref().and_then(|path| link::page(frame.plugin, path));
    html! {
        @if let Some(href) = href.filter(|_| !feed.items.is_empty()) {
            p.more-link { a href=(href) { (w.say("see-more")) (icons::forward()) } }
        }
    }
}

/// Who says so, in small print.
fn sources(w: &Writer<'_>, feed: &FilledFeed) -> Markup {
    html! {
        @if !feed.sources.is_empty() {
            p.sources {
                @if feed.example { strong.example { (w.say("example")) } " " }
                (w.say("sources")) " " (feed.sources.join(" ; "))
            }
        }
    }
}
