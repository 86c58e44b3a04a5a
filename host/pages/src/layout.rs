//! The frame of every page: head, skip link, header, verbs, banners, footer.

use maud::{DOCTYPE, Markup, html};
use parvis_model::{Language, Verb};

use crate::documents::{LegalKind, Page, legal_title, verb_icon, verb_title};
use crate::formats::{clock, day_with_weekday_and_year};
use crate::static_files::address;
use crate::writer::Writer;
use crate::{icons, link};

/// The whole document.
pub(crate) fn document(w: &Writer<'_>, page: &Page) -> Markup {
    let context = w.context;
    html! {
        (DOCTYPE)
        html lang=(context.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                // Not `no-referrer`: browsers would then send forms with `Origin: null`.
                meta name="referrer" content="same-origin";
                meta name="color-scheme" content="light dark";
                title { (page.title(w)) " – " (context.territory) }
                link rel="icon" type="image/svg+xml" href=(address("favicon.svg"));
                link rel="stylesheet" href=(address("hub.css"));
                @if matches!(page, Page::Home(_)) { script src=(address("hub.js")) defer {} }
                @if matches!(page, Page::Map(_)) {
                    link rel="stylesheet" href=(address("map.css"));
                    script type="module" src=(address("map.js")) {}
                }
            }
            body {
                a.skip href="#contenu" { (w.say("skip")) }
                (header(w))
                (navigation(w))
                (banners(w))
                main id="contenu" tabindex="-1" { (page.main(w)) }
                (footer(w))
            }
        }
    }
}

fn header(w: &Writer<'_>) -> Markup {
    let context = w.context;
    html! {
        header.top {
            div.wrap {
                a.brand href="/" { (icons::mark()) span { (context.territory) } }
                a.search-link href="/chercher" { (icons::search()) (w.say("search")) }
                @if let Some(place) = context.place.as_ref().filter(|_| context.path != "/") {
                    p.where {
                        (icons::pin()) span { span.spoken { (w.say("around")) " " } (place.name) }
                        " " a href="/#lieu" { (w.say("change")) span.spoken { " " (w.say("the-place")) } }
                    }
                }
            }
        }
    }
}

/// The verbs that a service offers: a bar at the bottom of a phone, a line below the header elsewhere.
/// A phone has room for six; paperwork is on the front page and in the footer.
fn navigation(w: &Writer<'_>) -> Markup {
    let here = |path: &str| (w.context.path == path).then_some("page");
    html! {
        nav.verbs aria-label=(w.say("navigation")) {
            ul {
                li { a href="/" aria-current=[here("/")] { (icons::home()) span { (w.say("home")) } } }
                @for verb in w.context.verbs.iter().filter(|verb| **verb != Verb::Paperwork) {
                    @let path = format!("/{}", verb.path());
                    li { a href=(path) aria-current=[here(&path)] { (verb_icon(*verb)) span { (verb_title(w, *verb)) } } }
                }
            }
        }
    }
}

/// What everybody must know of this hub: it shows another time, or a sample.
fn banners(w: &Writer<'_>) -> Markup {
    let context = w.context;
    html! {
        @if context.clock_shifted || context.sample {
            aside.banner aria-label=(w.say("banner")) {
                @if context.clock_shifted { p { (demo_clock(w)) } }
                @if context.sample { p { (w.say("sample-territory")) } }
            }
        }
    }
}

fn demo_clock(w: &Writer<'_>) -> String {
    let local = w.local(w.context.now);
    let day = day_with_weekday_and_year(w, local.date());
    w.say_with("demo-clock", &[("day", day.into()), ("time", clock(&local).into())])
}

fn footer(w: &Writer<'_>) -> Markup {
    html! {
        footer {
            div.wrap {
                ul {
                    @if w.context.verbs.contains(&Verb::Paperwork) {
                        li { a href={ "/" (Verb::Paperwork.path()) } { (verb_title(w, Verb::Paperwork)) } }
                    }
                    li { a href="/services" { (w.say("services")) } }
                    li { a href="/donnees" { (w.say("open-data")) } }
                    @for kind in LegalKind::ALL { li { a href={ "/" (kind.path()) } { (legal_title(w, kind)) } } }
                    @for language in Language::ALL.into_iter().filter(|other| *other != w.context.language) {
                        li { (other_language(w, language)) }
                    }
                }
                p { (w.say("free-software")) }
            }
        }
    }
}

/// The same page in another language, in that language's own words.
fn other_language(w: &Writer<'_>, language: Language) -> Markup {
    let href = format!("{}?lang={}", link::own_path(&w.context.path), language.tag());
    let name = w.say_with("language", &[("tag", language.tag().into())]);
    html! { a href=(href) lang=(language.tag()) hreflang=(language.tag()) rel="alternate" { (name) } }
}
