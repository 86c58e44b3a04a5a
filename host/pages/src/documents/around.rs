//! Around me: one list of what every service knows near here, with words as filters.

use maud::{Markup, html};
use parvis_model::{Freshness, NoticeKind};
use serde::Serialize;
use serde_json::{Value, json};

use super::found::{self, Found};
use crate::blocks::notice;
use crate::writer::Writer;
use crate::{PagesError, freshness, link};

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

/// What is asked for, in words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Filters {
    /// `quoi`.
    pub what: What,
    /// `quand`.
    pub when: When,
    /// `distance`.
    pub distance: Distance,
}

/// Which things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// Everything.
    #[default]
    All,
    /// Events.
    Outings,
    /// Places.
    Places,
    /// Services that help.
    Help,
    /// Stops.
    Transport,
    /// Offers.
    Offers,
}

/// On which days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// Within the hour.
    Now,
    /// Until midnight.
    #[default]
    Today,
    /// Saturday and Sunday.
    Weekend,
    /// Seven days.
    Week,
}

/// How far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Distance {
    /// 500 metres.
    Steps,
    /// A kilometre, about a quarter of an hour on foot.
    #[default]
    Walk,
    /// Three kilometres.
    Quarter,
    /// Ten kilometres.
    Town,
}

impl Distance {
    pub(crate) fn metres(self) -> f64 {
        match self {
            Distance::Steps => 500.0,
            Distance::Walk => 1_000.0,
            Distance::Quarter => 3_000.0,
            Distance::Town => 10_000.0,
        }
    }
}

/// The words of the addresses, in the order in which they are shown.
const WHATS: [(&str, What); 6] = [
    ("tout", What::All),
    ("sorties", What::Outings),
    ("lieux", What::Places),
    ("aide", What::Help),
    ("transports", What::Transport),
    ("offres", What::Offers),
];
const WHENS: [(&str, When); 4] = [
    ("maintenant", When::Now),
    ("aujourd-hui", When::Today),
    ("week-end", When::Weekend),
    ("semaine", When::Week),
];
const DISTANCES: [(&str, Distance); 4] = [
    ("500", Distance::Steps),
    ("1000", Distance::Walk),
    ("3000", Distance::Quarter),
    ("10000", Distance::Town),
];

impl Filters {
    /// Reads the parameters of an address; what is unknown is as if it were not there.
    pub(crate) fn of(query: &[(String, String)]) -> Filters {
        fn chosen<T: Copy + Default>(query: &[(String, String)], name: &str, words: &[(&str, T)]) -> T {
            let given = query.iter().find(|(known, _)| known == name).map(|(_, word)| word.as_str());
            let found = words.iter().find(|(word, _)| Some(*word) == given);
            found.map(|(_, value)| *value).unwrap_or_default()
        }
        Filters {
            what: chosen(query, "quoi", &WHATS),
            when: chosen(query, "quand", &WHENS),
            distance: chosen(query, "distance", &DISTANCES),
        }
    }

    /// Each parameter of an address and its word.
    fn parameters(self) -> [(&'static str, &'static str); 3] {
        fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> &'static str {
            words.iter().find(|(_, known)| known == value).map(|(word, _)| *word).unwrap_or_default()
        }
        [
            ("quoi", word(&WHATS, &self.what)),
            ("quand", word(&WHENS, &self.when)),
            ("distance", word(&DISTANCES, &self.distance)),
        ]
    }

    /// Those that do not go without saying.
    pub(super) fn asked_for(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let usual = Filters::default().parameters();
        self.parameters().into_iter().filter(move |parameter| !usual.contains(parameter))
    }

    /// The same in the words of residents.
    pub(super) fn in_words(self, w: &Writer<'_>) -> String {
        let words =
            self.parameters().map(|(_, word)| w.say_with("filter-word", &[("word", spoken(word).into())]));
        words.join(" · ")
    }

    /// The poster around a public place, as short as it can be: people may have to type it.
    pub(crate) fn poster(self, place: &str) -> String {
        let others: String = self.asked_for().map(|(name, word)| format!("&{name}={word}")).collect();
        format!("/autour/affiche?lieu={}{others}", link::one_step(place))
    }

    fn href(self) -> String {
        format!("/autour?{}", self.parameters().map(|(name, word)| format!("{name}={word}")).join("&"))
    }
}

impl AroundPage {
    pub(crate) fn html(&self, w: &Writer<'_>) -> Markup {
        html! {
            h1 { (w.say("around-me")) }
            @if self.needs_place {
                p.quiet { (w.say("no-place")) " " a href="/#lieu" { (w.say("choose-place")) } }
            } @else {
                (self.filters(w))
                @if let Some(sentence) = self.freshness.and_then(|state| freshness::sentence(w, state)) {
                    (notice(NoticeKind::Warning, &html! {}, &html! { (sentence) }))
                }
                @if self.found.is_empty() { p.quiet { (w.say("around-empty")) } }
                @else { (found::list(w, &self.found, self.filters.what == What::All)) }
                (found::sources(w, &self.sources, self.example))
                (self.subscriptions(w))
            }
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

    /// Each filter is a line of words; the one in force is said to be.
    fn filters(&self, w: &Writer<'_>) -> Markup {
        let now = self.filters;
        html! {
            div.filters role="group" aria-label=(w.say("filters")) {
                (line(w, "quoi", &WHATS, |what| Filters { what, ..now }, now))
                (line(w, "quand", &WHENS, |when| Filters { when, ..now }, now))
                (line(w, "distance", &DISTANCES, |distance| Filters { distance, ..now }, now))
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

/// The word's name in the translations: names there are no numbers.
fn spoken(word: &str) -> String {
    if word.starts_with(|c: char| c.is_ascii_digit()) { format!("m{word}") } else { word.to_owned() }
}

fn line<T: Copy>(
    w: &Writer<'_>,
    name: &str,
    words: &[(&str, T)],
    with: impl Fn(T) -> Filters,
    now: Filters,
) -> Markup {
    html! {
        p {
            span.label { (w.say_with("filter", &[("name", name.into())])) }
            @for (word, value) in words {
                @let filters = with(*value);
                " " a href=(filters.href()) aria-current=[(filters == now).then_some("true")] {
                    (w.say_with("filter-word", &[("word", spoken(word).into())]))
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_its_filters_are_one() {
        let pair = |name: &str, word: &str| (name.to_owned(), word.to_owned());
        let filters =
            Filters::of(&[pair("quoi", "aide"), pair("quand", "week-end"), pair("distance", "3000")]);
        assert_eq!(filters, Filters { what: What::Help, when: When::Weekend, distance: Distance::Quarter });
        assert_eq!(filters.href(), "/autour?quoi=aide&quand=week-end&distance=3000");
        assert_eq!(
            filters.poster("gare issy"),
            "/autour/affiche?lieu=gare%20issy&quoi=aide&quand=week-end&distance=3000"
        );
        assert_eq!(Filters::default().poster("meudon"), "/autour/affiche?lieu=meudon");
        assert_eq!(Filters::of(&[pair("quoi", "<script>")]), Filters::default());
        assert!(DISTANCES.iter().all(|(word, distance)| *word == distance.metres().to_string()));
    }
}
