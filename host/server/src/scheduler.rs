//! What runs beside the requests: following the change log, refreshes, sweeping, storing logs and counts.

use std::sync::Arc;
use std::time::Duration;

use parvis_plugin_runtime::PluginRuntime;
use parvis_services::Platform;

/// How often the change log is looked at: commands are heard of within a second.
const FOLLOW: Duration = Duration::from_millis(300);
/// How often due refreshes are looked for, and logs and counts are stored.
const TICK: Duration = Duration::from_secs(1);

/// Starts everything that runs beside the requests. It ends with the process.
pub(crate) fn start(platform: &Arc<Platform>, runtime: &Arc<PluginRuntime>) {
    tokio::spawn(follow(platform.clone(), runtime.clone()));
    tokio::spawn(refresh(platform.clone(), runtime.clone()));
    tokio::spawn(store(platform.clone()));
}

async fn follow(platform: Arc<Platform>, runtime: Arc<PluginRuntime>) {
    let mut prepared = platform.read().registry;
    loop {
        tokio::time::sleep(FOLLOW).await;
        if let Err(error) = platform.catch_up().await {
            tracing::error!(%error, "the change log cannot be read");
        }
        let registry = platform.read().registry;
        if !Arc::ptr_eq(&prepared, &registry) {
            runtime.prepare().await;
            prepared = registry;
        }
    }
}

async fn refresh(platform: Arc<Platform>, runtime: Arc<PluginRuntime>) {
    platform.sweep().await;
    loop {
        match platform.due_runs().await {
            Ok(due) => {
                for run in due {
                    runtime.refresh(&run).await;
                    if let Err(error) = platform.run_ended(&run).await {
                        tracing::error!(%error, "the end of a refresh cannot be noted");
                    }
                    platform.sweep().await;
                }
            }
            Err(error) => tracing::error!(%error, "due refreshes cannot be found"),
        }
        tokio::time::sleep(TICK).await;
    }
}

async fn store(platform: Arc<Platform>) {
    loop {
        tokio::time::sleep(TICK).await;
        platform.flush().await;
    }
}
