//! The nearest entries of a grid, found in rings that widen until nothing nearer can come.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use parvis_model::Point;

use crate::grid::Grid;
use crate::sphere::{MARGIN_M, Unit, chord2, chord2_of_metres, metres_of_chord2, unit};
use crate::window::Window;

/// Radius of the first ring, in metres.
const FIRST_RING_M: f64 = 100.0;

/// Candidates of a ring, nearest first: the bits of a squared chord (whose order is that of the number, as it
/// is never negative) and the feature.
type Ring = BinaryHeap<Reverse<(u64, u32)>>;

/// What to look for.
pub(crate) struct Nearest {
    pub(crate) origin: Point,
    /// At least this far in metres, for the next page of an answer.
    pub(crate) beyond_m: f64,
    /// At most this far in metres.
    pub(crate) radius_m: f64,
    /// How many are wanted.
    pub(crate) wanted: usize,
}

impl Nearest {
    /// Offers features from near to far, some at a time, until `wanted` were accepted, and then those that might
    /// be as near as the last. `offer` tells how many of them it accepted. Positions in the grid are rounded: the
    /// order is right to 1 m and a few features just outside the radius are offered too, so `offer` measures
    /// exactly and the caller sorts.
    pub(crate) fn find(&self, grid: &Grid, mut offer: impl FnMut(&[u32]) -> usize) {
        let origin = unit(self.origin);
        let last_m = self.radius_m + MARGIN_M;
        let mut missing = self.wanted;
        let mut inner =
            if self.beyond_m > MARGIN_M { chord2_of_metres(self.beyond_m - MARGIN_M) } else { -1.0 };
        let mut outer_m = (self.beyond_m + FIRST_RING_M).min(last_m);
        let (mut ring, mut batch) = (Ring::with_capacity(64), Vec::with_capacity(self.wanted));
        loop {
            let outer = chord2_of_metres(outer_m);
            ring = self.ring(grid, &origin, inner, outer, outer_m, ring);
            // As many as are missing have to be offered in any case, so they are offered together.
            while let Some(far) = take(&mut ring, missing, &mut batch) {
                missing = missing.saturating_sub(offer(&batch));
                if missing > 0 {
                    continue;
                }
                // How far those that are as near as the last may seem to be.
                let enough_m = (metres_of_chord2(far) + 2.0 * MARGIN_M).min(last_m);
                if enough_m > outer_m {
                    ring.append(&mut self.ring(
                        grid,
                        &origin,
                        outer,
                        chord2_of_metres(enough_m),
                        enough_m,
                        Ring::new(),
                    ));
                }
                offer(&within(ring, chord2_of_metres(enough_m)));
                return;
            }
            let next_m = (outer_m * self.growth(missing)).min(last_m);
            if next_m <= outer_m {
                return;
            }
            (inner, outer_m) = (outer, next_m);
        }
    }

    /// How much wider the next ring is: as if features lay as densely there as so far, and a tenth more.
    fn growth(&self, missing: usize) -> f64 {
        let accepted = self.wanted.saturating_sub(missing);
        if accepted == 0 {
            return 2.0;
        }
        ((self.wanted as f64 / accepted as f64).sqrt() * 1.1).clamp(1.25, 4.0)
    }

    /// The entries whose squared chord from the origin is in `(inner, outer]`, in the memory of the ring before.
    fn ring(&self, grid: &Grid, origin: &Unit, inner: f64, outer: f64, outer_m: f64, spent: Ring) -> Ring {
        let mut ring = spent.into_vec();
        ring.clear();
        grid.visit(&Window::around(self.origin, outer_m + MARGIN_M), |entries| {
            for entry in entries {
                let far = chord2(origin, &entry.position);
                if far > inner && far <= outer {
                    ring.push(Reverse((far.to_bits(), entry.feature)));
                }
            }
        });
        Ring::from(ring)
    }
}

/// Moves up to `count` of the nearest of the ring into the batch; the squared chord of the last, `None` if the ring
/// is empty.
fn take(ring: &mut Ring, count: usize, batch: &mut Vec<u32>) -> Option<f64> {
    batch.clear();
    let mut last = None;
    while batch.len() < count
        && let Some(Reverse((bits, feature))) = ring.pop()
    {
        batch.push(feature);
        last = Some(f64::from_bits(bits));
    }
    last
}

/// The features of a ring that are not farther than a squared chord.
fn within(ring: Ring, chord2: f64) -> Vec<u32> {
    let near = ring.into_iter().filter(|Reverse((bits, _))| f64::from_bits(*bits) <= chord2);
    near.map(|Reverse((_, feature))| feature).collect()
}
