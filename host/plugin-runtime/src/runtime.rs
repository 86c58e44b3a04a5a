//! The plugin runtime: what the levels above call.

mod health;
mod refresh;
mod view;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::future::join_all;
use parvis_model::{Instant, Language, View};
use parvis_services::{Platform, PluginRecord, Reading};
use parvis_storage::LogOrigin;
use tokio::sync::Semaphore;
use wasmtime::Engine;

use crate::cards::Cards;
use crate::components::Components;
use crate::fault::{CallFailure, Fault};
use crate::loaded::Loaded;
use crate::native::{NativeCache, NativeKey};
use crate::random::RandomStream;
use crate::state::{CallKind, CallState};
use crate::supervision::Supervision;
use crate::view_cache::ViewCache;
use crate::{Compiler, Inspection, LimitLine, Limits, RuntimeError};
use view::Asked;

pub use health::{HEALTH_NOTE, Health, LIMITS_NOTE};
pub use refresh::Refreshed;

/// How to start the runtime.
#[derive(Clone, Debug)]
pub struct RuntimeOptions {
    /// What calls may use.
    pub limits: Limits,
    /// Who reads and compiles components, and what these may be made of.
    pub compiler: Compiler,
    /// Folder for native code, private to this user.
    pub native_code: PathBuf,
    /// Authenticates what lies there.
    pub native_key: NativeKey,
    /// False: every view is asked for anew. For tests and benchmarks.
    pub cache_views: bool,
}

/// The runtime. One for each hub.
pub struct PluginRuntime {
    engine: Engine,
    components: Arc<Components>,
    options: RuntimeOptions,
    platform: Arc<Platform>,
    turns: Semaphore,
    supervision: Supervision,
    /// The real time when the supervision began, so that its times can be told.
    supervised_since: Instant,
    views: ViewCache,
    cards: Cards,
    instances: AtomicU64,
}

impl PluginRuntime {
    /// Starts the engine. Errors: the machine or the folder for native code cannot be used.
    pub fn new(platform: Arc<Platform>, options: RuntimeOptions) -> Result<Self, RuntimeError> {
        let compiler = options.compiler.clone();
        let engine = crate::engine::new_engine(&options.limits, &compiler.component)?;
        let native = NativeCache::new(&options.native_code, options.native_key.clone(), &compiler)?;
        Ok(Self {
            components: Arc::new(Components::new(platform.clone(), engine.clone(), native, compiler)?),
            turns: Semaphore::new(options.limits.calls_at_once),
            supervision: Supervision::new(options.limits, processors()),
            supervised_since: platform.clock().real_now(),
            views: ViewCache::new(),
            cards: Cards::default(),
            instances: AtomicU64::new(0),
            engine,
            options,
            platform,
        })
    }

    /// The limits in force.
    pub fn limits(&self) -> &Limits {
        &self.options.limits
    }

    /// Every limit in force, those of components too, as the configuration names them.
    pub fn limit_lines(&self) -> Vec<LimitLine> {
        self.options.limits.lines().into_iter().chain(self.options.compiler.limit_lines()).collect()
    }

    /// How many instances were made so far: every fresh call makes one, a cached view none.
    pub fn instances(&self) -> u64 {
        self.instances.load(Ordering::Relaxed)
    }

    /// Who reads and compiles components, and what these may be made of.
    pub fn compiler(&self) -> &Compiler {
        &self.options.compiler
    }

    /// What a plugin's component imports and exports. Costs nothing for one that is ready; another one is read in a process
    /// of its own, once.
    pub async fn inspection(&self, plugin: &PluginRecord) -> Result<Inspection, RuntimeError> {
        self.components.inspection(plugin).await
    }

    /// Removes native code that no installed plugin has any use for.
    pub fn sweep_native_code(&self) {
        self.components.sweep();
    }

    /// Makes every enabled plugin ready, so that no visitor waits for it. What cannot be made ready is logged.
    pub async fn prepare(&self) {
        let registry = self.platform.read().registry;
        self.supervision.keep_only(&registry);
        let plugins: Vec<_> = registry.all().filter(|plugin| plugin.enabled).collect();
        let outcomes = join_all(plugins.iter().map(|plugin| self.ready(plugin))).await;
        for (plugin, outcome) in plugins.into_iter().zip(outcomes) {
            if let Err(error) = outcome {
                self.log_fault(plugin, "prepare", &Fault::NotReady(error.to_string()));
            }
        }
    }

    /// The enabled plugins that may have a card, by name. Costs nothing while the plugins stay the same.
    pub fn with_card(&self, reading: &Reading) -> Arc<[Arc<PluginRecord>]> {
        let has_card = |plugin: &PluginRecord| Some(self.components.loaded(plugin)?.exports.has_home());
        self.cards.of(&reading.registry, has_card)
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

    /// The state of a new call. Its random numbers follow from `arguments`.
    fn state(
        &self,
        plugin: &Arc<PluginRecord>,
        reading: Reading,
        kind: CallKind,
        name: &Arc<str>,
        arguments: String,
    ) -> CallState {
        self.instances.fetch_add(1, Ordering::Relaxed);
        let (platform, limits) = (self.platform.clone(), &self.options.limits);
        let random = RandomStream::new(plugin.digest.clone(), arguments);
        CallState::new(platform, plugin.clone(), reading, kind, limits, name.clone(), random)
    }

    async fn ready(&self, plugin: &PluginRecord) -> Result<Arc<Loaded>, RuntimeError> {
        self.components.ready(plugin).await
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
