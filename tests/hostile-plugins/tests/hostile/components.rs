//! Hand-written components that break the rules between plugin and hub below the level of any language.

use std::time::Duration;

use tests_harness::wait_until;
use tests_hostile_plugins::{files, manifest, plugin_from_core, write};

use crate::hostile_hub::{HostileHub, demo, page_call, reasons_in};
use crate::refused::BORN_DEAD;

/// By processor time, or by time in all where the machine is busy with other things.
const CPU: &str = "stopped after ";
const UNREACHABLE: &str = "wasm `unreachable` instruction executed";

/// File of `wat/core`, and words of the reason in the log; none where the page is served.
const CASES: &[(&str, &str)] = &[
    ("answer-bad-text", "invalid utf-8"),
    ("answer-block-case", "discriminant"),
    ("answer-case", "discriminant"),
    ("answer-endless", "out of bounds"),
    ("answer-misaligned", "pointer not aligned"),
    ("answer-outside", "pointer out of bounds"),
    ("handle-forged", "unknown handle index 7"),
    ("post-loops", CPU),
    ("post-traps", UNREACHABLE),
    ("realloc-calls-out", "cannot leave component instance"),
    ("realloc-loops", CPU),
    ("realloc-misaligned", "realloc return: result not aligned"),
    ("realloc-outside", "realloc return: beyond end of memory"),
    ("realloc-traps", UNREACHABLE),
    ("table-grows", ""),
    ("well", ""),
    ("wrong-hands", UNREACHABLE),
];

#[test]
fn every_component_has_its_case() {
    let mut named: Vec<&str> = CASES.iter().chain(BORN_DEAD).map(|(name, _)| *name).collect();
    named.sort_unstable();
    assert_eq!(files("core"), named);
}

#[test]
fn components_that_break_the_rules_are_stopped_and_named() {
    let mut hostile = HostileHub::start(demo(""));
    let folder = tempfile::tempdir().expect("a folder");
    for (name, _) in CASES {
        let file = write(folder.path(), name, &plugin_from_core(name, &manifest(name)));
        hostile.install(&file.display().to_string());
    }
    CASES.iter().for_each(|(name, _)| hostile.wait_for(name));
    for (name, reason) in CASES {
        let answer = hostile.attack(&format!("/services/{name}/x?n=1"));
        assert_eq!(answer.text.contains("ne répond pas"), !reason.is_empty(), "{name}: {}", answer.text);
    }
    // The query is in no log: it may be what a person typed.
    let call = page_call("x");
    for (name, reason) in CASES {
        let mut said = Vec::new();
        let heard = || {
            said = reasons_in(&hostile.logs(name), name, &call);
            !said.is_empty() || reason.is_empty()
        };
        wait_until(heard, Duration::from_secs(3));
        assert_eq!(said.len(), usize::from(!reason.is_empty()), "{name}: {said:?}");
        assert!(said.iter().all(|line| line.contains(reason)), "{name}: {reason:?} is not in {said:?}");
        assert!(!said.iter().any(|line| line.contains(['\u{1b}', '\n'])), "{name}: {said:?}");
    }
}
