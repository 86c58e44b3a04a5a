//! What a page costs inside, without HTTP: finding the view, filling its feeds, writing the HTML.

use std::hint::black_box;

use parvis_model::{Block, Feed};
use parvis_pages::{Composer, Visitor};
use parvis_plugin_runtime::PluginRuntime;
use parvis_services::{Place, Visit};
use tokio::runtime::Runtime;
use tokio::task::unconstrained;

use crate::hub::{Hub, LANGUAGE, STOP};
use crate::machine::thread_micros;
use crate::rounds::{Series, interleaved};

/// Repetitions of one sample.
const BATCH: usize = 40;

/// Microseconds of processor time of each part of one page.
pub(crate) struct Work {
    pub(crate) name: &'static str,
    /// Composing and writing, the view from the cache.
    pub(crate) whole: Series,
    /// Finding the view in the cache, its reads checked.
    pub(crate) cached_view: Series,
    /// A fresh instance instead.
    pub(crate) fresh_view: Series,
    /// Running the queries and filling the slots.
    pub(crate) fill: Series,
    /// Writing the HTML.
    pub(crate) write: Series,
}

/// Measures the board of a stop and the front page.
pub(crate) fn measure(runtime: &Runtime, hub: &Hub, rounds: usize) -> anyhow::Result<Vec<Work>> {
    let pages = [
        Asked { name: "the board of a stop", path: Some(format!("arret/{STOP}")), place: None },
        Asked { name: "`/` with a place", path: None, place: Some(hub.place()?) },
    ];
    pages.iter().map(|page| page.measure(runtime, hub, rounds)).collect()
}

struct Asked {
    name: &'static str,
    /// The plugin's page, else the front page.
    path: Option<String>,
    place: Option<Place>,
}

impl Asked {
    fn measure(&self, runtime: &Runtime, hub: &Hub, rounds: usize) -> anyhow::Result<Work> {
        let composer = hub.composer(&hub.cached)?;
        let feeds = runtime.block_on(self.feeds(hub))?;
        let sample = |variant: usize| {
            runtime.block_on(unconstrained(async {
                let started = thread_micros();
                let mut writing = 0.0;
                for _ in 0..BATCH {
                    match variant {
                        0 => drop(black_box(self.html(&composer).await?)),
                        1 => self.view(hub, &hub.cached).await?,
                        2 => self.view(hub, &hub.fresh).await?,
                        3 => self.fill(hub, &feeds)?,
                        _ => writing += self.write_only(&composer).await?,
                    }
                }
                anyhow::Ok(if variant == 4 {
                    writing / BATCH as f64
                } else {
                    (thread_micros() - started) / BATCH as f64
                })
            }))
        };
        let series: Result<[Series; 5], _> = interleaved(5, rounds, sample)?.try_into();
        let [whole, cached_view, fresh_view, fill, write] =
            series.map_err(|_| anyhow::anyhow!("a part was not measured"))?;
        Ok(Work { name: self.name, whole, cached_view, fresh_view, fill, write })
    }

    fn visitor(&self) -> Visitor {
        let path =
            self.path.as_ref().map_or_else(|| "/".to_owned(), |path| format!("/services/transport/{path}"));
        Visitor { language: LANGUAGE, place: self.place.clone(), path }
    }

    async fn html(&self, composer: &Composer) -> anyhow::Result<String> {
        let visitor = self.visitor();
        match &self.path {
            None => Ok(composer.home(&visitor).await.html()),
            Some(path) => {
                let composed = composer.service(&visitor, "transport", path, &[]).await;
                Ok(composed.map_err(|error| anyhow::anyhow!("no page: {error:?}"))?.html())
            }
        }
    }

    /// Microseconds of writing alone; composing is not timed.
    async fn write_only(&self, composer: &Composer) -> anyhow::Result<f64> {
        let visitor = self.visitor();
        let composed = match &self.path {
            None => composer.home(&visitor).await,
            Some(path) => {
                let composed = composer.service(&visitor, "transport", path, &[]).await;
                composed.map_err(|error| anyhow::anyhow!("no page: {error:?}"))?
            }
        };
        let started = thread_micros();
        drop(black_box(composed.html()));
        Ok(thread_micros() - started)
    }

    async fn view(&self, hub: &Hub, runtime: &PluginRuntime) -> anyhow::Result<()> {
        self.ask(hub, runtime).await.map(|view| drop(black_box(view)))
    }

    async fn ask(
        &self,
        hub: &Hub,
        runtime: &PluginRuntime,
    ) -> anyhow::Result<std::sync::Arc<parvis_model::View>> {
        let reading = hub.platform.read();
        let plugin = hub.plugin(&reading)?;
        let view = match &self.path {
            None => runtime.home(&plugin, &reading, LANGUAGE).await,
            Some(path) => runtime.page(&plugin, &reading, path, &[], LANGUAGE).await,
        };
        view.map_err(|failure| anyhow::anyhow!("no view: {failure:?}"))
    }

    fn fill(&self, hub: &Hub, feeds: &[Feed]) -> anyhow::Result<()> {
        let visit = Visit {
            here: self.place.as_ref().map(|place| place.point),
            commune: self.place.as_ref().and_then(|place| place.commune.clone()),
            language: LANGUAGE,
        };
        for feed in feeds {
            let filled = hub.platform.fill(&hub.platform.read(), "transport", feed, &visit);
            let filled = filled.map_err(|error| anyhow::anyhow!("not filled: {error}"))?;
            drop(black_box(filled));
        }
        Ok(())
    }

    async fn feeds(&self, hub: &Hub) -> anyhow::Result<Vec<Feed>> {
        let view = self.ask(hub, &hub.cached).await?;
        let feed = |block: &Block| match block {
            Block::Feed(feed) => Some(Feed::clone(feed)),
            _ => None,
        };
        Ok(view.blocks.iter().filter_map(feed).collect())
    }
}
