//! A hub that is measured: storage, platform, runtime, composer and router, as the binary wires them.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use parvis_model::{Clock, Instant, Point};
use parvis_outbound::{Outbound, OutboundConfig};
use parvis_pages::{Composer, Pages};
use parvis_plugin_runtime::{Compiler, Limits, NativeKey, PluginRuntime, RuntimeOptions};
use parvis_services::{OperatorSettings, Platform, PlatformParts, Quotas};
use parvis_storage_sqlite::SqliteStorage;
use parvis_web::{CookieKey, CookieKeys, Site, WebState};

use crate::plugins::Plugins;
use crate::{plugins, sample, stored};

/// A morning in the week. The clock runs on from there.
const CLOCK: &str = "2026-03-17T08:10:00+01:00";
/// Seals the cookies of this run and nothing else.
pub(crate) const COOKIE_KEY: [u8; CookieKey::LENGTH] = [7; CookieKey::LENGTH];

/// The hub, and where its files are.
pub(crate) struct Hub {
    pub(crate) platform: Arc<Platform>,
    pub(crate) composer: Arc<Composer>,
    pub(crate) router: Router,
    pub(crate) folder: tempfile::TempDir,
}

/// Installs plugins, publishes the points as their data, and starts. Half a minute for a million.
pub(crate) async fn make(points: &[Point], plugins: &Plugins, kind: (usize, bool)) -> Result<Hub> {
    let folder = tempfile::tempdir()?;
    let storage = storage(folder.path()).await?;
    let clock = clock()?;
    let publishers = plugins::install(&*storage, &clock, plugins, kind).await?;
    stored::publish(&*storage, &publishers, points, clock.now()).await?;
    let platform = platform(folder.path(), storage).await?;
    let runtime = Arc::new(PluginRuntime::new(platform.clone(), options(plugins.native_code.path())?)?);
    runtime.prepare().await;
    let composer = Arc::new(Composer::new(Pages::new()?, platform.clone(), runtime));
    let key = CookieKey::new(&COOKIE_KEY).context("the key of cookies")?;
    let web = WebState::new(composer.clone(), CookieKeys::new(key, None), Site::default());
    Ok(Hub { platform, composer, router: parvis_web::router(web), folder })
}

/// The database in a folder.
pub(crate) async fn storage(folder: &Path) -> Result<Arc<SqliteStorage>> {
    Ok(Arc::new(SqliteStorage::open(&folder.join("parvis.sqlite")).await?))
}

/// The platform over a database, all data read.
pub(crate) async fn platform(folder: &Path, storage: Arc<SqliteStorage>) -> Result<Arc<Platform>> {
    let outbound = OutboundConfig { private: Vec::new(), temp_dir: folder.to_owned() };
    let parts = PlatformParts {
        outbound: Outbound::new(outbound)?,
        territory: sample::territory()?,
        settings: OperatorSettings::default(),
        quotas: Quotas::default(),
        clock: clock()?,
        storage,
    };
    Ok(Platform::start(parts).await?)
}

fn clock() -> Result<Clock> {
    Ok(Clock::starting_at(Instant::parse(CLOCK).context("the clock of the benchmark")?))
}

fn options(native_code: &Path) -> Result<RuntimeOptions> {
    Ok(RuntimeOptions {
        limits: Limits::default(),
        compiler: Compiler::in_process(),
        native_code: native_code.to_owned(),
        native_key: NativeKey::new(&[7; NativeKey::LENGTH]).context("a key")?,
        cache_views: true,
    })
}
