//! A fresh call of the hub's runtime against the same call of bare wasmtime.

use std::time::{Duration, Instant};

use anyhow::ensure;
use parvis_model::View;
use parvis_services::Reading;
use tokio::runtime::Runtime;
use tokio::task::unconstrained;

use crate::bare::{self, Bare};
use crate::hub::{Hub, LANGUAGE, STOP};
use crate::machine::thread_micros;
use crate::rounds::{Series, interleaved};

/// Calls of one batch: some milliseconds, well above the clock's grain and within one slice of the scheduler.
const BATCH: usize = 100;

/// Microseconds of processor time for each call: both sides do all their work on the thread that asks.
pub(crate) struct Calls {
    pub(crate) home: Pair,
    pub(crate) page: Pair,
}

/// The same call on both sides.
pub(crate) struct Pair {
    pub(crate) bare: Series,
    pub(crate) ours: Series,
}

/// Measures both calls in one set of rounds.
pub(crate) fn measure(runtime: &Runtime, hub: &Hub, rounds: usize) -> anyhow::Result<Calls> {
    let bare = Bare::new(&hub.component, &hub.stop()?).map_err(plain)?;
    let reading = hub.platform.read();
    let path = format!("arret/{STOP}");
    runtime.block_on(check(hub, &bare, &reading, &path))?;
    let sample = |variant: usize| {
        runtime.block_on(unconstrained(async {
            let started = thread_micros();
            for _ in 0..BATCH {
                match variant {
                    0 => drop(bare.home().await.map_err(plain)?),
                    1 => drop(home(hub, &reading).await?),
                    2 => drop(bare.page(&path).await.map_err(plain)?),
                    _ => drop(page(hub, &reading, &path).await?),
                }
            }
            anyhow::Ok((thread_micros() - started) / BATCH as f64)
        }))
    };
    let mut series = interleaved(4, rounds, sample)?.into_iter();
    let mut pair = || Some(Pair { bare: series.next()?, ours: series.next()? });
    match (pair(), pair()) {
        (Some(home), Some(page)) => Ok(Calls { home, page }),
        _ => anyhow::bail!("a variant was not measured"),
    }
}

/// Calls `home` for a while: what a profiler looks at.
pub(crate) fn profile(runtime: &Runtime, hub: &Hub, seconds: u64) -> anyhow::Result<()> {
    let reading = hub.platform.read();
    let until = Instant::now() + Duration::from_secs(seconds);
    runtime.block_on(unconstrained(async {
        while Instant::now() < until {
            home(hub, &reading).await?;
        }
        Ok(())
    }))
}

/// wasmtime's errors are not standard ones.
fn plain(error: wasmtime::Error) -> anyhow::Error {
    anyhow::anyhow!("bare wasmtime: {error:#}")
}

async fn home(hub: &Hub, reading: &Reading) -> anyhow::Result<std::sync::Arc<View>> {
    let plugin = hub.plugin(reading)?;
    let view = hub.fresh.home(&plugin, reading, LANGUAGE).await;
    view.map_err(|failure| anyhow::anyhow!("home failed: {failure:?}"))
}

async fn page(hub: &Hub, reading: &Reading, path: &str) -> anyhow::Result<std::sync::Arc<View>> {
    let plugin = hub.plugin(reading)?;
    let view = hub.fresh.page(&plugin, reading, path, &[], LANGUAGE).await;
    view.map_err(|failure| anyhow::anyhow!("page {path} failed: {failure:?}"))
}

/// Both sides give the same view.
async fn check(hub: &Hub, bare: &Bare, reading: &Reading, path: &str) -> anyhow::Result<()> {
    let same = |bare: &bare::View, ours: &View| {
        bare.title.main == **ours.title.fallback() && bare.blocks.len() == ours.blocks.len()
    };
    ensure!(same(&bare.home().await.map_err(plain)?, &*home(hub, reading).await?), "the two cards differ");
    ensure!(
        same(&bare.page(path).await.map_err(plain)?, &*page(hub, reading, path).await?),
        "the two pages differ"
    );
    Ok(())
}
