//! The components of a running hub: each is found or compiled, linked once, and then kept.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Instant;

use parvis_services::{Platform, PluginRecord};
use parvis_storage::LogOrigin;
use tokio::sync::Mutex;
use wasmtime::Engine;
use wasmtime::component::Linker;

use crate::compiled::Compiled;
use crate::loaded::{Loaded, linker};
use crate::native::{Kept, NativeCache, load, name};
use crate::outcomes::Outcomes;
use crate::state::CallState;
use crate::{Compiler, Inspection, RuntimeError};

/// Components, ready to be called or on their way.
pub(crate) struct Components {
    engine: Engine,
    linker: Linker<CallState>,
    native: NativeCache,
    compiler: Compiler,
    platform: Arc<Platform>,
    ready: Outcomes<Arc<Loaded>>,
    read: Outcomes<Inspection>,
    /// One component is read or compiled at a time.
    working: Mutex<()>,
}

impl Components {
    pub(crate) fn new(
        platform: Arc<Platform>,
        engine: Engine,
        native: NativeCache,
        compiler: Compiler,
    ) -> Result<Self, RuntimeError> {
        Ok(Self {
            linker: linker(&engine)?,
            engine,
            native,
            compiler,
            platform,
            ready: Outcomes::default(),
            read: Outcomes::default(),
            working: Mutex::new(()),
        })
    }

    /// The plugin's component, if it is ready.
    pub(crate) fn loaded(&self, plugin: &PluginRecord) -> Option<Arc<Loaded>> {
        self.ready.get(&plugin.digest, Instant::now())?.ok()
    }

    /// The plugin's component, ready to be called: loaded before, or from native code on disk, or compiled now. The work
    /// goes on if the caller stops waiting: the next one finds it done.
    pub(crate) async fn ready(self: &Arc<Self>, plugin: &PluginRecord) -> Result<Arc<Loaded>, RuntimeError> {
        if let Some(outcome) = self.ready.get(&plugin.digest, Instant::now()) {
            return outcome;
        }
        let (components, wanted) = (self.clone(), Wanted::of(plugin));
        going_on(async move {
            // What lies on disk does not wait for what is being compiled.
            if let Some(outcome) = components.load_kept(&wanted).await.transpose() {
                return components.ready.keep(&wanted.digest, outcome, Instant::now());
            }
            let _one_at_a_time = components.working.lock().await;
            if let Some(outcome) = components.ready.get(&wanted.digest, Instant::now()) {
                return outcome;
            }
            let outcome = components.compile(&wanted).await;
            components.ready.keep(&wanted.digest, outcome, Instant::now())
        })
        .await
    }

    /// What the plugin's component imports and exports. It is read for that if it is not ready; it is not compiled.
    pub(crate) async fn inspection(
        self: &Arc<Self>,
        plugin: &PluginRecord,
    ) -> Result<Inspection, RuntimeError> {
        if let Some(Ok(loaded)) = self.ready.get(&plugin.digest, Instant::now()) {
            return Ok(loaded.inspection.clone());
        }
        if let Some(outcome) = self.read.get(&plugin.digest, Instant::now()) {
            return outcome;
        }
        let (components, wanted) = (self.clone(), Wanted::of(plugin));
        going_on(async move {
            let _one_at_a_time = components.working.lock().await;
            if let Some(outcome) = components.read.get(&wanted.digest, Instant::now()) {
                return outcome;
            }
            let outcome = components.inspect(&wanted).await;
            components.read.keep(&wanted.digest, outcome, Instant::now())
        })
        .await
    }

    /// Removes native code that no plugin has any use for.
    pub(crate) fn sweep(&self) {
        let reading = self.platform.read();
        let names: BTreeSet<String> =
            reading.registry.all().map(|plugin| name(&self.engine, &self.compiler, &plugin.digest)).collect();
        self.native.sweep(&names);
    }

    /// The component, from native code on disk if that is there and authentic.
    async fn load_kept(&self, wanted: &Wanted) -> Result<Option<Arc<Loaded>>, RuntimeError> {
        let (native, name) = (self.native.clone(), name(&self.engine, &self.compiler, &wanted.digest));
        match apart(move || Ok(native.find(&name))).await? {
            Kept::Nothing => Ok(None),
            Kept::Code(compiled) => self.link(*compiled).await.map(Some),
            Kept::Forged(file) => {
                let report = format!(
                    "native code is not what this hub wrote; it is ignored and made again: {}",
                    file.display()
                );
                tracing::warn!(plugin = wanted.plugin, "{report}");
                self.platform.log(&wanted.plugin, "prepare", LogOrigin::Hub, "warn", &report);
                Ok(None)
            }
        }
    }

    async fn compile(&self, wanted: &Wanted) -> Result<Arc<Loaded>, RuntimeError> {
        let bytes = self.bytes(wanted).await?;
        let (native, name) = (self.native.clone(), name(&self.engine, &self.compiler, &wanted.digest));
        let (compiler, digest) = (self.compiler.clone(), wanted.digest.clone());
        let compiled = apart(move || {
            let compiled = compiler.compile(&bytes)?;
            check_digest(&compiled.inspection, &digest)?;
            if let Err(error) = native.keep(&name, &compiled) {
                tracing::warn!(%error, "native code could not be kept; the next start compiles again");
            }
            Ok(compiled)
        });
        self.link(compiled.await?).await
    }

    async fn link(&self, compiled: Compiled) -> Result<Arc<Loaded>, RuntimeError> {
        let (engine, linker) = (self.engine.clone(), self.linker.clone());
        apart(move || {
            let component = load(&engine, &compiled)?;
            Loaded::new(&linker, &component, compiled.inspection).map(Arc::new)
        })
        .await
    }

    async fn inspect(&self, wanted: &Wanted) -> Result<Inspection, RuntimeError> {
        let bytes = self.bytes(wanted).await?;
        let compiler = self.compiler.clone();
        apart(move || compiler.inspect(&bytes)).await
    }

    async fn bytes(&self, wanted: &Wanted) -> Result<Vec<u8>, RuntimeError> {
        let missing = |reason: String| RuntimeError::Missing { plugin: wanted.plugin.clone(), reason };
        let bytes = self.platform.storage().component(&wanted.digest).await;
        bytes
            .map_err(|error| missing(error.to_string()))?
            .ok_or_else(|| missing("it is not stored".to_owned()))
    }
}

/// Which component, and for whom.
struct Wanted {
    plugin: String,
    digest: String,
}

impl Wanted {
    fn of(plugin: &PluginRecord) -> Self {
        Self { plugin: plugin.name().to_owned(), digest: plugin.digest.to_string() }
    }
}

/// The component of the database is the one that was installed under this digest.
fn check_digest(inspection: &Inspection, expected: &str) -> Result<(), RuntimeError> {
    if inspection.digest == expected {
        return Ok(());
    }
    Err(RuntimeError::Refused(format!(
        "the stored component has digest {} instead of {expected}: install it again",
        inspection.digest
    )))
}

/// Does work to its end, whether or not somebody waits for it.
async fn going_on<T: Send + 'static>(
    work: impl Future<Output = Result<T, RuntimeError>> + Send + 'static,
) -> Result<T, RuntimeError> {
    tokio::spawn(work).await.map_err(|error| RuntimeError::Engine(error.to_string()))?
}

/// Runs what blocks off the async threads. A worker is hired by a thread that lives until it ends: it dies with it.
async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, RuntimeError> + Send + 'static,
) -> Result<T, RuntimeError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| RuntimeError::Engine(error.to_string()))?
}
