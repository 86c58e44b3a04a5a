//! The hub that is measured: the sample territory, the example timetable published, the transport plugin.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};
use parvis_model::{Clock, Feature, Instant, Language};
use parvis_outbound::{Outbound, OutboundConfig};
use parvis_pages::{Composer, Pages};
use parvis_plugin_runtime::{Compiler, Limits, NativeKey, PluginRuntime, RuntimeOptions};
use parvis_services::{
    OperatorSettings, Place, PlaceChoice, Platform, PlatformParts, PluginRecord, Quotas, Reading,
};
use parvis_storage_sqlite::SqliteStorage;

use crate::{bundled, sample};

/// A morning with full boards. The clock runs on from there.
const CLOCK: &str = "2026-03-17T08:10:00+01:00";
/// The stop whose board is asked for: trains in both directions, two of its platforms served by the tramway.
pub(crate) const STOP: &str = "gtfs/gare-issy-val-de-seine";
/// The visitor of the front page.
const PLACE: &str = "gare-issy";
pub(crate) const LANGUAGE: Language = Language::Fr;

/// The hub, and where its files are.
pub(crate) struct Hub {
    pub(crate) platform: Arc<Platform>,
    /// As the hub runs.
    pub(crate) cached: Arc<PluginRuntime>,
    /// A fresh instance for every view.
    pub(crate) fresh: Arc<PluginRuntime>,
    pub(crate) component: Vec<u8>,
    _folder: tempfile::TempDir,
}

/// Starts it and publishes the timetable. Takes a few seconds.
pub(crate) async fn start(plugins: &Path) -> anyhow::Result<Hub> {
    let file = plugins.join("transport.wasm");
    let component = std::fs::read(&file)
        .with_context(|| format!("{} is not here; `cargo xtask plugins` makes it", file.display()))?;
    let folder = tempfile::tempdir()?;
    // Alone: the handlers written by hand know no other plugin.
    let alone = folder.path().join("plugins");
    std::fs::create_dir(&alone)?;
    std::fs::copy(&file, alone.join("transport.wasm"))?;
    let platform = platform(folder.path(), &alone).await?;
    let runtime = |cache_views: bool| -> anyhow::Result<Arc<PluginRuntime>> {
        Ok(Arc::new(PluginRuntime::new(platform.clone(), options(folder.path(), cache_views)?)?))
    };
    let (cached, fresh) = (runtime(true)?, runtime(false)?);
    cached.prepare().await;
    fresh.prepare().await;
    for run in platform.due_runs().await? {
        cached.refresh(&run).await;
        platform.run_ended(&run, true).await?;
    }
    platform.catch_up().await?;
    ensure!(
        platform.read().snapshot.get("stops", STOP).is_some(),
        "the example timetable was not published; `cargo xtask demo` shows why"
    );
    Ok(Hub { platform, cached, fresh, component, _folder: folder })
}

/// A hub of its own whose views are never kept, for the plugins of another folder.
pub(crate) struct FreshHub {
    pub(crate) platform: Arc<Platform>,
    pub(crate) runtime: PluginRuntime,
    _folder: tempfile::TempDir,
}

/// Starts it. Publishes nothing; compiles every plugin, which takes seconds.
pub(crate) async fn start_fresh(plugins: &Path) -> anyhow::Result<FreshHub> {
    let folder = tempfile::tempdir()?;
    let platform = platform(folder.path(), plugins).await?;
    let runtime = PluginRuntime::new(platform.clone(), options(folder.path(), false)?)?;
    runtime.prepare().await;
    Ok(FreshHub { platform, runtime, _folder: folder })
}

fn options(folder: &Path, cache_views: bool) -> anyhow::Result<RuntimeOptions> {
    Ok(RuntimeOptions {
        // One plugin is asked as fast as the machine can: that it is not shed is part of the conditions.
        limits: Limits { cpu_share_percent: 100, ..Limits::default() },
        compiler: Compiler::in_process(),
        native_code: folder.join("native-code"),
        native_key: NativeKey::new(&[7; NativeKey::LENGTH]).context("a key")?,
        cache_views,
    })
}

async fn platform(folder: &Path, plugins: &Path) -> anyhow::Result<Arc<Platform>> {
    let clock = Clock::starting_at(Instant::parse(CLOCK).context("the clock of the benchmark")?);
    let storage = Arc::new(SqliteStorage::open(&folder.join("parvis.sqlite")).await?);
    let compiler = Compiler::in_process();
    bundled::install(&*storage, &clock, &compiler, &bundled::folder(Some(plugins))?).await?;
    let mut settings = OperatorSettings::default();
    settings.set("transport", "gtfs", &sample::write_timetable(folder)?.to_string_lossy());
    let outbound = OutboundConfig { private: Vec::new(), temp_dir: folder.to_owned() };
    let parts = PlatformParts {
        outbound: Outbound::new(outbound)?,
        territory: sample::territory()?,
        settings,
        quotas: Quotas::default(),
        clock,
        storage,
    };
    Ok(Platform::start(parts).await?)
}

impl Hub {
    pub(crate) fn plugin(&self, reading: &Reading) -> anyhow::Result<Arc<PluginRecord>> {
        reading.registry.enabled("transport").cloned().context("the transport plugin is not enabled")
    }

    pub(crate) fn stop(&self) -> anyhow::Result<Feature> {
        let stop = self.platform.read().snapshot.get("stops", STOP).context("the stop")?;
        Ok(Feature::clone(&stop))
    }

    pub(crate) fn place(&self) -> anyhow::Result<Place> {
        self.platform.place(&PlaceChoice::Named(PLACE.to_owned())).context("the visitor's place")
    }

    /// The composer as the hub wires it, over one of the two runtimes.
    pub(crate) fn composer(&self, runtime: &Arc<PluginRuntime>) -> anyhow::Result<Arc<Composer>> {
        Ok(Arc::new(Composer::new(Pages::new()?, self.platform.clone(), runtime.clone())))
    }
}
