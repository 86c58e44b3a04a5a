//! The front page and "around me" by the number of enabled plugins.

use std::hint::black_box;

use anyhow::{Result, ensure};
use parvis_model::Point;
use parvis_pages::Page;
use tokio::runtime::Runtime;
use tokio::task::unconstrained;

use crate::Extent;
use crate::asked::{Asked, asked};
use crate::hub::{self, Hub};
use crate::plugins::{CARDS, Plugins};
use crate::sizes::{Comer, around, comers};

/// How many plugins are enabled, and whether those without a card publish data too.
const HUBS: [(usize, bool); 6] =
    [(1, false), (CARDS, false), (10, false), (30, false), (MOST, false), (MOST, true)];
/// The most of all.
pub(crate) const MOST: usize = 100;
/// The hub that the others are compared with: all cards are there, and nothing else.
pub(crate) const BASE: usize = 1;
/// What is asked of each hub.
const MEASURES: usize = 2;

/// What a hub with so many plugins took.
pub(crate) struct Services {
    pub(crate) plugins: usize,
    /// Whether each of them has a source of its own.
    pub(crate) publishing: bool,
    /// Of them on the front page.
    pub(crate) cards: usize,
    pub(crate) front: Asked,
    pub(crate) around: Asked,
}

/// Measures all hubs in one set of rounds. All hold the same features.
pub(crate) fn measure(
    runtime: &Runtime,
    points: &[Point],
    plugins: &Plugins,
    extent: Extent,
) -> Result<Vec<Services>> {
    let points = &points[..extent.shared];
    let hubs: Vec<Hub> = HUBS
        .iter()
        .map(|count| runtime.block_on(hub::make(points, plugins, *count)))
        .collect::<Result<_>>()?;
    let comers = comers(&hubs[0], points, extent.places)?;
    let all = asked(hubs.len() * MEASURES, (extent.rounds, comers.len()), |variant, number| {
        let (hub, comer) = (&hubs[variant / MEASURES], &comers[number]);
        let page = if variant % MEASURES == 0 { front(runtime, hub, comer) } else { around(hub, comer)? };
        drop(black_box(page));
        Ok(())
    })?;
    let services = hubs.iter().zip(HUBS).zip(all.chunks(MEASURES));
    services.map(|((hub, kind), both)| one(runtime, hub, kind, &comers[0], both)).collect()
}

fn one(
    runtime: &Runtime,
    hub: &Hub,
    (plugins, publishing): (usize, bool),
    comer: &Comer,
    both: &[Asked],
) -> Result<Services> {
    let [front, around] = both else { anyhow::bail!("a hub was not measured") };
    let composed = runtime.block_on(hub.composer.home(&comer.visitor));
    let Page::Home(page) = &composed.page else { anyhow::bail!("another page") };
    let cards = page.services.len();
    ensure!(cards == plugins.min(CARDS), "{cards} cards of {plugins} plugins");
    ensure!(page.services.iter().all(|part| part.view.is_ok()), "a card failed");
    Ok(Services { plugins, publishing, cards, front: front.clone(), around: around.clone() })
}

/// The front page of one visitor.
pub(crate) fn front(runtime: &Runtime, hub: &Hub, comer: &Comer) -> String {
    runtime.block_on(unconstrained(async { hub.composer.home(&comer.visitor).await.html() }))
}
