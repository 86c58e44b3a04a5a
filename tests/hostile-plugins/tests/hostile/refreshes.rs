//! Refreshes that trap, never end, take too much, wait for ever or lie: nothing of theirs is seen, the reason is.
//!
//! Every task runs in every round; a round begins when a grant that none of them uses is given or taken.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::time::Duration;

use serde_json::Value;
use tests_harness::wait_until;
use tests_hostile_plugins::{of_guest, of_sync, plugin_from_sync, write};

use crate::every::every;
use crate::hostile_hub::{HostileHub, reasons_in};
use crate::limits::low_refresh;
use crate::oracle::{self, BUSY, Holds};
use crate::refreshes_table::{End, REFRESHES, SYNC};

/// A refresh writes and waits: none ends in ten milliseconds.
const ROUNDS: usize = 10;
/// Grants of this host begin a round.
const AGAIN: &str = "outbound:again.example";
/// All tasks of one round: some wait for a second and a half, all write to the disk.
const ROUND: Duration = Duration::from_secs(15);

#[test]
fn refreshes_that_misbehave_are_stopped_and_leave_nothing() {
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port that never answers");
    let address = silent.local_addr().expect("its address").to_string();
    let mut hostile = HostileHub::start(&low_refresh(&address));
    let plugins = install(&hostile);
    let small = write(hostile.folder(), "small", b"small");
    let slow = format!("http://{address}/never");
    hostile.restart_with(&[("misbehaving.slow", &slow), ("misbehaving.small", &small.display().to_string())]);
    let mut ended = one_round(&mut hostile, &plugins, &BTreeMap::new());
    // The start was one round; what it left to be swept is swept with the next.
    ended = after_a_trigger(&mut hostile, &plugins, 0, &ended);
    let before = Holds::of(&hostile);
    for round in 1..=ROUNDS {
        ended = after_a_trigger(&mut hostile, &plugins, round, &ended);
        every(REFRESHES, |refresh| ended_as_it_must(refresh.task, refresh.end, &ended[refresh.task]));
    }
    oracle::memory_is_back(&hostile, &before, 0, "ten rounds of refreshes");
    oracle::nothing_stays_open(&hostile, &before, "ten rounds of refreshes");
    the_log_names_each(&hostile);
    nothing_of_a_draft_is_seen(&mut hostile);
}

/// The guest with a task for each misdeed, and the components of `wat/sync`. Returns all names.
fn install(hostile: &HostileHub) -> Vec<String> {
    let tasks: Vec<&str> = REFRESHES.iter().map(|refresh| refresh.task).collect();
    hostile.install_guest("misbehaving", &of_guest("misbehaving", &["again.example"], &tasks));
    let mut names = vec!["misbehaving".to_owned()];
    for (name, _) in SYNC {
        let plugin = sync_plugin(name);
        let file = write(hostile.folder(), &plugin, &plugin_from_sync(name, &of_sync(&plugin)));
        hostile.install(&file.display().to_string());
        names.push(plugin);
    }
    names
}

fn sync_plugin(case: &str) -> String {
    format!("sync-{case}")
}

/// Begins a round and waits for its end.
fn after_a_trigger(
    hostile: &mut HostileHub,
    plugins: &[String],
    round: usize,
    before: &BTreeMap<String, Value>,
) -> BTreeMap<String, Value> {
    let change = if round.is_multiple_of(2) { "revoke" } else { "grant" };
    for plugin in plugins {
        let output = hostile.hub.command(&["plugin", change, plugin, AGAIN]);
        assert_eq!(output.code, Some(0), "{}", output.stderr);
    }
    one_round(hostile, plugins, before)
}

/// Waits until every task has a run that it had not `before`, while the neighbours are watched. Returns the runs.
fn one_round(
    hostile: &mut HostileHub,
    plugins: &[String],
    before: &BTreeMap<String, Value>,
) -> BTreeMap<String, Value> {
    let mut runs = BTreeMap::new();
    let all = || {
        oracle::neighbours_answer_at_once(hostile, "a refresh");
        runs = plugins.iter().flat_map(|plugin| last_runs(hostile, plugin)).collect();
        let is_new = |task: &str| runs.get(task).is_some_and(|run| before.get(task) != Some(run));
        REFRESHES.iter().all(|refresh| is_new(refresh.task))
            && SYNC.iter().all(|(name, _)| is_new(&sync_plugin(name)))
    };
    let all_ended = wait_until(all, ROUND * BUSY);
    oracle::the_process_is_the_same(hostile, "a round of refreshes");
    assert!(all_ended, "a task has no new run: {runs:?}");
    runs
}

/// The last run of each source of a plugin: under its task for the guest, under the plugin for the others.
fn last_runs(hostile: &HostileHub, plugin: &str) -> Vec<(String, Value)> {
    let inspected = hostile.inspected(plugin);
    let sources = inspected["sources"].as_array().cloned().unwrap_or_default();
    let key = |source: &Value| match plugin {
        "misbehaving" => source["name"].as_str().unwrap_or_default().to_owned(),
        plugin => plugin.to_owned(),
    };
    sources
        .iter()
        .filter(|source| !source["last_run"].is_null())
        .map(|source| (key(source), source["last_run"].clone()))
        .collect()
}

fn ended_as_it_must(task: &str, end: End, run: &Value) {
    let (outcome, words) = match end {
        End::Published => ("published", ""),
        End::Failed(words) | End::Stopped(words) => ("refused", words),
    };
    let reason = run["reason"].as_str().unwrap_or_default();
    assert_eq!(run["outcome"], outcome, "{task}: {run}");
    assert!(reason.contains(words), "{task}: {words:?} is not in {reason}");
    assert!(reason.len() < 1_000 && !reason.contains(char::is_control), "{task}: {reason}");
}

/// Point (f): what the hub stopped is in the log; what gave up is in the report of its run.
fn the_log_names_each(hostile: &HostileHub) {
    // Lines are stored every second.
    std::thread::sleep(Duration::from_millis(1_500));
    let lines = hostile.logs("misbehaving");
    for refresh in REFRESHES {
        let End::Stopped(words) = refresh.end else { continue };
        let call = format!("sync {}", refresh.task);
        oracle::the_log_names_it(&lines, "misbehaving", &call, words, runs(&lines, "misbehaving", &call));
    }
    for (name, words) in SYNC {
        let plugin = sync_plugin(name);
        let lines = hostile.logs(&plugin);
        oracle::the_log_names_it(&lines, &plugin, "sync run", words, runs(&lines, &plugin, "sync run"));
    }
}

/// How often a task ran: once in each round, and perhaps once when it was installed, before the hub was started again.
fn runs(lines: &[Value], plugin: &str, call: &str) -> usize {
    reasons_in(lines, plugin, call).len().clamp(ROUNDS + 2, ROUNDS + 3)
}

/// What was published is shown, in every format that reckons with time; what was only begun is not.
fn nothing_of_a_draft_is_seen(hostile: &mut HostileHub) {
    let places = hostile.attack("/services/misbehaving/wild-dates").text;
    assert!(places.contains("bord du temps"), "{places}");
    assert!(!places.contains("jamais-vu"), "a part of a draft is seen");
    hostile.attack("/services/misbehaving");
}
