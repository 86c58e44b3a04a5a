//! The near query of every rival, round by round, while changes arrive.

use std::hint::black_box;
use std::num::NonZero;
use std::sync::Arc;
use std::time::Instant;

use anyhow::{Result, ensure};
use parvis_index::{PartBuilder, ReadModel};
use parvis_model::{Origin, Placement, Point, Query, distance_m};
use tokio::runtime::Runtime;

use crate::changes::Changes;
use crate::filled::Filled;
use crate::grid::Grid;
use crate::kd_tree::KdTree;
use crate::nearest::Nearest;
use crate::r_tree::RTree;
use crate::region;
use crate::rounds::{Series, interleaved};

/// Results wanted.
pub(crate) const COUNT: usize = 20;
/// How far.
pub(crate) const RADIUS_M: f64 = 800.0;
/// Queries of one sample, each from another place.
const BATCH: usize = 2000;
/// Of the R*Tree, which takes a thousand times longer.
const SLOW_BATCH: usize = 10;

/// The number of the hub's feed among the rivals.
const FILLED: usize = 3;

/// Microseconds of one query.
pub(crate) struct Near {
    pub(crate) points: usize,
    pub(crate) kd_tree: Series,
    pub(crate) index: Series,
    pub(crate) query: Series,
    pub(crate) filled: Series,
    pub(crate) r_tree: Series,
    /// Changes a second that arrived meanwhile.
    pub(crate) changes: f64,
}

struct Rivals {
    origins: Vec<Point>,
    kd_tree: KdTree,
    grid: Grid,
    model: Arc<ReadModel>,
    filled: Filled,
    r_tree: RTree,
}

/// Builds everything over `points` points, checks that all find the same, and measures.
pub(crate) fn measure(runtime: &Runtime, points: usize, rounds: usize) -> Result<Near> {
    let folder = tempfile::tempdir()?;
    let mut rivals = runtime.block_on(rivals(folder.path(), points))?;
    rivals.agree(runtime)?;
    let changes = Changes::start(rivals.model.clone(), 2, region::origins(crate::changes::FEATURES));
    let started = Instant::now();
    let series: Result<[Series; 5], _> =
        interleaved(5, rounds, |variant| rivals.sample(runtime, variant))?.try_into();
    let changes = changes.made() as f64 / started.elapsed().as_secs_f64();
    let [kd_tree, index, query, filled, r_tree] =
        series.map_err(|_| anyhow::anyhow!("a rival was not measured"))?;
    Ok(Near { points, kd_tree, index, query, filled, r_tree, changes })
}

/// Fills the feed again and again, for a profiler.
pub(crate) fn profile(runtime: &Runtime, points: usize, seconds: u64) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let mut rivals = runtime.block_on(rivals(folder.path(), points))?;
    let until = Instant::now() + std::time::Duration::from_secs(seconds);
    while Instant::now() < until {
        rivals.sample(runtime, FILLED)?;
    }
    Ok(())
}

async fn rivals(folder: &std::path::Path, count: usize) -> Result<Rivals> {
    let points = region::points(count);
    let model = Arc::new(ReadModel::new());
    let mut builder = PartBuilder::new();
    for start in (0..count).step_by(1000) {
        let batch = points.iter().enumerate().skip(start).take(1000);
        builder.push(batch.map(|(number, point)| region::feature(number, *point)).collect());
    }
    model.replace_source("city", "places", vec![("places".to_owned(), builder.finish())], 1);
    Ok(Rivals {
        origins: region::origins(100_000),
        kd_tree: KdTree::new(&points)?,
        grid: Grid::new(points.iter().zip(0..).map(|(point, number)| (*point, number))),
        model,
        filled: Filled::new(folder).await?,
        r_tree: RTree::new(folder, &points).await?,
    })
}

impl Rivals {
    fn sample(&mut self, runtime: &Runtime, variant: usize) -> Result<f64> {
        let batch = if variant == 4 { SLOW_BATCH } else { BATCH };
        // Every sample asks from other places than the one before.
        self.origins.rotate_left(batch);
        let started = Instant::now();
        for number in 0..batch {
            let origin = self.origins[number];
            match variant {
                0 => drop(black_box(self.by_kd_tree(origin))),
                1 => drop(black_box(self.by_index(origin))),
                2 => drop(black_box(self.by_query(origin)?)),
                FILLED => drop(black_box(self.filled.nearest(self.model.snapshot(), origin)?)),
                _ => drop(black_box(runtime.block_on(self.r_tree.nearest(origin, RADIUS_M, COUNT))?)),
            }
        }
        Ok(started.elapsed().as_secs_f64() * 1e6 / batch as f64)
    }

    fn by_kd_tree(&self, origin: Point) -> Vec<u32> {
        const WANTED: NonZero<usize> = NonZero::new(COUNT).expect("not zero");
        self.kd_tree.nearest(origin, RADIUS_M, WANTED)
    }

    /// The grid with nothing around it: numbers of features, nearest first to a metre.
    fn by_index(&self, origin: Point) -> Vec<u32> {
        let mut found = Vec::with_capacity(COUNT + 4);
        let nearest = Nearest { origin, beyond_m: 0.0, radius_m: RADIUS_M, wanted: COUNT };
        nearest.find(&self.grid, |batch| {
            found.extend(batch);
            batch.len()
        });
        found.truncate(COUNT);
        found
    }

    /// The query engine: measured exactly, in order, with handles to the features.
    fn by_query(&self, origin: Point) -> Result<parvis_index::Answer> {
        let placement = Some(Placement::Near { origin: Origin::Point(origin), radius_m: RADIUS_M });
        let query = Query { placement, ..Query::all("places", COUNT) };
        self.filled.run(&self.model.snapshot(), &query)
    }

    /// All find as many, and the farthest is as far to a metre.
    fn agree(&mut self, runtime: &Runtime) -> Result<()> {
        let snapshot = self.model.snapshot();
        for number in 0..1000 {
            let origin = self.origins[number];
            let exact = self.by_query(origin)?;
            let far = exact.hits.last().and_then(|hit| hit.distance_m).unwrap_or(0.0);
            let mut others = vec![("kiddo", self.by_kd_tree(origin)), ("the index", self.by_index(origin))];
            if number % 100 == 0 {
                others.push(("the R*Tree", runtime.block_on(self.r_tree.nearest(origin, RADIUS_M, COUNT))?));
            }
            for (name, found) in others {
                let farthest = found.iter().filter_map(|number| {
                    let id = format!("city/place-{number:07}");
                    let point = snapshot.get("places", &id)?.geometry.as_ref()?.anchor()?;
                    Some(distance_m(origin, point))
                });
                let farthest = farthest.fold(0.0, f64::max);
                // The plane differs from the sphere by less than 0.1 % at 800 m, more near the edge of the radius.
                let same = found.len().abs_diff(exact.hits.len()) <= 1 && (farthest - far).abs() < 4.0;
                ensure!(
                    same || exact.hits.len() < COUNT,
                    "{name} found {} up to {farthest:.1} m, the hub {} up to {far:.1} m",
                    found.len(),
                    exact.hits.len()
                );
            }
        }
        Ok(())
    }
}
