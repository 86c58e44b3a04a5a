//! Building a part batch by batch.

use std::mem;

use parvis_model::Feature;

use crate::Part;
use crate::intern::Interner;

/// Collects the features of one source for one collection, and keeps what they share once.
#[derive(Default)]
pub struct PartBuilder {
    features: Vec<Feature>,
    interner: Interner,
}

impl PartBuilder {
    /// An empty part to be filled.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a batch. If an id comes twice, in one batch or in two, the later feature is kept.
    pub fn push(&mut self, batch: Vec<Feature>) {
        self.features.reserve(batch.len());
        for mut feature in batch {
            self.interner.share(&mut feature);
            self.features.push(feature);
        }
    }

    /// Sorts and indexes what was pushed: O(n log n), O(n) for the sort by id if the batches came in order of id.
    pub fn finish(self) -> Part {
        let mut features = self.features;
        drop(self.interner);
        features.sort_by(|a, b| a.id.cmp(&b.id));
        // The sort is stable, so the later of two comes second and takes the place of the first.
        features.dedup_by(|later, kept| {
            let same = later.id == kept.id;
            if same {
                mem::swap(later, kept);
            }
            same
        });
        features.shrink_to_fit();
        Part::new(features)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parvis_model::{Properties, Text};

    fn feature(id: &str, title: &str) -> Feature {
        Feature {
            id: id.into(),
            title: Text::new(title),
            geometry: None,
            period: None,
            parent: None,
            properties: Properties::from([]),
        }
    }

    #[test]
    fn of_equal_ids_the_last_is_kept() {
        let mut builder = PartBuilder::new();
        builder.push(vec![feature("b", "1"), feature("a", "2"), feature("b", "3")]);
        builder.push(vec![feature("b", "4"), feature("c", "5")]);
        let part = builder.finish();
        let titles: Vec<&str> = part.features().iter().map(|f| &**f.title.fallback()).collect();
        assert_eq!(titles, ["2", "4", "5"]);
    }
}
