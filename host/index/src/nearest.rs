//! The nearest entries of a grid, found in rings that widen until nothing nearer can come.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use parvis_model::Point;

use crate::grid::Grid;
use crate::sphere::{MARGIN_M, Unit, chord2, chord2_of_metres, metres_of_chord2, unit};
use crate::window::Window;

/// Radius of the first ring, in metres; each next one is twice as wide.
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
    /// Offers features to `accept` from near to far until `wanted` were accepted, and then those that might be
    /// as near as the last. Positions in the grid are rounded: the order is right to 1 m and a few features
    /// just outside the radius are offered too, so `accept` measures exactly and the caller sorts.
    pub(crate) fn find(&self, grid: &Grid, mut accept: impl FnMut(u32) -> bool) {
        let origin = unit(self.origin);
        let last_m = self.radius_m + MARGIN_M;
        let mut missing = self.wanted;
        let mut inner =
            if self.beyond_m > MARGIN_M { chord2_of_metres(self.beyond_m - MARGIN_M) } else { -1.0 };
        let mut outer_m = (self.beyond_m + FIRST_RING_M).min(last_m);
        let mut ring = Ring::with_capacity(256);
        loop {
            let outer = chord2_of_metres(outer_m);
            ring = self.ring(grid, &origin, inner, outer, outer_m, ring);
            // Once enough were found, how far those that are as near may seem to be.
            let mut enough_m = None;
            while let Some(Reverse((bits, feature))) = ring.pop() {
                let far = f64::from_bits(bits);
                if enough_m.is_some_and(|enough_m| far > chord2_of_metres(enough_m)) {
                    return;
                }
                missing = missing.saturating_sub(usize::from(accept(feature)));
                if missing == 0 && enough_m.is_none() {
                    enough_m = Some(metres_of_chord2(far) + 2.0 * MARGIN_M);
                }
            }
            let next_m = enough_m.unwrap_or(outer_m * 2.0).min(last_m);
            if next_m <= outer_m {
                return;
            }
            (inner, outer_m) = (outer, next_m);
        }
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
