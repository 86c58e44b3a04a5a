//! Files that `parvis plugin check` must refuse, each in one clear sentence.

use std::process::Command;

use tests_harness::binary;
use tests_hostile_plugins::{add_manifest, assemble, files, manifest, plugin_from_core, write};

/// File of `wat/refused`, and words of the refusal.
const CASES: &[(&str, &str)] = &[
    ("exports-unknown", "exports render, which contract 0.1.0 does not have; it has home, page, sync"),
    ("exports-wrong-type", "does not fit contract 0.1"),
    ("imports-module", "imports code, which contract 0.1.0 does not have"),
    ("imports-newer", "imports parvis:hub/data@0.9.0, which contract 0.1.0 does not have"),
    ("imports-sockets", "imports wasi:sockets/instance-network@0.2.0, which contract 0.1.0 does not have"),
    ("imports-unasked", "add \"read:COLLECTION\" = \"...\" under [asks] in plugin.toml"),
    ("imports-unknown", "imports partner:extra/thing@1.0.0, which contract 0.1.0 does not have"),
    ("imports-wrong-type", "does not fit contract 0.1"),
    ("memories-five", "memories"),
    ("memory-4-gib", "memory"),
    ("memory-64-bit", "64"),
    ("memory-shared", "threads"),
    ("module", "this is not a WebAssembly component; make one with `parvis plugin build FOLDER`"),
    ("no-export", "exports none of home, page and sync"),
    ("table-huge", "table"),
];

/// File of `wat/core` of which no instance can be made, and words of the refusal.
pub(crate) const BORN_DEAD: &[(&str, &str)] = &[
    ("memory-100-mib", "an instance of the component cannot be made"),
    ("start-loops", "wasm trap: interrupt"),
    ("start-traps", "wasm `unreachable` instruction executed"),
];

#[test]
fn a_component_that_cannot_come_to_life_is_refused() {
    for (name, words) in BORN_DEAD {
        is_refused(name, &plugin_from_core(name, &manifest(name)), words);
    }
}

#[test]
fn every_refused_file_has_its_case() {
    let named: Vec<&str> = CASES.iter().map(|(name, _)| *name).collect();
    assert_eq!(files("refused"), named);
}

#[test]
fn what_no_hub_takes_is_refused_in_a_sentence() {
    for (name, words) in CASES {
        let mut bytes = assemble("refused", name);
        if *name != "module" {
            add_manifest(&mut bytes, &manifest("hostile"));
        }
        is_refused(name, &bytes, words);
    }
}

#[test]
fn manifests_are_one_and_sound() {
    let good = plugin_from_core("well", &manifest("well"));
    let bare = assemble("refused", "no-export");
    is_refused("no manifest", &bare, "has 0 sections parvis:manifest, not one");
    let mut two = good.clone();
    add_manifest(&mut two, &manifest("other"));
    is_refused("two manifests", &two, "has 2 sections parvis:manifest, not one");
    let mut wrong = manifest("well");
    wrong.contract = "0.9".into();
    is_refused("another contract", &plugin_from_core("well", &wrong), "this hub speaks 0.1");
    wrong = manifest("well");
    wrong.name = "../well".into();
    is_refused("a name that is a path", &plugin_from_core("well", &wrong), "lower-case letters");
}

#[test]
fn damaged_files_are_refused() {
    let good = plugin_from_core("well", &manifest("well"));
    assert!(good.len() > 1_000, "a component");
    for length in [0, 1, 4, 8, 9, good.len() / 3, good.len() / 2, good.len() - 1] {
        is_refused(&format!("{length} bytes"), &good[..length], "");
    }
    is_refused("40 MiB and one byte", &vec![0; 40 * 1024 * 1024 + 1], "at most 41943040 are taken");
}

/// Exit code 1, one calm line that names the file, no panic.
fn is_refused(name: &str, bytes: &[u8], words: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = write(folder.path(), "hostile", bytes);
    let output = Command::new(binary()).args(["plugin", "check"]).arg(&file).output().expect("started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{name}: {said}");
    assert!(said.contains("hostile.wasm is refused"), "{name}: {said}");
    assert!(said.contains(words), "{name}: {words:?} is not in {said}");
    assert!(!said.contains("panicked"), "{name}: {said}");
}
