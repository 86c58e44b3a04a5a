//! The list around a public place, made to be printed and hung up: what stays true on paper, and a code that leads to the
//! list of the day.

use maud::{Markup, html};
use parvis_model::{FilledSlot, Freshness, NoticeKind, SlotSource, Value};
use serde_json::json;

use super::filters::{Filters, What};
use super::found::{self, Found};
use crate::blocks::{self, notice};
use crate::formats::{clock, day_with_weekday, day_with_weekday_and_year, timestamp};
use crate::place_chooser::{self, PlaceChooser};
use crate::writer::Writer;
use crate::{PagesError, formats, freshness, icons, qr};

/// `/autour/affiche`.
#[derive(Clone, Debug)]
pub struct PosterPage {
    /// What is asked for.
    pub filters: Filters,
    /// Public places, to choose one from.
    pub chooser: PlaceChooser,
    /// The list; none without a public place: a poster never stands for where its maker is.
    pub list: Option<PosterList>,
}

/// What is on a poster.
#[derive(Clone, Debug)]
pub struct PosterList {
    /// Name of the public place.
    pub place: String,
    /// The whole address of this list, as it is read from paper.
    pub address: String,
    /// Results, the nearest first.
    pub found: Vec<Found>,
    /// True if there are more than a sheet holds.
    pub more: bool,
    /// Who says so, under which licence.
    pub sources: Vec<String>,
    /// True if one of them is an illustration.
    pub example: bool,
    /// The worst state of the data; none without results.
    pub freshness: Option<Freshness>,
}

impl PosterPage {
    pub(crate) fn title(&self, w: &Writer<'_>) -> String {
        match &self.list {
            Some(list) => list.title(w),
            None => w.say("poster"),
        }
    }

    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        html! {
            p.back { a href="/autour" { (icons::back()) (w.say("around-me")) } }
            @match &self.list {
                Some(list) => (list.html(w, &self.filters)),
                None => (self.question(w)),
            }
        }
    }

    /// Which public place? What was asked for besides is kept.
    fn question(&self, w: &Writer<'_>) -> Markup {
        html! {
            h1 { (w.say("poster")) }
            p.lede { (w.say("poster-lede")) }
            form.chooser method="get" action="/autour/affiche" {
                @for (name, word) in self.filters.asked_for() { input type="hidden" name=(name) value=(word); }
                (place_chooser::by_name(w, &self.chooser, &w.say("poster-go")))
            }
        }
    }

    pub(crate) fn json(&self, w: &Writer<'_>) -> Result<serde_json::Value, PagesError> {
        let Some(list) = &self.list else {
            return Ok(json!({ "filters": self.filters, "needs-place": true }));
        };
        Ok(json!({
            "filters": self.filters,
            "needs-place": false,
            "around": list.place,
            "address": list.address,
            "found": found::as_json(w, &list.found)?,
            "more": list.more,
            "sources": list.sources,
            "example": list.example,
        }))
    }
}

impl PosterList {
    fn title(&self, w: &Writer<'_>) -> String {
        w.say_with("around-place", &[("name", self.place.as_str().into())])
    }

    fn html(&self, w: &Writer<'_>, filters: &Filters) -> Markup {
        let sentence = self.freshness.and_then(|state| freshness::sentence(w, state));
        html! {
            article.poster {
                h1 { (self.title(w)) }
                p.lede { (filters.in_words(w)) }
                @if let Some(sentence) = sentence { (notice(NoticeKind::Warning, &html! {}, &html! { (sentence) })) }
                @if self.found.is_empty() { p.quiet { (w.say("around-empty")) } } @else {
                    ul { @for found in &self.found { li { (row(w, found, filters.what == What::All)) } } }
                }
                @if self.more { p.quiet { (w.say("poster-more")) } }
                (self.foot(w))
            }
        }
    }

    /// Where the list of the day is, of which day this one is, and who says so.
    fn foot(&self, w: &Writer<'_>) -> Markup {
        let now = w.local(w.context.now);
        let day = day_with_weekday_and_year(w, now.date());
        html! {
            div.poster-foot {
                (qr::drawing(&self.address, &w.say("poster-code")).unwrap_or_default())
                div {
                    p.poster-address { (w.say("poster-scan")) br; (self.address) }
                    p { (w.say_with("poster-made", &[("day", day.into()), ("time", clock(&now).into())])) }
                    (found::sources(w, &self.sources, self.example))
                }
            }
        }
    }
}

/// What, when, where, how far.
fn row(w: &Writer<'_>, found: &Found, with_kind: bool) -> Markup {
    let kind = found::kind(w, found, with_kind);
    let details = found.item.details.iter().map(|slot| detail(w, slot));
    let details: Vec<Markup> =
        std::iter::once(html! { (kind) }).chain(details).filter(|markup| !markup.0.is_empty()).collect();
    let title = &found.item.title;
    html! {
        a.title href=(found.href) { (blocks::slot_value(w, title, &formats::show(w, title))) }
        span.details { @for (at, detail) in details.iter().enumerate() { @if at > 0 { " · " } (detail) } }
    }
}

/// A moment is written with its day: on paper "today" would be wrong tomorrow.
fn detail(w: &Writer<'_>, slot: &FilledSlot) -> Markup {
    let (SlotSource::Start, Value::Instant(at)) = (&slot.source, &slot.value) else {
        return blocks::slot_value(w, slot, &formats::show(w, slot));
    };
    let local = w.local(*at);
    let day = day_with_weekday(w, local.date());
    let words = w.say_with("day-and-time", &[("day", day.into()), ("time", clock(&local).into())]);
    html! { time datetime=(timestamp(w, *at)) { (words) } }
}
