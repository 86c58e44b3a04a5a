//! One page composed again and again, for a profiler.

use std::hint::black_box;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use parvis_model::Point;
use tokio::runtime::Runtime;

use crate::plugins::{Plugins, REAL};
use crate::{Extent, hub, searching, services, sizes};

const LASTS: Duration = Duration::from_secs(10);

/// `around` or the words of a search over the most features; `front` or `shared`, which is around, with the most plugins.
pub(crate) fn run(
    runtime: &Runtime,
    points: &[Point],
    plugins: &Plugins,
    extent: Extent,
    page: &str,
) -> Result<()> {
    let many = matches!(page, "front" | "shared");
    let (features, kind) =
        if many { (extent.shared, (services::MOST, true)) } else { (points.len(), (REAL.len(), false)) };
    let hub = runtime.block_on(hub::make(&points[..features], plugins, kind))?;
    let comers = sizes::comers(&hub, points, extent.places)?;
    let (started, mut next) = (Instant::now(), comers.iter().cycle());
    while started.elapsed() < LASTS {
        let comer = next.next().context("no visitor")?;
        let page = match page {
            "around" | "shared" => sizes::around(&hub, comer)?,
            "front" => services::front(runtime, &hub, comer),
            words => searching::search(&hub, &comer.visitor, words)?,
        };
        drop(black_box(page));
    }
    Ok(())
}
