//! What is asked for around a place, in words: which things, on which days, how far. The list and the map share them.

use maud::{Markup, html};
use serde::Serialize;

use crate::link;
use crate::writer::Writer;

/// The page with the list.
pub(super) const AROUND: &str = "/autour";
/// The page with the map.
pub(super) const MAP: &str = "/carte";

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

    /// Names and words of the address.
    fn parameters(self) -> [(&'static str, &'static str); 3] {
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

    /// The address of one of the pages that they narrow.
    pub(super) fn href(self, page: &str) -> String {
        format!("{page}?{}", self.parameters().map(|(name, word)| format!("{name}={word}")).join("&"))
    }

    /// The words for the time that is asked for, as addresses have them.
    pub(crate) fn when_word(self) -> &'static str {
        word(&WHENS, &self.when)
    }

    /// Each filter is a line of words; the one in force is said to be.
    pub(super) fn html(self, w: &Writer<'_>, page: &str) -> Markup {
        html! {
            div.filters role="group" aria-label=(w.say("filters")) {
                (line(w, "quoi", &WHATS, |what| Filters { what, ..self }, self, page))
                (line(w, "quand", &WHENS, |when| Filters { when, ..self }, self, page))
                (line(w, "distance", &DISTANCES, |distance| Filters { distance, ..self }, self, page))
            }
        }
    }
}

fn word<T: PartialEq>(words: &[(&'static str, T)], value: &T) -> &'static str {
    words.iter().find(|(_, known)| known == value).map(|(word, _)| *word).unwrap_or_default()
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
    page: &str,
) -> Markup {
    html! {
        p {
            span.label { (w.say_with("filter", &[("name", name.into())])) }
            @for (word, value) in words {
                @let filters = with(*value);
                " " a href=(filters.href(page)) aria-current=[(filters == now).then_some("true")] {
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
        assert_eq!(filters.href(AROUND), "/autour?quoi=aide&quand=week-end&distance=3000");
        assert_eq!(
            filters.poster("gare issy"),
            "/autour/affiche?lieu=gare%20issy&quoi=aide&quand=week-end&distance=3000"
        );
        assert_eq!(Filters::default().poster("meudon"), "/autour/affiche?lieu=meudon");
        assert_eq!(Filters::of(&[pair("quoi", "<script>")]), Filters::default());
        assert!(DISTANCES.iter().all(|(word, distance)| *word == distance.metres().to_string()));
    }
}
