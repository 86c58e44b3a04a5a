//! What runs beside the requests: following the change log, refreshes, sweeping, storing logs and counts.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use parvis_pages::Composer;
use parvis_plugin_runtime::{PluginRuntime, Refreshed};
use parvis_services::{DueRun, Platform, ServiceError};
use tokio::task::JoinSet;

/// How often the change log is looked at: commands are heard of within a second.
const FOLLOW: Duration = Duration::from_millis(300);
/// How often due refreshes are looked for, and logs and counts are stored.
const TICK: Duration = Duration::from_secs(1);
/// The shortest time between two looks for due refreshes: each reads a line of the database for every task.
const BREATH: Duration = Duration::from_millis(50);
/// How many refreshes run at one time: each may hold the memory of a refresh (`[limits.refresh]`).
const AT_ONCE: usize = 3;

/// Starts everything that runs beside the requests. It ends with the process.
pub(crate) fn start(platform: &Arc<Platform>, runtime: &Arc<PluginRuntime>) {
    tokio::spawn(follow(platform.clone(), runtime.clone()));
    tokio::spawn(refresh(platform.clone(), runtime.clone()));
    tokio::spawn(store(platform.clone(), runtime.clone()));
}

/// Keeps search ready for what was published since. It ends with the process.
pub(crate) async fn keep_search_ready(composer: Arc<Composer>) {
    let mut prepared = None;
    loop {
        let change = composer.platform().read().snapshot.change();
        if prepared != Some(change) {
            let composer = composer.clone();
            let done = tokio::task::spawn_blocking(move || composer.prepare_search()).await;
            prepared = done.is_ok().then_some(change);
        }
        tokio::time::sleep(FOLLOW).await;
    }
}

async fn follow(platform: Arc<Platform>, runtime: Arc<PluginRuntime>) {
    let mut prepared = platform.read().registry;
    let mut trouble = Trouble::default();
    loop {
        tokio::time::sleep(FOLLOW).await;
        trouble.tell(platform.catch_up().await, "the change log cannot be read");
        let registry = platform.read().registry;
        if !Arc::ptr_eq(&prepared, &registry) {
            runtime.prepare().await;
            prepared = registry;
        }
    }
}

/// Begins what is due, and what waits for its turn as soon as a run has ended. A slow source keeps nobody waiting but those
/// who need its place.
async fn refresh(platform: Arc<Platform>, runtime: Arc<PluginRuntime>) {
    platform.sweep().await;
    let mut trouble = Trouble::default();
    let mut running = Running::default();
    loop {
        let due = platform.due_runs().await;
        for run in trouble.tell(due, "due refreshes cannot be found").unwrap_or_default() {
            running.begin(&platform, &runtime, run);
        }
        running.wait().await;
    }
}

/// The refreshes that run, by what they refresh.
#[derive(Default)]
struct Running {
    tasks: JoinSet<(String, Refreshed)>,
    keys: HashSet<String>,
}

impl Running {
    /// Begins a run, unless too many are under way or the same is.
    fn begin(&mut self, platform: &Arc<Platform>, runtime: &Arc<PluginRuntime>, run: DueRun) {
        if self.keys.len() >= AT_ONCE || !self.keys.insert(run.key()) {
            return;
        }
        let (platform, runtime) = (platform.clone(), runtime.clone());
        self.tasks.spawn(async move { (run.key(), refresh_one(&platform, &runtime, &run).await) });
    }

    /// Waits until a run has ended, for a tick at most.
    async fn wait(&mut self) {
        tokio::time::sleep(BREATH).await;
        // The tick is over, or it is not: both are time for the next look.
        let _ = tokio::time::timeout(TICK, self.one_ends()).await;
        if self.tasks.is_empty() {
            self.keys.clear();
        }
    }

    /// Clears away what has ended, until one that had its turn has.
    async fn one_ends(&mut self) {
        while let Some(ended) = self.tasks.join_next().await {
            match ended {
                Ok((key, refreshed)) => {
                    self.keys.remove(&key);
                    if refreshed != Refreshed::Waits {
                        return;
                    }
                }
                // A run that panicked has no name any more: nothing is begun in its place before the others have ended.
                Err(error) => tracing::error!(%error, "a refresh broke off"),
            }
        }
        std::future::pending().await
    }
}

async fn refresh_one(platform: &Platform, runtime: &PluginRuntime, run: &DueRun) -> Refreshed {
    let refreshed = runtime.refresh(run).await;
    if refreshed == Refreshed::Waits {
        return refreshed;
    }
    if let Err(error) = platform.run_ended(run, refreshed == Refreshed::Well).await {
        tracing::error!(%error, run = run.name(), "the end of a refresh cannot be noted");
    }
    platform.sweep().await;
    refreshed
}

async fn store(platform: Arc<Platform>, runtime: Arc<PluginRuntime>) {
    let mut trouble = Trouble::default();
    loop {
        tokio::time::sleep(TICK).await;
        platform.flush().await;
        trouble.tell(runtime.note_health().await, "how plugins are cannot be noted");
    }
}

/// Trouble of a task that runs again and again: told when it begins, not each time.
#[derive(Default)]
struct Trouble(bool);

impl Trouble {
    fn tell<T>(&mut self, result: Result<T, ServiceError>, what: &str) -> Option<T> {
        let before = std::mem::replace(&mut self.0, result.is_err());
        result
            .inspect_err(|error| {
                if !before {
                    tracing::error!(%error, "{what}")
                }
            })
            .ok()
    }
}
