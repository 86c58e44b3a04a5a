//! A hub without its door: platform and plugin runtime over a database of its own, in a folder that goes with it.

use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use parvis_model::{Clock, Commune, Grant, Instant, Language, Permission, Point, Shape, Territory, TimeZone};
use parvis_outbound::{Outbound, OutboundConfig};
use parvis_plugin_runtime::{Compiler, Inspection, Limits, NativeKey, PluginRuntime, RuntimeOptions};
use parvis_services::{OperatorSettings, Platform, PlatformParts, PluginRecord};
use parvis_storage::{Installation, InstalledPlugin};
use parvis_storage_sqlite::SqliteStorage;

const MIB: usize = 1024 * 1024;

/// The platform and the runtime, as the binary wires them.
pub struct Hub {
    /// The platform.
    pub platform: Arc<Platform>,
    /// The runtime. Views are not kept.
    pub runtime: Arc<PluginRuntime>,
    _folder: tempfile::TempDir,
}

/// The shipped limits with less time and memory, so that thousands of calls that use them up end soon.
pub fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.view.cpu = Duration::from_millis(40);
    limits.view.wall = Duration::from_millis(400);
    limits.view.memory_bytes = 16 * MIB;
    limits.refresh.cpu = Duration::from_millis(80);
    limits.refresh.wall = Duration::from_millis(800);
    limits.refresh.memory_bytes = 32 * MIB;
    // Each fault is wanted here: a plugin that is left alone after some would show nothing more.
    limits.breaker.faults = usize::MAX;
    limits.cpu_share_percent = 100;
    limits
}

impl Hub {
    /// A hub without plugins. Takes some hundred milliseconds.
    pub async fn start(limits: Limits) -> anyhow::Result<Self> {
        Self::start_with(limits, Clock::real(), OperatorSettings::default()).await
    }

    /// The same with a clock that the caller moves, and settings for the plugins to come.
    pub async fn start_with(
        limits: Limits,
        clock: Clock,
        settings: OperatorSettings,
    ) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let storage = SqliteStorage::open(&folder.path().join("hub.sqlite")).await?;
        let outbound = OutboundConfig { private: Vec::new(), temp_dir: folder.path().to_owned() };
        let parts = PlatformParts {
            storage: Arc::new(storage),
            outbound: Outbound::new(outbound)?,
            territory: territory().context("bundled time zones")?,
            clock,
            settings,
            quotas: limits.quotas,
        };
        let platform = Platform::start(parts).await?;
        let options = RuntimeOptions {
            limits,
            compiler: Compiler::in_process(),
            native_code: folder.path().join("native"),
            native_key: NativeKey::new(&[7; NativeKey::LENGTH]).context("a key")?,
            cache_views: false,
        };
        let runtime = Arc::new(PluginRuntime::new(platform.clone(), options)?);
        Ok(Self { platform, runtime, _folder: folder })
    }

    /// Installs a component that was checked, with every power that it asks for, and makes it ready.
    pub async fn install(&self, inspection: &Inspection, bytes: &[u8]) -> anyhow::Result<Arc<PluginRecord>> {
        let storage = self.platform.storage();
        let (manifest, digest) = (inspection.manifest.clone(), inspection.digest.clone());
        let name = manifest.name.clone();
        let plugin = InstalledPlugin { manifest, digest, enabled: true, installed: Instant(0) };
        let grant = |permission: &Permission| Grant { permission: permission.clone(), by_setting: false };
        let grants: Vec<Grant> = plugin.manifest.asks.keys().map(grant).collect();
        // One that replaces another of its name would stay as that one was.
        let installation = Installation { plugin: &plugin, component: bytes, grants: &grants, enable: true };
        storage.install(&installation).await?;
        self.platform.catch_up().await?;
        self.runtime.prepare().await;
        self.platform.read().registry.get(&name).cloned().context("it is not in the registry")
    }

    /// Switches a plugin off, so that it is not made ready again beside the next one.
    pub async fn switch_off(&self, plugin: &str) -> anyhow::Result<()> {
        self.platform.storage().set_enabled(plugin, false).await?;
        self.platform.flush().await;
        Ok(self.platform.catch_up().await?)
    }
}

fn territory() -> Option<Territory> {
    let corner = |longitude, latitude| Point { longitude, latitude };
    let outline = vec![corner(2.1, 48.7), corner(2.4, 48.7), corner(2.4, 48.9), corner(2.1, 48.9)];
    let commune = Commune {
        code: "92040".into(),
        name: "Issy".into(),
        also: Vec::new(),
        outline: Shape::Polygon(vec![outline]),
        centre: corner(2.26, 48.82),
    };
    Some(Territory {
        name: "Hasard".into(),
        zone: TimeZone::get("Europe/Paris").ok()?,
        languages: vec![Language::Fr],
        communes: vec![commune],
        places: Vec::new(),
        outlines_credit: String::new(),
        sample: true,
    })
}
