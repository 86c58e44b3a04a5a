//! Hand-written components that break the rules between plugin and hub below the level of any language.

use std::time::Duration;

use tests_harness::Response;
use tests_hostile_plugins::{manifest, plugin_from_core, with_section, write};

use crate::every::every;
use crate::hostile_hub::{HostileHub, page_call};
use crate::limits::low_view;
use crate::oracle::{self, CALM};
use crate::repeats::repeat;

/// By processor time, or by time in all where the machine is busy with other things.
const CPU: &str = "stopped after ";
const UNREACHABLE: &str = "wasm `unreachable` instruction executed";

/// File of `wat/core`, and words of the reason in the log; none where the page is served.
pub(crate) const CASES: &[(&str, &str)] = &[
    ("answer-bad-text", "invalid utf-8"),
    ("answer-block-case", "discriminant"),
    ("answer-case", "discriminant"),
    ("answer-endless", "out of bounds"),
    ("answer-misaligned", "pointer not aligned"),
    ("answer-notice-kind", "discriminant"),
    ("answer-outside", "pointer out of bounds"),
    ("compact-endless", "out of bounds"),
    ("compact-misaligned", "not aligned"),
    ("handle-forged", "unknown handle index 7"),
    ("handle-forged-high", "unknown handle index 268435455"),
    ("memory-scans", ""),
    ("memory-stained", ""),
    ("post-loops", CPU),
    ("post-traps", UNREACHABLE),
    ("realloc-calls-out", "cannot leave component instance"),
    ("realloc-loops", CPU),
    ("realloc-misaligned", "realloc return: result not aligned"),
    ("realloc-outside", "realloc return: beyond end of memory"),
    ("realloc-reenters", "cannot leave component instance"),
    ("realloc-traps", UNREACHABLE),
    ("realloc-zero", ""),
    ("table-grows", ""),
    ("utf16-misaligned", "not aligned"),
    ("utf16-surrogate", "unpaired surrogate"),
    ("well", ""),
    ("wrong-hands", UNREACHABLE),
];

#[test]
fn components_that_break_the_rules_are_stopped_and_named() {
    let mut hostile = HostileHub::start(&low_view());
    for (name, _) in CASES {
        install(&hostile, name);
    }
    nobody_finds_what_a_neighbour_left_in_memory(&hostile, 100);
    let mut calls = Vec::new();
    every(CASES, |(name, reason)| {
        let check = |answer: &Response| {
            assert_eq!(answer.text.contains(CALM), !reason.is_empty(), "{name}: {}", answer.text);
        };
        calls.push((name, reason, repeat(&mut hostile, &format!("/services/{name}/x"), check)));
    });
    // Lines are stored every second.
    std::thread::sleep(Duration::from_millis(1_500));
    every(calls, |(name, reason, calls)| {
        // The query is in no log: it may be what a person typed.
        oracle::the_log_names_it(&hostile.logs(name), name, &page_call("x"), reason, calls);
    });
    custom_sections_are_ignored(&mut hostile);
}

#[test]
#[ignore = "takes minutes: cargo xtask long"]
fn long_nobody_finds_what_a_neighbour_left_in_memory() {
    let hostile = HostileHub::start(&low_view());
    ["memory-stained", "memory-scans"].iter().for_each(|name| install(&hostile, name));
    nobody_finds_what_a_neighbour_left_in_memory(&hostile, 10_000);
}

/// One plugin leaves a secret in its memory, the next scans what it is given; both use the same few slots of the pool.
fn nobody_finds_what_a_neighbour_left_in_memory(hostile: &HostileHub, rounds: usize) {
    let mut browser = hostile.hub.browser();
    for n in 0..rounds {
        for name in ["memory-stained", "memory-scans"] {
            let answer = browser.get(&format!("/services/{name}/x?n={n}"));
            assert!(
                answer.status == 200 && !answer.text.contains(CALM),
                "{name}, round {n}: {}",
                answer.text
            );
        }
    }
}

fn custom_sections_are_ignored(hostile: &mut HostileHub) {
    let cases = [("names", "name", 15 * 1024 * 1024), ("signed", "signature", 4096), ("nameless", "", 10)];
    for (plugin, section, bytes) in cases {
        let file = write(hostile.folder(), plugin, &with_section(plugin, section, bytes));
        hostile.install(&file.display().to_string());
        hostile.wait_for(plugin);
        let answer = hostile.attack(&format!("/services/{plugin}/x"));
        assert!(!answer.text.contains(CALM), "{plugin}: {}", answer.text);
    }
    let native = std::fs::read_dir(hostile.hub.data().join("native-code")).expect("the folder").flatten();
    let largest = native.filter_map(|entry| Some(entry.metadata().ok()?.len())).max().unwrap_or(0);
    // The transport plugin's own is the largest of them.
    assert!(largest < 8 * 1024 * 1024, "{largest} bytes: a section was carried into native code");
}

/// Installs a component of `wat/core` under its own name.
pub(crate) fn install(hostile: &HostileHub, name: &str) {
    let file = write(hostile.folder(), name, &plugin_from_core(name, &manifest(name)));
    hostile.install(&file.display().to_string());
    hostile.wait_for(name);
}
