//! Keeping the first few of many candidates.

use std::cmp::Ordering;
use std::sync::Arc;

use parvis_model::OrderBy;

use crate::order::{SortKey, Sorting};
use crate::{FeatureRef, Hit, PublishedPart};

/// A candidate that fulfils everything.
pub(crate) struct Found<'s> {
    pub(crate) part: &'s Arc<PublishedPart>,
    pub(crate) index: u32,
    pub(crate) distance_m: Option<f64>,
    pub(crate) key: SortKey,
}

impl Found<'_> {
    fn id(&self) -> &str {
        &self.part.feature(self.index).id
    }
}

/// The first `wanted` of the candidates pushed so far, and possibly some more.
pub(crate) struct Best<'s, 'q> {
    sorting: &'q Sorting<'q>,
    wanted: usize,
    found: Vec<Found<'s>>,
}

impl<'s, 'q> Best<'s, 'q> {
    pub(crate) fn new(sorting: &'q Sorting<'q>, wanted: usize) -> Self {
        Self { sorting, wanted, found: Vec::with_capacity(2 * wanted.min(32)) }
    }

    /// Adds a candidate. O(1) on average; memory stays in proportion to `wanted`.
    pub(crate) fn push(&mut self, found: Found<'s>) {
        self.found.push(found);
        if self.found.len() >= 2 * self.wanted + 1024 {
            let sorting = self.sorting;
            self.found.select_nth_unstable_by(self.wanted, |a, b| compare(sorting, a, b));
            self.found.truncate(self.wanted);
        }
    }

    /// How far the last of the first `wanted` is, if there are as many and nearness alone puts them in order.
    pub(crate) fn reach_m(&mut self) -> Option<f64> {
        if self.found.len() < self.wanted || !self.sorting.is_by(&OrderBy::Distance) {
            return None;
        }
        let sorting = self.sorting;
        let (_, last, _) = self.found.select_nth_unstable_by(self.wanted - 1, |a, b| compare(sorting, a, b));
        last.distance_m
    }

    /// The first `wanted`, in order.
    pub(crate) fn hits(mut self) -> Vec<Hit> {
        self.found.sort_unstable_by(|a, b| compare(self.sorting, a, b));
        self.found.truncate(self.wanted);
        let hit = |found: Found<'s>| Hit {
            feature: FeatureRef::new(found.part.clone(), found.index),
            distance_m: found.distance_m,
        };
        self.found.into_iter().map(hit).collect()
    }
}

fn compare(sorting: &Sorting<'_>, a: &Found<'_>, b: &Found<'_>) -> Ordering {
    sorting.compare((&a.key, a.id()), (&b.key, b.id()))
}
