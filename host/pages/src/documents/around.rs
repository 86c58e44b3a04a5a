//! Around me: one list of what every service knows near here, with words as filters.

use maud::{Markup, html};
use parvis_model::{Freshness, NoticeKind};
use serde_json::{Value, json};

use super::filters::{AROUND, Filters, MAP, What};
use super::found::{self, Found};
use super::map;
use crate::blocks::notice;
use crate::writer::Writer;
use crate::{PagesError, freshness, icons, link};

/// `/autour`.
#[derive(Clone, Debug)]
pub struct AroundPage {
    /// What is asked for.
    pub filters: Filters,
    /// True if the visitor has chosen no place.
    pub needs_place: bool,
    /// Results, the nearest first.
    pub found: Vec<Found>,
    /// Who says so.
    pub sources: Vec<String>,
    /// True if one of them is an illustration.
    pub example: bool,
    /// The worst state of the data; none without results.
    pub freshness: Option<Freshness>,
    /// Id of the public place around which lists can be taken away; none for a position.
    pub public_place: Option<String>,
}

impl AroundPage {
    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        html! {
            h1 { (w.say("around-me")) }
            @if self.needs_place {
                p.quiet { (w.say("no-place")) " " a href="/#lieu" { (w.say("choose-place")) } }
            } @else {
                (self.filters.html(w, AROUND))
                p.more-link { a href={ (self.filters.href(MAP)) "#" (map::SHOWN) } { (w.say("see-map")) (icons::forward()) } }
                (self.list(w))
                (self.subscriptions(w))
            }
        }
    }

    /// What was found, and who says so.
    pub(super) fn list(&self, w: &Writer<'_>) -> Markup {
        html! {
            @if let Some(sentence) = self.freshness.and_then(|state| freshness::sentence(w, state)) {
                (notice(NoticeKind::Warning, &html! {}, &html! { (sentence) }))
            }
            @if self.found.is_empty() { p.quiet { (w.say("around-empty")) } }
            @else { (found::list(w, &self.found, self.filters.what == What::All)) }
            (found::sources(w, &self.sources, self.example))
        }
    }

    /// Lists that leave the browser name a public place, chosen on purpose, and never where the visitor is.
    fn subscriptions(&self, w: &Writer<'_>) -> Markup {
        let Some(place) = &self.public_place else { return html! {} };
        let collection = match self.filters.what {
            What::All | What::Outings => "events",
            What::Places => "places",
            What::Help => "social-services",
            What::Transport => "stops",
            What::Offers => "offers",
        };
        let metres = self.filters.distance.metres();
        let href = |ending: &str| {
            format!("/donnees/{collection}.{ending}?lieu={}&distance={metres}", link::one_step(place))
        };
        html! {
            h2 { (w.say("take-away")) }
            p { (w.say("take-away-lede")) }
            ul.bullets {
                @for ending in ["rss", "ics", "csv", "geojson"] {
                    @if ending != "ics" || collection == "events" {
                        li { a href=(href(ending)) { (w.say_with("export", &[("ending", ending.into())])) } }
                    }
                }
                li { a href=(self.filters.poster(place)) { (w.say("poster")) } }
            }
        }
    }

    pub(crate) fn json(&self, w: &Writer<'_>) -> Result<Value, PagesError> {
        Ok(json!({
            "filters": self.filters,
            "needs-place": self.needs_place,
            "found": found::as_json(w, &self.found)?,
            "sources": self.sources,
            "example": self.example,
        }))
    }
}
