//! kiddo's immutable k-d tree in metres on a plane: the fastest ready-made index for points that never change.

use std::num::NonZero;

use anyhow::Context;
use kiddo::{ImmutableKdTree, SquaredEuclidean};
use parvis_model::Point;

/// Metres of one degree of latitude.
const DEGREE_M: f64 = 111_195.0;

/// The tree, and what its plane touches the Earth by.
pub(crate) struct KdTree {
    tree: ImmutableKdTree<f64, 2>,
    /// Metres of one degree of longitude in the middle of the region.
    east_m: f64,
}

impl KdTree {
    /// Builds it. O(n log n).
    pub(crate) fn new(points: &[Point]) -> anyhow::Result<Self> {
        let middle = points.first().context("no points")?.latitude;
        let east_m = DEGREE_M * middle.to_radians().cos();
        let plane: Vec<[f64; 2]> = points.iter().map(|point| on_plane(*point, east_m)).collect();
        let tree = ImmutableKdTree::new_from_slice(&plane).context("the tree")?;
        Ok(Self { tree, east_m })
    }

    /// The nearest `count` within `radius_m`, nearest first.
    pub(crate) fn nearest(&self, origin: Point, radius_m: f64, count: NonZero<usize>) -> Vec<u32> {
        let found = self
            .tree
            .query(&on_plane(origin, self.east_m))
            .nearest_n::<SquaredEuclidean<f64>>(count)
            .within(radius_m * radius_m)
            .execute();
        found.into_iter().map(|found| found.item).collect()
    }
}

fn on_plane(point: Point, east_m: f64) -> [f64; 2] {
    [point.longitude * east_m, point.latitude * DEGREE_M]
}
