//! The plugin's refresh in its sandbox, as the hub runs it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use parvis_model::{Clock, Instant};
use parvis_outbound::{Outbound, OutboundConfig};
use parvis_plugin_runtime::{Compiler, Limits, NativeKey, PluginRuntime, RuntimeOptions};
use parvis_services::{OperatorSettings, Platform, PlatformParts, Quotas};
use parvis_storage_sqlite::SqliteStorage;

use crate::readers::processor_ms;
use crate::{bundled, sample};

/// The first of the seven days.
pub(crate) const TODAY: &str = "20250123";
const CLOCK: &str = "2025-01-23T08:30:00+01:00";
/// A day on which the timetable holds no more.
const LATER: &str = "2031-01-23T08:30:00+01:00";

/// What every refresh needs. Native code is kept from one to the next.
pub(crate) struct Bench {
    feed: PathBuf,
    plugins: PathBuf,
    native_code: tempfile::TempDir,
}

impl Bench {
    pub(crate) fn new(feed: &Path, plugins: &Path) -> Result<Self> {
        let plugins = bundled::folder(Some(plugins))?;
        Ok(Self { feed: feed.to_owned(), plugins, native_code: tempfile::tempdir()? })
    }

    /// Milliseconds of processor time of a whole refresh.
    pub(crate) async fn refresh(&self) -> Result<f64> {
        Ok(self.run(CLOCK).await?.0)
    }

    /// The same, when there is no departure left.
    pub(crate) async fn refresh_after_the_last_day(&self) -> Result<f64> {
        Ok(self.run(LATER).await?.0)
    }

    /// How many departures a refresh publishes.
    pub(crate) async fn departures(&self) -> Result<usize> {
        let (_, platform) = self.run(CLOCK).await?;
        let reading = platform.read();
        Ok(reading.snapshot.collection("departures").map_or(0, |departures| departures.len()))
    }

    /// A refresh on a hub of its own. Only the refresh is timed.
    async fn run(&self, clock: &str) -> Result<(f64, Arc<Platform>)> {
        let folder = tempfile::tempdir()?;
        let platform = self.platform(folder.path(), clock).await?;
        let options = RuntimeOptions {
            limits: Limits::default(),
            compiler: Compiler::in_process(),
            native_code: self.native_code.path().to_owned(),
            native_key: NativeKey::new(&[7; NativeKey::LENGTH]).context("a key")?,
            cache_views: true,
        };
        let runtime = Arc::new(PluginRuntime::new(platform.clone(), options)?);
        runtime.prepare().await;
        let due = platform.due_runs().await?;
        let run = due.iter().find(|run| run.plugin.name() == "transport").context("no refresh is due")?;
        let before = processor_ms();
        runtime.refresh(run).await;
        let took = processor_ms() - before;
        platform.catch_up().await?;
        let stops = platform.read().snapshot.collection("stops").map_or(0, |stops| stops.len());
        ensure!(stops > 0, "nothing was published");
        Ok((took, platform))
    }

    async fn platform(&self, folder: &Path, clock: &str) -> Result<Arc<Platform>> {
        let clock = Clock::starting_at(Instant::parse(clock).context("the clock")?);
        let storage = Arc::new(SqliteStorage::open(&folder.join("parvis.sqlite")).await?);
        bundled::install(&*storage, &clock, &Compiler::in_process(), &self.plugins).await?;
        let mut settings = OperatorSettings::default();
        settings.set("transport", "gtfs", &self.feed.to_string_lossy());
        settings.set("transport", "territory-only", "false");
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
}
