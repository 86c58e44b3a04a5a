//! Searching a collection by words that people type: accents, case and small mistakes aside.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::text_match::sought;
use crate::{FeatureRef, Hit, PublishedPart, Snapshot};

impl Snapshot {
    /// Reads the texts of a collection that were not read yet, so that no search has to. Takes a tenth of a second for 100,000
    /// features.
    pub fn prepare_search(&self, collection: &str) {
        let parts = self.collection(collection).map_or(&[][..], |collection| collection.parts());
        for part in parts {
            part.words();
        }
    }

    /// The features of a collection whose titles or texts hold every word; with `forgiving`, or nearly. The best first, at
    /// most `limit`, and only those for which `is_wanted` holds. Cost: a look at the places of each word, and at what is
    /// given; the first search in a part reads all of its texts.
    pub fn search(
        &self,
        collection: &str,
        text: &str,
        (limit, forgiving): (usize, bool),
        is_wanted: impl Fn(&FeatureRef) -> bool,
    ) -> Vec<Hit> {
        let words = sought(text);
        let Some(collection) = self.collection(collection) else { return Vec::new() };
        let mut ranked = Vec::new();
        for (number, part) in collection.numbered() {
            let of_part = best_first(part, &words, forgiving);
            let seen = of_part.filter(|(_, index)| !collection.is_hidden(number, *index));
            let found = seen.map(|(rank, index)| (rank, FeatureRef::new(part.clone(), index)));
            ranked.extend(found.filter(|(_, feature)| is_wanted(feature)).take(limit));
        }
        ranked.sort_by(|(a, one), (b, other)| {
            a.cmp(b)
                .then_with(|| one.title.fallback().cmp(other.title.fallback()))
                .then_with(|| one.id.cmp(&other.id))
        });
        ranked.truncate(limit);
        ranked.into_iter().map(|(_, feature)| Hit { feature, distance_m: None }).collect()
    }
}

/// The features of a part that fit, with their ranks. No text is looked at: most of them are never asked for.
fn best_first(part: &PublishedPart, words: &[String], forgiving: bool) -> impl Iterator<Item = (u32, u32)> {
    let index = part.words();
    let holding = index.holding(words, forgiving).into_iter();
    let mut heap: BinaryHeap<_> =
        holding.map(|(rank, feature)| Reverse((rank, index.by_title(feature), feature))).collect();
    std::iter::from_fn(move || heap.pop().map(|Reverse((rank, _, feature))| (rank, feature)))
}

#[cfg(test)]
mod tests {
    use parvis_model::{Feature, Language, Property, Text, Value};

    use super::*;
    use crate::text_match::TextMatch;
    use crate::{PartBuilder, ReadModel};

    const KNOWN: [&str; 8] =
        ["Médiathèque", "Sèvres", "médiateur", "l'été", "Val-de-Seine", "sevrage", "Œuvre", "Seineport"];
    const TYPED: [&str; 10] = [
        "mediatheque",
        "med",
        "sevres été",
        "mediateque",
        "sevrse val",
        "seine seine",
        "oeuvre seine",
        "e",
        "theque",
        " - ",
    ];

    /// Features with up to three words in their title and two properties, the same at every run.
    fn feature(number: usize) -> Feature {
        let word = |at: usize| KNOWN[number / 8_usize.pow(at as u32) % 8];
        let property = |name: &str, value| Property { name: name.into(), value };
        let mut title = Text::new(format!("{} {}", word(0), word(1)));
        if number.is_multiple_of(5) {
            title = title.with(Language::En, format!("library of {}", word(3)));
        }
        Feature {
            id: format!("{:04}", number * 7919 % 4096).into(),
            title,
            geometry: None,
            period: None,
            parent: None,
            properties: [
                property("description", Value::text(format!("{}, {}", word(2), word(0)))),
                property("kind", Value::code("secret")),
            ]
            .into(),
        }
    }

    fn snapshot() -> ReadModel {
        let model = ReadModel::new();
        for source in 0..3 {
            let mut builder = PartBuilder::new();
            // The second and the third share some ids: those of the third are hidden.
            builder.push((source * 400..source * 400 + 500).map(feature).collect());
            let parts = vec![("places".to_owned(), builder.finish())];
            model.replace_source("city", &format!("source-{source}"), parts, 1);
        }
        model
    }

    /// Every feature judged by its texts, as without an index.
    fn naive(snapshot: &Snapshot, text: &str, forgiving: bool) -> Vec<(u32, String, String)> {
        let matching = if forgiving { TextMatch::forgiving(text) } else { TextMatch::new(text) };
        let Some(matching) = matching else { return Vec::new() };
        let all = snapshot.collection("places").expect("places").iter();
        let ranked = all.filter(is_wanted).filter_map(|feature| {
            let rank = matching.rank(&feature)?;
            Some((rank, feature.title.fallback().to_string(), feature.id.to_string()))
        });
        let mut ranked: Vec<_> = ranked.collect();
        ranked.sort();
        ranked
    }

    fn is_wanted(feature: &FeatureRef) -> bool {
        !feature.id.ends_with('3')
    }

    #[test]
    fn what_the_index_finds_is_what_the_texts_say() {
        let model = snapshot();
        let snapshot = model.snapshot();
        let mut found_some = 0;
        for (text, forgiving) in TYPED.iter().flat_map(|text| [(text, false), (text, true)]) {
            for limit in [1, 20, 5_000] {
                let hits = snapshot.search("places", text, (limit, forgiving), is_wanted);
                let ids: Vec<String> = hits.iter().map(|hit| hit.feature.id.to_string()).collect();
                let mut expected = naive(&snapshot, text, forgiving);
                expected.truncate(limit);
                let expected: Vec<String> = expected.into_iter().map(|(_, _, id)| id).collect();
                assert_eq!(ids, expected, "{text}, {forgiving}, {limit}");
                found_some += usize::from(!ids.is_empty());
            }
        }
        assert!(found_some > 30, "{found_some}");
    }
}
