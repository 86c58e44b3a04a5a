//! Refreshes that trap, never end, take too much, wait for ever or lie: nothing of theirs is seen, the reason is.

use std::net::TcpListener;
use std::time::Duration;

use serde_json::Value;
use tests_harness::wait_until;

use crate::hostile_hub::{HostileHub, demo};

/// Small enough for a test; the shipped values are two minutes and fifteen.
const LIMITS: &str = "[limits.refresh]\ncpu-ms = 200\nwall-ms = 4000\nmemory-mib = 32\n";

/// A refresh, the reason that the operator reads, and whether it publishes.
pub(crate) struct Refresh {
    pub(crate) task: &'static str,
    reason: &'static str,
    publishes: bool,
}

const fn refused(task: &'static str, reason: &'static str) -> Refresh {
    Refresh { task, reason, publishes: false }
}

/// Every misdeed of a refresh.
pub(crate) const REFRESHES: &[Refresh] = &[
    refused("refresh-trap", "trap: wasm trap: wasm `unreachable` instruction executed"),
    refused("refresh-loop", "stopped after 200 ms of processor time"),
    refused("refresh-memory", "out of memory: it asked for more than 32 MiB"),
    refused("refresh-waits", "Unavailable"),
    refused("refresh-lies", "says that it published, and committed nothing"),
    refused("refresh-talks", "raison"),
    refused("refresh-big-batch", "Invalid"),
    Refresh { task: "refresh-wild-dates", reason: "", publishes: true },
];

#[test]
fn a_refresh_that_misbehaves_is_stopped_and_leaves_nothing() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port that never answers");
    let address = silent.local_addr().expect("its address").to_string();
    let config = format!("{LIMITS}[outbound]\nprivate = [\"{address}\"]\n");
    let launch = || demo(&config);

    let mut hostile = HostileHub::with_misbehaving(launch());
    for case in REFRESHES {
        let slow = format!("http://{address}/never");
        hostile
            .restart_as(launch().setting("misbehaving.task", case.task).setting("misbehaving.slow", &slow));
        let mut seen = String::new();
        let ended = || {
            seen = last_run(&inspected(&hostile), case);
            !seen.is_empty()
        };
        assert!(wait_until(ended, Duration::from_secs(20)), "{}: no run is recorded", case.task);
        assert!(seen.contains(case.reason), "{}: {seen}", case.task);
        assert!(seen.len() < 1_000 && !seen.contains(['\u{1b}', '\n']), "{}: {seen}", case.task);
        hostile.neighbours_are_well(case.task);
        let places = hostile.attack("/services/misbehaving/wild-dates").text;
        let about = hostile.attack("/services/misbehaving").text;
        assert!(!about.contains("\"javascript:"), "{}: an address that runs code", case.task);
        assert!(!places.contains("jamais-vu"), "{}: a part of a draft is seen", case.task);
        assert_eq!(places.contains("bord du temps"), case.publishes, "{}: {places}", case.task);
    }
    drop(silent);
}

fn inspected(hostile: &HostileHub) -> Value {
    let output = hostile.hub.command(&["plugin", "inspect", "misbehaving", "--json"]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    serde_json::from_str(&output.stdout).expect("JSON")
}

/// What is recorded of the run of this case, as soon as it is.
fn last_run(inspected: &Value, case: &Refresh) -> String {
    let sources = inspected["sources"].as_array().cloned().unwrap_or_default();
    let outcome = if case.publishes { "published" } else { "refused" };
    let runs = sources.iter().map(|source| &source["last_run"]).filter(|run| run["outcome"] == outcome);
    let reasons = runs.map(|run| format!("[{}]", run["reason"].as_str().unwrap_or_default()));
    reasons.into_iter().find(|reason| reason.contains(case.reason)).unwrap_or_default()
}
