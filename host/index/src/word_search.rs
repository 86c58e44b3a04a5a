//! Searching a collection by words that people type: accents, case and small mistakes aside.

use crate::text_match::TextMatch;
use crate::{FeatureRef, Hit, Snapshot};

impl Snapshot {
    /// The features of a collection whose titles or texts hold every word; with `forgiving`, or nearly. The best first, at
    /// most `limit`, and only those for which `is_wanted` holds. Cost: one look at every feature of the collection.
    pub fn search(
        &self,
        collection: &str,
        text: &str,
        (limit, forgiving): (usize, bool),
        is_wanted: impl Fn(&FeatureRef) -> bool,
    ) -> Vec<Hit> {
        let matching = if forgiving { TextMatch::forgiving(text) } else { TextMatch::new(text) };
        let (Some(matching), Some(collection)) = (matching, self.collection(collection)) else {
            return Vec::new();
        };
        let ranked = collection.iter().filter_map(|feature| Some((matching.rank(&feature)?, feature)));
        let mut ranked: Vec<(u32, FeatureRef)> = ranked.filter(|(_, feature)| is_wanted(feature)).collect();
        ranked.sort_by(|(a, one), (b, other)| {
            a.cmp(b)
                .then_with(|| one.title.fallback().cmp(other.title.fallback()))
                .then_with(|| one.id.cmp(&other.id))
        });
        ranked.truncate(limit);
        ranked.into_iter().map(|(_, feature)| Hit { feature, distance_m: None }).collect()
    }
}
