//! The plugin runtime: what the levels above call.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, RwLock};

use parvis_model::{Language, PlatformError, RunOutcome, RunReport, View};
use parvis_services::{DueRun, Platform, PluginRecord, Reading};
use parvis_storage::LogOrigin;
use tokio::sync::{Mutex, Semaphore};
use wasmtime::Engine;
use wasmtime::component::Linker;

use crate::contract::v0_1::{SyncAnswer, ViewAnswer, ViewLimits, view_of};
use crate::fault::{CallFailure, Fault};
use crate::loaded::{Loaded, linker};
use crate::native::NativeCache;
use crate::state::{CallKind, CallState, RandomStream};
use crate::stopwatch::Stopwatch;
use crate::view_cache::{ViewCache, ViewKey, ViewResult};
use crate::{Inspection, Limits, RuntimeError, call};

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
    views: ViewCache,
    instances: AtomicU64,
}

/// A page or a card that is asked for.
struct Asked<'a> {
    export: &'static str,
    path: &'a str,
    query: &'a [(String, String)],
    language: Language,
}

impl PluginRuntime {
    /// Starts the engine. Errors: the machine or the folder for native code cannot be used.
    pub fn new(platform: Arc<Platform>, options: RuntimeOptions) -> Result<Self, RuntimeError> {
        let engine = crate::engine::new_engine(&options.limits)?;
        Ok(Self {
            linker: linker(&engine)?,
            native: NativeCache::new(&options.native_code)?,
            turns: Semaphore::new(options.limits.calls_at_once),
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
        for plugin in self.platform.read().registry.all().filter(|plugin| plugin.enabled) {
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

    async fn view(
        &self,
        plugin: &Arc<PluginRecord>,
        reading: &Reading,
        asked: Asked<'_>,
    ) -> Result<Arc<View>, CallFailure> {
        let key = ViewKey {
            digest: plugin.digest.clone(),
            grants_version: plugin.grants_version,
            settings_version: plugin.settings_version,
            export: asked.export,
            path: asked.path.to_owned(),
            query: asked.query.to_vec(),
            language: asked.language,
        };
        let zone = &self.platform.territory().zone;
        let kept = self.options.cache_views.then(|| self.views.get(&key, reading, zone)).flatten();
        let result = match kept {
            Some(result) => result,
            None => self.fresh_view(plugin, reading, &asked, key).await.map_err(CallFailure::Fault)?,
        };
        result.map_err(|error| match error {
            PlatformError::NotFound => CallFailure::NotFound,
            error => CallFailure::Refused(error),
        })
    }

    async fn fresh_view(
        &self,
        plugin: &Arc<PluginRecord>,
        reading: &Reading,
        asked: &Asked<'_>,
        key: ViewKey,
    ) -> Result<ViewResult, Fault> {
        let name = call_name(asked);
        let outcome = self.call_view(plugin, reading, asked, &name, key).await;
        if let Err(fault) = &outcome {
            self.log_fault(plugin, &name, fault);
        }
        outcome
    }

    async fn call_view(
        &self,
        plugin: &Arc<PluginRecord>,
        reading: &Reading,
        asked: &Asked<'_>,
        name: &str,
        key: ViewKey,
    ) -> Result<ViewResult, Fault> {
        // A plugin that was just installed may still be compiled: a visitor does not wait for it.
        let ready = tokio::time::timeout(self.options.limits.view.wall, self.ready(plugin)).await;
        let ready = ready.map_err(|_| Fault::NotReady("it is still being compiled".to_owned()))?;
        let loaded = ready.map_err(|error| Fault::NotReady(error.to_string()))?;
        let _turn = self.turn().await?;
        let stopwatch = Stopwatch::default();
        let mut state = self.state(plugin, reading.clone(), CallKind::View, name);
        state.random = RandomStream::new(&plugin.digest, &arguments(asked));
        let mut store = call::new_store(&self.engine, state, &stopwatch);
        let (path, query, language) = (asked.path, asked.query, asked.language);
        let exports = &loaded.exports;
        let limits = &self.options.limits.view;
        let outcome = match asked.export {
            "home" => call::timed(&stopwatch, limits, exports.home(&mut store, language)).await,
            _ => call::timed(&stopwatch, limits, exports.page(&mut store, path, query, language)).await,
        };
        let answer: ViewAnswer = call::judged(&store, &stopwatch, outcome)?;
        let (result, bytes) = match answer {
            Ok(view) => {
                let (view, bytes) = view_of(view, self.view_limits()).map_err(Fault::BadView)?;
                (Ok(Arc::new(view)), bytes)
            }
            Err(error) => (Err(error), 64),
        };
        if self.options.cache_views {
            self.views.keep(key, result.clone(), store.data().trace.reads(), bytes);
        }
        Ok(result)
    }

    /// Runs a refresh and records how it ended. What was published before stays unless a draft was committed.
    pub async fn refresh(&self, run: &DueRun) {
        let reading = self.platform.read();
        let plugin = &run.plugin;
        let name = format!("sync {}", run.task);
        let stopwatch = Stopwatch::default();
        let state = self.state(plugin, reading, CallKind::Refresh, &name);
        let mut store = call::new_store(&self.engine, state, &stopwatch);
        let answer = match self.ready(plugin).await {
            Ok(loaded) => {
                let limits = &self.options.limits.refresh;
                let outcome =
                    call::timed(&stopwatch, limits, loaded.exports.sync(&mut store, &run.task)).await;
                call::judged(&store, &stopwatch, outcome)
            }
            Err(error) => Err(Fault::NotReady(error.to_string())),
        };
        if let Err(fault) = &answer {
            self.log_fault(plugin, &name, fault);
        }
        let state = store.into_data();
        if let Some((source, report)) = ending(&state, answer, &run.task)
            && let Err(error) = self.platform.record_run(plugin.name(), &source, &report).await
        {
            tracing::error!(plugin = plugin.name(), %error, "the end of a refresh could not be recorded");
        }
        tracing::info!(
            plugin = plugin.name(),
            task = run.task,
            cpu_ms = stopwatch.total().as_millis() as u64,
            "refreshed"
        );
    }

    fn state(&self, plugin: &Arc<PluginRecord>, reading: Reading, kind: CallKind, name: &str) -> CallState {
        let limits = match kind {
            CallKind::View => self.options.limits.view,
            CallKind::Refresh => self.options.limits.refresh,
        };
        self.instances.fetch_add(1, Ordering::Relaxed);
        CallState::new(self.platform.clone(), plugin.clone(), reading, kind, limits, name.to_owned())
    }

    fn view_limits(&self) -> ViewLimits {
        let limits = &self.options.limits;
        ViewLimits {
            blocks: limits.view_blocks,
            text_chars: limits.view_text_chars,
            bytes: limits.view_bytes,
        }
    }

    async fn turn(&self) -> Result<tokio::sync::SemaphorePermit<'_>, Fault> {
        let turn = tokio::time::timeout(self.options.limits.wait_for_turn, self.turns.acquire()).await;
        turn.ok().and_then(Result::ok).ok_or(Fault::Busy)
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

/// Names a call in the log. The query is left out: one day it may be what a person typed.
fn call_name(asked: &Asked<'_>) -> String {
    format!("{} {} {}", asked.export, asked.path, asked.language.tag())
}

/// Everything that a view's random numbers follow from, beside the component.
fn arguments(asked: &Asked<'_>) -> String {
    format!("{} {:?} {:?} {}", asked.export, asked.path, asked.query, asked.language.tag())
}

/// What to record of a refresh that committed nothing: under the source it asked about last, else the task's name.
fn ending(state: &CallState, answer: Result<SyncAnswer, Fault>, task: &str) -> Option<(String, RunReport)> {
    let (outcome, reason) = match answer {
        Ok(SyncAnswer::Published) if state.run.committed => return None,
        Ok(SyncAnswer::Published) => {
            (RunOutcome::Refused, "the plugin says that it published, and committed nothing".to_owned())
        }
        Ok(SyncAnswer::Unchanged) => (RunOutcome::Unchanged, String::new()),
        Ok(SyncAnswer::Failed(reason)) => (RunOutcome::Refused, reason),
        Err(fault) => (RunOutcome::Refused, fault.to_string()),
    };
    let source = state.run.source.clone().unwrap_or_else(|| task.to_owned());
    Some((source, state.report(outcome, reason, [0, 0, 0])))
}
