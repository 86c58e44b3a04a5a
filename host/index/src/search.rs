//! One prepared search: the way to the candidates, what they must fulfil, the order, where to go on.

use std::sync::Arc;

use parvis_model::{OrderBy, Point, distance_m};

use crate::access::Access;
use crate::best::{Best, Found};
use crate::filter::Filter;
use crate::nearest::Nearest;
use crate::order::{Ranked, SortKey, Sorting};
use crate::part::anchor;
use crate::timeline::{Resume, Timeline};
use crate::window::Window;
use crate::{Collection, FeatureRef, Hit, PublishedPart};

/// A query with everything worked out.
pub(crate) struct Search<'q> {
    pub(crate) access: Access<'q>,
    pub(crate) filter: Filter<'q>,
    /// Origin and radius of `near`.
    pub(crate) near: Option<(Point, f64)>,
    pub(crate) sorting: &'q Sorting<'q>,
    pub(crate) cursor: Option<Cursor>,
    /// How many results are wanted.
    pub(crate) wanted: usize,
}

/// The last result of the page before.
pub(crate) struct Cursor {
    feature: FeatureRef,
    distance_m: Option<f64>,
    key: SortKey,
}

impl<'q> Search<'q> {
    /// The first results after the cursor, in order, at most `wanted`.
    pub(crate) fn hits(&self, collection: &Collection) -> Vec<Hit> {
        let mut best = Best::new(self.sorting, self.wanted);
        let mut reach_m = f64::INFINITY;
        for (number, part) in collection.numbered() {
            self.gather(part, reach_m, |index| {
                let found =
                    (!collection.is_hidden(number, index)).then(|| self.examine(part, index)).flatten();
                let is_found = found.is_some();
                found.into_iter().for_each(|found| best.push(found));
                is_found
            });
            // What the parts before hold nearer need not be looked for in the next.
            reach_m = best.reach_m().unwrap_or(reach_m);
        }
        best.hits()
    }

    /// Offers the candidates of a part, those by nearness within `reach_m` alone, and ends early where an index gives them in
    /// the order wanted.
    fn gather(&self, part: &PublishedPart, reach_m: f64, mut offer: impl FnMut(u32) -> bool) {
        match &self.access {
            Access::Ids(ids) => ids.iter().filter_map(|id| part.find(id)).for_each(|index| {
                offer(index);
            }),
            Access::Children(parents) => {
                for parent in parents {
                    self.walk(&part.children(parent), &mut offer);
                }
            }
            Access::Near(origin, radius_m) => self.gather_near(part, *origin, radius_m.min(reach_m), offer),
            Access::Inside(window) => visit(part, window, offer),
            Access::ByStart => self.walk(&part.timeline(), &mut offer),
            Access::All => (0..part.features().len() as u32).for_each(|index| {
                offer(index);
            }),
        }
    }

    fn gather_near(
        &self,
        part: &PublishedPart,
        origin: Point,
        radius_m: f64,
        mut offer: impl FnMut(u32) -> bool,
    ) {
        if !self.sorting.is_by(&OrderBy::Distance) {
            return visit(part, &Window::around(origin, radius_m), offer);
        }
        let beyond_m = self.cursor.as_ref().and_then(|cursor| cursor.distance_m).unwrap_or(0.0);
        Nearest { origin, beyond_m, radius_m, wanted: self.wanted }.find(part.grid(), |batch| {
            part.warm(batch);
            batch.iter().filter(|index| offer(**index)).count()
        });
    }

    fn walk(&self, timeline: &Timeline<'_>, offer: &mut impl FnMut(u32) -> bool) {
        let in_order = self.sorting.is_by(&OrderBy::Start);
        let resume = self.cursor.as_ref().filter(|_| in_order).map(Cursor::resume);
        let mut missing = if in_order { self.wanted } else { usize::MAX };
        for index in timeline.walk(&self.filter.range, resume) {
            missing -= usize::from(offer(index));
            if missing == 0 {
                return;
            }
        }
    }

    /// Measures and judges a candidate.
    fn examine<'s>(&self, part: &'s Arc<PublishedPart>, index: u32) -> Option<Found<'s>> {
        let feature = part.feature(index);
        let rank = self.filter.rank(feature)?;
        let distance_m = match self.near {
            Some((origin, radius_m)) => {
                Some(distance_m(origin, anchor(feature)?)).filter(|metres| *metres <= radius_m).map(Some)?
            }
            None => None,
        };
        let key = self.sorting.key(&Ranked { feature, distance_m, rank });
        let is_after = |cursor: &Cursor| {
            self.sorting.compare((&key, &feature.id), (&cursor.key, &cursor.feature.id)).is_gt()
        };
        self.cursor.as_ref().is_none_or(is_after).then_some(Found { part, index, distance_m, key })
    }
}

impl Cursor {
    /// The place of a feature in the order, even if it is no longer a result itself.
    pub(crate) fn new(
        feature: FeatureRef,
        near: Option<(Point, f64)>,
        filter: &Filter<'_>,
        sorting: &Sorting<'_>,
    ) -> Cursor {
        let distance_m = near.and_then(|(origin, _)| Some(distance_m(origin, anchor(&feature)?)));
        let rank = filter.text.as_ref().and_then(|text| text.rank(&feature)).unwrap_or(0);
        let key = sorting.key(&Ranked { feature: &feature, distance_m, rank });
        Cursor { feature, distance_m, key }
    }

    fn resume(&self) -> Resume {
        self.feature.period.map_or(Resume::Timeless, |period| Resume::Start(period.start))
    }
}

/// Offers everything in the cells that a window touches.
fn visit(part: &PublishedPart, window: &Window, mut offer: impl FnMut(u32) -> bool) {
    part.grid().visit(window, |entries| {
        for entry in entries {
            offer(entry.feature);
        }
    });
}
