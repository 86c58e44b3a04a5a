//! A part: the features that one source put into one collection, with their indexes.

use std::collections::HashMap;
use std::mem::size_of;
use std::sync::{Arc, OnceLock};

use parvis_model::{Feature, Geometry, Instant, Point};

use crate::grid::Grid;
use crate::timeline::Timeline;
use crate::word_index::WordIndex;

/// An immutable set of features with its indexes. Made by [`PartBuilder`](crate::PartBuilder).
///
/// Memory per feature, on 64 bits: 112 bytes for the feature itself, 4 for the order by start where features have
/// periods, 4 if it has a parent, 16 if it has a position (plus 8 for each occupied cell of 200 m); the lookup by
/// id costs nothing, as features are kept in order of id. Above that: the text of its id, and whatever of its
/// title, parent and properties is not shared with others. Measured by `cargo xtask bench -- near`. A part that is searched by
/// words holds these too (see [`WordIndex`]).
pub struct Part {
    /// In order of id: the number of a feature tells its place among ids.
    features: Vec<Feature>,
    grid: Grid,
    /// All features, soonest first, those without a period last; empty if none has a period.
    by_start: Vec<u32>,
    /// Features with a parent: by parent, then soonest first.
    by_parent: Vec<u32>,
    /// Where the children of a parent lie in `by_parent`.
    families: HashMap<Arc<str>, (u32, u32)>,
    /// Length of the longest period, in milliseconds.
    longest_ms: i64,
    /// True if its features stand in place of those that other sources of its plugin publish under their ids.
    amends: bool,
    /// How far a shape reaches from the point that stands for it, at most: degrees of longitude and of latitude.
    reach: (f64, f64),
    /// Its words, from the first search on.
    words: OnceLock<WordIndex>,
}

impl Part {
    /// Indexes features that are in order of id, each id once.
    pub(crate) fn new(features: Vec<Feature>) -> Part {
        let mut by_start: Vec<u32> = (0..features.len() as u32).collect();
        by_start.sort_by_key(|&i| start_key(&features[i as usize]));
        let mut by_parent: Vec<u32> =
            by_start.iter().copied().filter(|&i| features[i as usize].parent.is_some()).collect();
        if features.iter().all(|feature| feature.period.is_none()) {
            by_start = Vec::new();
        }
        // Stable: within one parent the order by start stays.
        by_parent.sort_by(|&a, &b| features[a as usize].parent.cmp(&features[b as usize].parent));
        by_parent.shrink_to_fit();
        let families = families(&features, &by_parent);
        let anchors = features.iter().enumerate().filter_map(|(i, f)| Some((anchor(f)?, i as u32)));
        let grid = Grid::new(anchors);
        let longest_ms = features.iter().filter_map(duration_ms).max().unwrap_or(0);
        let reach = features.iter().filter_map(reach).fold((0.0, 0.0), |(a, b), (x, y)| (x.max(a), y.max(b)));
        Part {
            features,
            grid,
            by_start,
            by_parent,
            families,
            longest_ms,
            amends: false,
            reach,
            words: OnceLock::new(),
        }
    }

    /// The same part, in place of what other sources of its plugin publish under its ids.
    #[must_use]
    pub fn amending(self) -> Part {
        Part { amends: true, ..self }
    }

    /// True if it stands in place of what other sources of its plugin publish.
    pub fn amends(&self) -> bool {
        self.amends
    }

    /// Every feature, in order of id.
    pub fn features(&self) -> &[Feature] {
        &self.features
    }

    /// The feature with this id. O(log n).
    pub fn get(&self, id: &str) -> Option<&Feature> {
        self.find(id).map(|index| self.feature(index))
    }

    /// Bytes of the features and their indexes, without the texts and property lists they point to.
    pub fn index_bytes(&self) -> usize {
        self.features.capacity() * size_of::<Feature>()
            + (self.by_start.capacity() + self.by_parent.capacity()) * size_of::<u32>()
            + self.families.capacity() * (size_of::<(Arc<str>, (u32, u32))>() + 1)
            + self.grid.bytes()
            + self.words.get().map_or(0, WordIndex::bytes)
    }

    pub(crate) fn feature(&self, index: u32) -> &Feature {
        &self.features[index as usize]
    }

    /// Touches features that are looked at next. They lie anywhere in memory: asked for together, they are fetched
    /// at one time and not one after the other.
    pub(crate) fn warm(&self, indexes: &[u32]) {
        let touched = indexes.iter().map(|&index| {
            let feature = self.feature(index);
            feature.id.len() + feature.properties.len() + usize::from(feature.geometry.is_some())
        });
        std::hint::black_box(touched.sum::<usize>());
    }

    pub(crate) fn find(&self, id: &str) -> Option<u32> {
        self.features.binary_search_by(|feature| (*feature.id).cmp(id)).ok().map(|index| index as u32)
    }

    /// Its words. The first call reads all of its texts.
    pub(crate) fn words(&self) -> &WordIndex {
        self.words.get_or_init(|| WordIndex::new(&self.features))
    }

    pub(crate) fn grid(&self) -> &Grid {
        &self.grid
    }

    pub(crate) fn reach(&self) -> (f64, f64) {
        self.reach
    }

    /// Every feature, soonest first.
    pub(crate) fn timeline(&self) -> Timeline<'_> {
        let timeless = if self.by_start.is_empty() { 0..self.features.len() as u32 } else { 0..0 };
        let order = &self.by_start;
        Timeline { features: &self.features, order, timeless, longest_ms: self.longest_ms }
    }

    pub(crate) fn is_timed(&self) -> bool {
        !self.by_start.is_empty()
    }

    /// The children of a parent, soonest first; empty if it has none. O(1).
    pub(crate) fn children(&self, parent: &str) -> Timeline<'_> {
        let (first, end) = self.families.get(parent).copied().unwrap_or((0, 0));
        let order = &self.by_parent[first as usize..end as usize];
        Timeline { features: &self.features, order, timeless: 0..0, longest_ms: self.longest_ms }
    }
}

/// The point that stands for a feature, if it is a position on Earth.
pub(crate) fn anchor(feature: &Feature) -> Option<Point> {
    let point = feature.geometry.as_ref()?.anchor()?;
    Point::new(point.longitude, point.latitude)
}

/// Half of the width and of the height of a shape's box; `None` for a point.
fn reach(feature: &Feature) -> Option<(f64, f64)> {
    let Some(Geometry::Shape(shape)) = &feature.geometry else { return None };
    let bounds = shape.bounds()?;
    Some(((bounds.east - bounds.west) / 2.0, (bounds.north - bounds.south) / 2.0))
}

/// Soonest first, without a period last.
fn start_key(feature: &Feature) -> (bool, Option<Instant>) {
    let start = feature.period.map(|period| period.start);
    (start.is_none(), start)
}

fn duration_ms(feature: &Feature) -> Option<i64> {
    feature.period.map(|period| period.end().0.saturating_sub(period.start.0))
}

fn families(features: &[Feature], by_parent: &[u32]) -> HashMap<Arc<str>, (u32, u32)> {
    let parent = |i: u32| &features[i as usize].parent;
    let mut families = HashMap::new();
    let mut first = 0;
    for family in by_parent.chunk_by(|&a, &b| parent(a) == parent(b)) {
        let end = first + family.len() as u32;
        if let Some(parent) = parent(family[0]) {
            families.insert(parent.clone(), (first, end));
        }
        first = end;
    }
    families
}
