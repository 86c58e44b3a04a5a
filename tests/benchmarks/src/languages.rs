//! Fresh calls of one small plugin written in Rust, JavaScript and Python (`tests/other-languages/guests`), side by side.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};
use parvis_model::View;
use tokio::runtime::Runtime;
use tokio::task::unconstrained;

use crate::hub::{self, FreshHub, LANGUAGE};
use crate::machine::thread_micros;
use crate::rounds::{Series, interleaved};

/// The languages, the one that the others are compared with first.
const LANGUAGES: [&str; 3] = ["rust", "javascript", "python"];
/// Calls of one batch: in Python some tens of milliseconds.
const BATCH: usize = 10;

/// One language beside Rust, microseconds of processor time for each call.
pub(crate) struct Written {
    pub(crate) language: &'static str,
    pub(crate) bytes: usize,
    pub(crate) home: Series,
    pub(crate) page: Series,
}

/// Measures both calls in every language that was built, in one set of rounds.
pub(crate) fn measure(runtime: &Runtime, plugins: &Path, rounds: usize) -> anyhow::Result<Vec<Written>> {
    let folder = tempfile::tempdir()?;
    let mut built = Vec::new();
    for language in LANGUAGES {
        let name = format!("desks-{language}.wasm");
        // A language whose tools cannot be had is not there; the table then lacks its line.
        if let Ok(bytes) = std::fs::copy(plugins.join(&name), folder.path().join(&name)) {
            built.push((language, bytes as usize));
        }
    }
    ensure!(
        built.first().is_some_and(|(first, _)| *first == LANGUAGES[0]),
        "`cargo xtask plugins` makes them"
    );
    let hub = runtime.block_on(hub::start_fresh(folder.path()))?;
    runtime.block_on(check(&hub, &built))?;
    let sample = |variant: usize| {
        runtime.block_on(unconstrained(async {
            let (language, is_page) = (built[variant / 2].0, variant % 2 == 1);
            let started = thread_micros();
            for _ in 0..BATCH {
                view(&hub, language, is_page).await?;
            }
            anyhow::Ok((thread_micros() - started) / BATCH as f64)
        }))
    };
    let mut series = interleaved(built.len() * 2, rounds, sample)?.into_iter();
    let mut written = Vec::new();
    for (language, bytes) in built {
        let (home, page) = (series.next(), series.next());
        let (home, page) = (home.context("home")?, page.context("page")?);
        written.push(Written { language, bytes, home, page });
    }
    Ok(written)
}

/// The card, or the first page, by a fresh instance.
async fn view(hub: &FreshHub, language: &str, is_page: bool) -> anyhow::Result<Arc<View>> {
    let reading = hub.platform.read();
    let name = format!("desks-{language}");
    let plugin =
        reading.registry.enabled(&name).cloned().with_context(|| format!("{name} is not enabled"))?;
    let view = match is_page {
        true => hub.runtime.page(&plugin, &reading, "", &[], LANGUAGE).await,
        false => hub.runtime.home(&plugin, &reading, LANGUAGE).await,
    };
    view.map_err(|failure| anyhow::anyhow!("{name} failed: {failure:?}"))
}

/// Every language gives the same views.
async fn check(hub: &FreshHub, built: &[(&str, usize)]) -> anyhow::Result<()> {
    for (language, _) in built {
        for is_page in [false, true] {
            let same = view(hub, LANGUAGES[0], is_page).await? == view(hub, language, is_page).await?;
            ensure!(same, "{language} gives another view (page: {is_page})");
        }
    }
    Ok(())
}
