//! What everybody may ask of a hub: what it keeps, whether all can use it, its rules, who runs it. From the real configuration.

use maud::{Markup, html};
use parvis_model::Text;
use serde::Serialize;

use crate::writer::Writer;
use crate::{icons, link};

/// One of these pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LegalKind {
    /// `/vos-donnees`: what is kept of a visitor.
    YourData,
    /// `/accessibilite`: who can use it.
    Accessibility,
    /// `/regles`: where what is shown comes from, and what to do about mistakes.
    Rules,
    /// `/mentions`: who runs it.
    Legal,
}

/// Who runs the hub, as the configuration says.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Operator {
    /// Name of the town or the association; empty where nothing is said.
    pub name: String,
    /// How to reach it, `mailto:`, `https:` or `tel:`; empty where nothing is said.
    pub contact: String,
}

/// Such a page.
#[derive(Clone, Debug, Serialize)]
pub struct LegalPage {
    /// Which one.
    pub kind: LegalKind,
    /// Who runs the hub.
    pub operator: Operator,
    /// Services that ask outside hosts, and which: on `/vos-donnees`.
    pub outside: Vec<OutsideLine>,
    /// Who publishes what is shown: on `/mentions`.
    pub sources: Vec<String>,
}

/// The hosts that a service may ask, in the name of all residents together.
#[derive(Clone, Debug, Serialize)]
pub struct OutsideLine {
    /// Title of the service.
    pub service: Text,
    /// Hosts.
    pub hosts: Vec<String>,
}

/// A page's part: its heading, then its sentences.
type Part = (&'static str, &'static [&'static str]);

const YOUR_DATA: &[Part] = &[
    ("data-place", &["data-place-1", "data-place-2", "data-place-3"]),
    ("data-kept", &["data-kept-1", "data-kept-2", "data-kept-3"]),
    ("data-alone", &["data-alone-1", "data-alone-2"]),
];
const ACCESSIBILITY: &[Part] = &[
    ("access-promise", &["access-promise-1", "access-promise-2", "access-promise-3"]),
    ("access-known", &["access-known-1", "access-known-2"]),
];
const RULES: &[Part] = &[
    ("rules-who", &["rules-who-1", "rules-who-2"]),
    ("rules-order", &["rules-order-1", "rules-order-2"]),
    ("rules-wrong", &["rules-wrong-1", "rules-wrong-2"]),
];
const LEGAL: &[Part] = &[("legal-software", &["legal-software-1", "legal-software-2"])];

impl LegalKind {
    /// Every page, in the order of the footer.
    pub const ALL: [LegalKind; 4] =
        [LegalKind::YourData, LegalKind::Accessibility, LegalKind::Rules, LegalKind::Legal];

    /// Its path without the leading slash.
    pub fn path(self) -> &'static str {
        match self {
            LegalKind::YourData => "vos-donnees",
            LegalKind::Accessibility => "accessibilite",
            LegalKind::Rules => "regles",
            LegalKind::Legal => "mentions",
        }
    }

    fn parts(self) -> &'static [Part] {
        match self {
            LegalKind::YourData => YOUR_DATA,
            LegalKind::Accessibility => ACCESSIBILITY,
            LegalKind::Rules => RULES,
            LegalKind::Legal => LEGAL,
        }
    }
}

/// The title of such a page, also in the footer.
pub(crate) fn title(w: &Writer<'_>, kind: LegalKind) -> String {
    w.say_with("legal-page", &[("page", kind.path().into())])
}

impl LegalPage {
    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        html! {
            p.back { a href="/" { (icons::back()) (w.say("home")) } }
            h1 { (title(w, self.kind)) }
            @if self.kind == LegalKind::Legal { (self.operator(w)) }
            @for (heading, sentences) in self.kind.parts() {
                h2 { (w.say(heading)) }
                @for sentence in *sentences { p { (w.say(sentence)) } }
            }
            @if self.kind == LegalKind::YourData { (self.outside(w)) }
            @if self.kind == LegalKind::Legal { (self.sources(w)) }
            @if self.kind != LegalKind::Legal { (self.contact(w)) }
        }
    }

    fn operator(&self, w: &Writer<'_>) -> Markup {
        html! {
            h2 { (w.say("legal-operator")) }
            @if self.operator.name.is_empty() { p { (w.say("legal-operator-none")) } } @else { p { (self.operator.name) } }
            (self.contact(w))
        }
    }

    fn contact(&self, w: &Writer<'_>) -> Markup {
        let shown = self.operator.contact.trim_start_matches("mailto:").trim_start_matches("tel:");
        html! {
            @if let Some(href) = link::contact(&self.operator.contact) {
                p { (w.say("legal-contact")) " " a href=(href) { (shown) } }
            }
        }
    }

    fn outside(&self, w: &Writer<'_>) -> Markup {
        html! {
            h2 { (w.say("data-outside")) }
            @if self.outside.is_empty() { p { (w.say("data-outside-none")) } } @else {
                p { (w.say("data-outside-lede")) }
                ul.bullets {
                    @for line in &self.outside { li { (w.text(&line.service)) " – " (line.hosts.join(", ")) } }
                }
            }
            p { a href="/services" { (w.say("services")) } }
        }
    }

    fn sources(&self, w: &Writer<'_>) -> Markup {
        html! {
            h2 { (w.say("legal-sources")) }
            ul.bullets { @for source in &self.sources { li { (source) } } }
            p { a href="/donnees" { (w.say("open-data")) } }
        }
    }
}
