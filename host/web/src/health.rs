//! For machines and the operator: is the hub alive, is it ready, what does it do.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Extension, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use parvis_services::Platform;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::metrics::write_value;
use crate::server::Asker;
use crate::state::WebState;

/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// How long an answer about the database is good: who asks often must not make it write often.
const GOOD_FOR: Duration = Duration::from_secs(5);
/// The named value that is written to see whether it can be.
const NOTE: &str = "hub/ready";

/// What was found when the hub was last asked whether it is ready.
#[derive(Clone, Default)]
pub(crate) struct Readiness(Arc<Mutex<Option<(Instant, Found)>>>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Found {
    database: bool,
    write: bool,
}

impl Readiness {
    async fn of(&self, platform: &Platform) -> Found {
        let mut last = self.0.lock().await;
        if let Some((at, found)) = *last
            && at.elapsed() < GOOD_FOR
        {
            return found;
        }
        let storage = platform.storage();
        let database = matches!(timeout(PATIENCE, storage.last_change()).await, Ok(Ok(_)));
        let now = platform.clock().real_now().to_string();
        let write = database && matches!(timeout(PATIENCE, storage.set_note(NOTE, &now)).await, Ok(Ok(())));
        let found = Found { database, write };
        *last = Some((Instant::now(), found));
        found
    }
}

/// The process answers. Costs nothing, and is answered however busy the hub is.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// Whether every part does its work; each is named. A hub that can no longer write still serves its pages: let a proxy ask
/// `/healthz`, and whoever is to be called out ask this.
pub(crate) async fn ready(State(state): State<WebState>) -> (StatusCode, String) {
    let Found { database, write } = state.readiness.of(state.composer.platform()).await;
    let (status, word) = match database && write {
        true => (StatusCode::OK, "ready"),
        false => (StatusCode::SERVICE_UNAVAILABLE, "not ready"),
    };
    (status, format!("{word}\ndatabase={database}\nwrite={write}\n"))
}

/// Figures for the operator: answered to the machine itself and to whom the configuration names. A request that came
/// through a proxy is the visitor's, even where the proxy is on the machine.
pub(crate) async fn metrics(
    State(state): State<WebState>,
    asker: Option<Extension<Asker>>,
    headers: HeaderMap,
) -> Response {
    if !asker.is_some_and(|Extension(asker)| may_read(&state, &asker, &headers)) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let mut text = state.metrics.text();
    let composer = &state.composer;
    let reading = composer.platform().read();
    let plugins = reading.registry.all().filter(|plugin| plugin.enabled).count() as u64;
    write_value(&mut text, "parvis_plugins_enabled", "gauge", "Plugins that are enabled.", plugins);
    let instances = composer.instances();
    write_value(
        &mut text,
        "parvis_plugin_instances_total",
        "counter",
        "Instances made: one for each call that no kept view answered.",
        instances,
    );
    if let Some(bytes) = resident_bytes() {
        write_value(&mut text, "process_resident_memory_bytes", "gauge", "Memory of the process.", bytes);
    }
    if let Ok(files) = std::fs::read_dir("/proc/self/fd") {
        write_value(
            &mut text,
            "process_open_fds",
            "gauge",
            "Files that the process has open.",
            files.count() as u64,
        );
    }
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], text).into_response()
}

fn may_read(state: &WebState, asker: &Asker, headers: &HeaderMap) -> bool {
    const PROXIED: [&str; 4] = ["forwarded", "x-forwarded-for", "x-real-ip", "via"];
    let through_proxy = PROXIED.iter().any(|name| headers.contains_key(*name));
    let listed = asker.visitor.is_some_and(|address| state.site.metrics_from.contain(address));
    listed || asker.peer.is_loopback() && !through_proxy
}

fn resident_bytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}
