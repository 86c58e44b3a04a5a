//! Components built for a released contract are taken, shown and refreshed by today's hub, for ever.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use serde_json::Value;
use sha2::{Digest, Sha256};
use tests_harness::{Hub, Launch, binary, wait_until, workspace};
use tests_other_languages::{component, source};

/// Components kept as files.
const KEPT: &[&str] = &["desks-javascript", "desks-rust"];

fn folder() -> PathBuf {
    workspace().join("tests/fixtures/v0.1")
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_kept_components_are_those_of_the_release() {
    let list = std::fs::read_to_string(folder().join("sha256sums")).expect("the list");
    let mut listed: Vec<(&str, &str)> = list.lines().filter_map(|line| line.split_once("  ")).collect();
    listed.sort_by_key(|(_, name)| *name);
    let named: Vec<String> = KEPT.iter().map(|name| format!("{name}.wasm")).collect();
    assert_eq!(listed.iter().map(|(_, name)| *name).collect::<Vec<_>>(), named);
    for (digest, name) in listed {
        let bytes = std::fs::read(folder().join(name)).expect("a kept component");
        assert_eq!(hex(&bytes), digest, "{name} is not the one that was released");
    }
}

#[test]
fn the_kept_components_are_shown_and_refreshed() {
    let temporary = tempfile::tempdir().expect("a folder");
    let file = temporary.path().join("desks.json");
    std::fs::write(&file, source("rust", 1).to_string()).expect("written");
    for name in KEPT {
        let mut hub = Launch::demo().clock("2026-03-16T08:30:00+01:00").start();
        let component = folder().join(format!("{name}.wasm")).display().to_string();
        let output = hub.command(&["plugin", "install", &component, "--grant-all", "--enable"]);
        assert_eq!(output.code, Some(0), "{name}: {}", output.stderr);
        let launch = Launch::demo().clock("2026-03-16T08:30:00+01:00");
        hub.restart_as(launch.setting(&format!("{name}.desks"), &file.display().to_string()));
        let published = || last_run(&hub, name)["outcome"] == "published";
        assert!(wait_until(published, Duration::from_secs(120)), "{name}: {}", last_run(&hub, name));
        let desk = hub.browser().get(&format!("/services/{name}/desk/desks/rust-1")).text;
        assert!(desk.contains("Guichet de l'été € (rust, 1)"), "{name}: {desk}");
        let page = hub.browser().get(&format!("/services/{name}/")).text;
        assert!(page.contains("Objets trouvés") && page.contains("name=\"q\""), "{name}: {page}");
    }
}

fn last_run(hub: &Hub, name: &str) -> Value {
    let output = hub.command(&["plugin", "inspect", name, "--json"]);
    let inspected: Value = serde_json::from_str(&output.stdout).expect("JSON");
    inspected["sources"][0]["last_run"].clone()
}

/// Python's component is too large to keep, and componentize-py gives other bytes every time (it keeps the seed of its hash
/// tables). It is built anew from pinned versions; its world and its type must be those of the release.
#[test]
fn the_component_in_python_has_the_world_and_the_type_of_the_release() {
    let Some(file) = component("python") else { return };
    let kept: Value =
        serde_json::from_slice(&std::fs::read(folder().join("python.json")).expect("kept")).expect("JSON");
    let world = workspace().join("target/test-plugins/generated/desks-python/wit/plugin.wit");
    assert_eq!(hex(&std::fs::read(world).expect("the generated world")), kept["world-sha256"]);
    let pinned = workspace().join("tests/other-languages/tools/python/requirements.txt");
    let pinned = std::fs::read_to_string(pinned).expect("the pinned versions");
    let tool = kept["tool"].as_str().expect("a version");
    assert!(pinned.contains(tool), "{tool} is not pinned any more");
    let output = Command::new(binary()).args(["plugin", "check", "--json"]).arg(file).output().expect("runs");
    let checked: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(checked["imports"], kept["imports"]);
    assert_eq!(checked["exports"], kept["exports"]);
}
