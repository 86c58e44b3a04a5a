//! A collection: the parts that sources put into it, seen as one.

use std::sync::Arc;

use crate::{FeatureRef, PublishedPart};

/// A collection of a snapshot. Immutable; parts are in order of plugin and source, those that amend first.
///
/// Ids are unique within it: if two sources publish one id, the first part with it is seen and the other is hidden. So a
/// plugin may amend what it published itself, real time over a timetable.
pub struct Collection {
    name: Arc<str>,
    version: i64,
    parts: Vec<Arc<PublishedPart>>,
    /// For each part the features hidden by an earlier part, in order. Almost always empty.
    hidden: Vec<Vec<u32>>,
}

impl Collection {
    pub(crate) fn new(name: Arc<str>, version: i64, mut parts: Vec<Arc<PublishedPart>>) -> Self {
        parts.sort_by(|a, b| order(a).cmp(&order(b)));
        let hidden = (0..parts.len()).map(|i| hidden(&parts[..i], &parts[i])).collect();
        Self { name, version, parts, hidden }
    }

    /// Its name.
    pub fn name(&self) -> &Arc<str> {
        &self.name
    }

    /// Number of the change at which it last changed.
    pub fn version(&self) -> i64 {
        self.version
    }

    /// Its parts, in order of plugin and source, of a plugin those that amend first.
    pub fn parts(&self) -> &[Arc<PublishedPart>] {
        &self.parts
    }

    /// How many features it has. O(parts).
    pub fn len(&self) -> usize {
        let hidden: usize = self.hidden.iter().map(Vec::len).sum();
        self.parts.iter().map(|part| part.features().len()).sum::<usize>() - hidden
    }

    /// True if no source fills it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// True if a feature of it has a period. O(parts).
    pub fn is_timed(&self) -> bool {
        self.parts.iter().any(|part| part.is_timed())
    }

    /// The feature with this id. O(parts · log n).
    pub fn get(&self, id: &str) -> Option<FeatureRef> {
        self.parts.iter().find_map(|part| Some(FeatureRef::new(part.clone(), part.find(id)?)))
    }

    /// Every feature, part by part and in order of id within each: for exports.
    pub fn iter(&self) -> impl Iterator<Item = FeatureRef> + '_ {
        self.iter_of(|_| true)
    }

    /// Every feature of the parts that are wanted, in the same order.
    pub fn iter_of<'c>(
        &'c self,
        is_wanted: impl Fn(&PublishedPart) -> bool + 'c,
    ) -> impl Iterator<Item = FeatureRef> + 'c {
        let parts = self.numbered().filter(move |(_, part)| is_wanted(part));
        parts.flat_map(move |(number, part)| {
            let all = 0..part.features().len() as u32;
            let seen = all.filter(move |index| !self.is_hidden(number, *index));
            seen.map(|index| FeatureRef::new(part.clone(), index))
        })
    }

    /// The parts with their numbers, for [`Self::is_hidden`].
    pub(crate) fn numbered(&self) -> impl Iterator<Item = (usize, &Arc<PublishedPart>)> {
        self.parts.iter().enumerate()
    }

    pub(crate) fn is_hidden(&self, part: usize, index: u32) -> bool {
        let hidden = &self.hidden[part];
        !hidden.is_empty() && hidden.binary_search(&index).is_ok()
    }
}

/// Where a part stands among others. Of two that amend, the one published last comes first.
fn order(part: &PublishedPart) -> (&str, bool, i64, &str) {
    let last_first = if part.amends() { -part.version } else { 0 };
    (&part.plugin, !part.amends(), last_first, &part.source)
}

/// The features of `part` whose ids are in an earlier part. Sources that begin their ids with their own name
/// cost two comparisons; otherwise O(n log m), n the smaller of two parts.
fn hidden(earlier: &[Arc<PublishedPart>], part: &PublishedPart) -> Vec<u32> {
    let mut hidden: Vec<u32> = earlier.iter().flat_map(|other| shared_ids(other, part)).collect();
    hidden.sort_unstable();
    hidden.dedup();
    hidden
}

/// The features of `part` whose ids are also in `other`.
fn shared_ids(other: &PublishedPart, part: &PublishedPart) -> Vec<u32> {
    let (ours, theirs) = (part.features(), other.features());
    let ([first, .., last] | [first @ last]) = ours else { return Vec::new() };
    let ([their_first, .., their_last] | [their_first @ their_last]) = theirs else { return Vec::new() };
    if last.id < their_first.id || their_last.id < first.id {
        return Vec::new();
    }
    if theirs.len() < ours.len() {
        return theirs.iter().filter_map(|feature| part.find(&feature.id)).collect();
    }
    let all = 0..ours.len() as u32;
    all.filter(|index| other.find(&part.feature(*index).id).is_some()).collect()
}
