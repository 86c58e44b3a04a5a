//! The plugin runtime: what the levels above call.

mod health;
mod refresh;
mod view;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use parvis_model::{Instant, Language, View};
use parvis_services::{Platform, PluginRecord, Reading};
use parvis_storage::LogOrigin;
use tokio::sync::{Mutex, Semaphore};
use wasmtime::Engine;
use wasmtime::component::Linker;

use crate::fault::{CallFailure, Fault};
use crate::loaded::{Loaded, linker};
use crate::native::NativeCache;
use crate::state::{CallKind, CallState};
use crate::supervision::Supervision;
use crate::view_cache::ViewCache;
use crate::{Inspection, Limits, RuntimeError};
use view::Asked;

pub use health::{HEALTH_NOTE, Health, LIMITS_NOTE};
pub use refresh::Refreshed;

/// How to start the runtime.
#[derive(Clone, Debug)]
pub struct RuntimeOptions {
    /// What calls may use.
    pub limits: Limits,
    /// Folder for native code, private to this user.
    pub native_code: PathBuf,
    /// False: every view is asked for anew. For tests and benchmarks.
    pub cache_views: bool,
}

/// The runtime. One for each hub.
pub struct PluginRuntime {
    engine: Engine,
    linker: Linker<CallState>,
    native: NativeCache,
    options: RuntimeOptions,
    platform: Arc<Platform>,
    loaded: RwLock<HashMap<String, Arc<Loaded>>>,
    /// One component is compiled at a time.
    compiling: Mutex<()>,
    turns: Semaphore,
    supervision: Supervision,
    /// The real time when the supervision began, so that its times can be told.
    supervised_since: Instant,
    views: ViewCache,
    instances: AtomicU64,
}

impl PluginRuntime {
    /// Starts the engine. Errors: the machine or the folder for native code cannot be used.
    pub fn new(platform: Arc<Platform>, options: RuntimeOptions) -> Result<Self, RuntimeError> {
        let engine = crate::engine::new_engine(&options.limits)?;
        Ok(Self {
            linker: linker(&engine)?,
            native: NativeCache::new(&options.native_code)?,
            turns: Semaphore::new(options.limits.calls_at_once),
            supervision: Supervision::new(options.limits, processors()),
            supervised_since: platform.clock().real_now(),
            views: ViewCache::new(),
            instances: AtomicU64::new(0),
            loaded: RwLock::default(),
            compiling: Mutex::new(()),
            engine,
            options,
            platform,
        })
    }

    /// The limits in force.
    pub fn limits(&self) -> &Limits {
        &self.options.limits
    }

    /// How many instances were made so far: every fresh call makes one, a cached view none.
    pub fn instances(&self) -> u64 {
        self.instances.load(Ordering::Relaxed)
    }

    /// What a plugin's component imports and exports. Costs a look into the database.
    pub async fn inspection(&self, plugin: &PluginRecord) -> Result<Inspection, RuntimeError> {
        crate::inspect(&self.component_bytes(plugin).await?)
    }

    /// Makes every enabled plugin ready, so that no visitor waits for it. What cannot be made ready is logged.
    pub async fn prepare(&self) {
        let registry = self.platform.read().registry;
        self.supervision.keep_only(&registry);
        for plugin in registry.all().filter(|plugin| plugin.enabled) {
            if let Err(error) = self.ready(plugin).await {
                self.log_fault(plugin, "prepare", &Fault::NotReady(error.to_string()));
            }
        }
    }

    /// The plugin's card for the front page.
    pub async fn home(
        &self,
        plugin: &Arc<PluginRecord>,
        reading: &Reading,
        language: Language,
    ) -> Result<Arc<View>, CallFailure> {
        self.view(plugin, reading, Asked { export: "home", path: "", query: &[], language }).await
    }

    /// A page of the plugin.
    pub async fn page(
        &self,
        plugin: &Arc<PluginRecord>,
        reading: &Reading,
        path: &str,
        query: &[(String, String)],
        language: Language,
    ) -> Result<Arc<View>, CallFailure> {
        self.view(plugin, reading, Asked { export: "page", path, query, language }).await
    }

    fn state(&self, plugin: &Arc<PluginRecord>, reading: Reading, kind: CallKind, name: &str) -> CallState {
        self.instances.fetch_add(1, Ordering::Relaxed);
        let limits = &self.options.limits;
        CallState::new(self.platform.clone(), plugin.clone(), reading, kind, limits, name.to_owned())
    }

    /// The component, ready to be called: loaded before, or from native code on disk, or compiled now.
    async fn ready(&self, plugin: &PluginRecord) -> Result<Arc<Loaded>, RuntimeError> {
        if let Some(loaded) = self.known(&plugin.digest) {
            return Ok(loaded);
        }
        let _one_at_a_time = self.compiling.lock().await;
        if let Some(loaded) = self.known(&plugin.digest) {
            return Ok(loaded);
        }
        let bytes = self.component_bytes(plugin).await?;
        let (engine, native, linker) = (self.engine.clone(), self.native.clone(), self.linker.clone());
        let digest = plugin.digest.clone();
        let work = tokio::task::spawn_blocking(move || {
            let component = native.component(&engine, &digest, || Ok(bytes))?;
            Loaded::new(&linker, &component)
        });
        let loaded = work.await.map_err(|error| RuntimeError::Engine(error.to_string()))??;
        let loaded = Arc::new(loaded);
        if let Ok(mut all) = self.loaded.write() {
            all.insert(plugin.digest.clone(), loaded.clone());
        }
        Ok(loaded)
    }

    fn known(&self, digest: &str) -> Option<Arc<Loaded>> {
        self.loaded.read().ok()?.get(digest).cloned()
    }

    async fn component_bytes(&self, plugin: &PluginRecord) -> Result<Vec<u8>, RuntimeError> {
        let missing = |reason: String| RuntimeError::Missing { plugin: plugin.name().to_owned(), reason };
        let bytes = self.platform.storage().component(&plugin.digest).await;
        bytes
            .map_err(|error| missing(error.to_string()))?
            .ok_or_else(|| missing("it is not stored".to_owned()))
    }

    fn log_fault(&self, plugin: &PluginRecord, call: &str, fault: &Fault) {
        tracing::warn!(plugin = plugin.name(), call, %fault, "a plugin's call failed");
        self.platform.log(plugin.name(), call, LogOrigin::Hub, "error", &fault.for_log());
    }
}

/// Processors that calls may run on.
fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
