//! What runs beside the requests: following the change log, refreshes, sweeping, storing logs and counts.

use std::sync::Arc;
use std::time::Duration;

use parvis_plugin_runtime::{PluginRuntime, Refreshed};
use parvis_services::{Platform, ServiceError};

/// How often the change log is looked at: commands are heard of within a second.
const FOLLOW: Duration = Duration::from_millis(300);
/// How often due refreshes are looked for, and logs and counts are stored.
const TICK: Duration = Duration::from_secs(1);

/// Starts everything that runs beside the requests. It ends with the process.
pub(crate) fn start(platform: &Arc<Platform>, runtime: &Arc<PluginRuntime>) {
    tokio::spawn(follow(platform.clone(), runtime.clone()));
    tokio::spawn(refresh(platform.clone(), runtime.clone()));
    tokio::spawn(store(platform.clone(), runtime.clone()));
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

async fn refresh(platform: Arc<Platform>, runtime: Arc<PluginRuntime>) {
    platform.sweep().await;
    let mut trouble = Trouble::default();
    loop {
        for run in
            trouble.tell(platform.due_runs().await, "due refreshes cannot be found").unwrap_or_default()
        {
            if runtime.refresh(&run).await == Refreshed::Waits {
                continue;
            }
            trouble.tell(platform.run_ended(&run).await, "the end of a refresh cannot be noted");
            platform.sweep().await;
        }
        tokio::time::sleep(TICK).await;
    }
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
