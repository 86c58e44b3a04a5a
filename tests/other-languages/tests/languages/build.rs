//! `parvis plugin build` in JavaScript and Python: the imports are what was asked for, mistakes are told.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tests_harness::binary;
use tests_other_languages::tools;

const MANIFEST: &str = "name = \"probe\"\nversion = \"1\"\ncontract = \"0.1\"\ntitle = \"Sonde\"\n\
                        summary = \"Essai.\"\nmaker = \"Parvis\"\n";
const JAVASCRIPT: &str = "import { view } from \"parvis\";\n\
                          export const page = { render() { return view(\"Bonjour\"); } };\n";

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("written");
    }
}

/// `parvis plugin ARGS` in a folder, where only these programs are found.
fn plugin(folder: &Path, programs: &str, args: &[&str]) -> Output {
    let mut command = Command::new(binary());
    command.arg("plugin").args(args).current_dir(folder).env("PATH", programs);
    command.output().expect("the binary runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The programs of the tools beside those of the machine, which hold node.
fn path_with(tools: &Path) -> String {
    format!("{}:{}", tools.display(), std::env::var("PATH").expect("a path"))
}

#[test]
fn a_plugin_that_asks_for_nothing_imports_no_power() {
    let Some(tools) = tools("javascript") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[("plugin.toml", MANIFEST), ("package.json", "{}"), ("app.js", JAVASCRIPT)]);
    let built = plugin(folder.path(), &path_with(&tools), &["build", "."]);
    assert!(built.status.success(), "{}", said(&built));
    let checked = plugin(folder.path(), "", &["check", "target/plugins/probe.wasm", "--json"]);
    let found: Value = serde_json::from_slice(&checked.stdout).expect("JSON");
    assert_eq!(found["exports"], serde_json::json!(["page"]));
    assert_eq!(found["imports"], serde_json::json!(["clock", "geo", "log", "random"]));
    let again = plugin(folder.path(), &path_with(&tools), &["build", "."]);
    assert!(again.status.success() && !said(&again).contains("wrapping"), "{}", said(&again));
    let asking = format!("{MANIFEST}[asks]\n\"read:stops\" = \"Lire.\"\n");
    write(folder.path(), &[("plugin.toml", &asking)]);
    let built = plugin(folder.path(), &path_with(&tools), &["build", "."]);
    assert!(said(&built).contains("wrapping"), "{}", said(&built));
    let checked = plugin(folder.path(), "", &["check", "target/plugins/probe.wasm", "--json"]);
    let found: Value = serde_json::from_slice(&checked.stdout).expect("JSON");
    assert!(found["imports"].as_array().is_some_and(|imports| imports.contains(&"data".into())), "{found}");
}

#[test]
fn a_mistake_in_the_program_is_told_in_the_tools_words() {
    let Some(tools) = tools("javascript") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let broken = JAVASCRIPT.replace("view(", "view((");
    write(folder.path(), &[("plugin.toml", MANIFEST), ("package.json", "{}"), ("app.js", &broken)]);
    let built = plugin(folder.path(), &path_with(&tools), &["build", "."]);
    assert!(!built.status.success());
    assert!(
        said(&built).contains("jco refuses probe") && said(&built).contains("app.js:2"),
        "{}",
        said(&built)
    );
    assert!(!folder.path().join("target/plugins/probe.wasm").exists());
}

#[test]
fn a_missing_tool_is_named_with_the_command_that_brings_it() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &[("plugin.toml", MANIFEST), ("package.json", "{}"), ("app.js", JAVASCRIPT)]);
    let built = plugin(folder.path(), "", &["build", "."]);
    assert!(said(&built).contains("npm install --save-dev @bytecodealliance/jco@"), "{}", said(&built));
    std::fs::remove_file(folder.path().join("package.json")).expect("removed");
    write(folder.path(), &[("app.py", "class Page:\n    pass\n")]);
    let built = plugin(folder.path(), "", &["build", "."]);
    assert!(said(&built).contains("pip install componentize-py=="), "{}", said(&built));
    std::fs::remove_file(folder.path().join("app.py")).expect("removed");
    let built = plugin(folder.path(), "", &["build", "."]);
    assert!(said(&built).contains("package.json (JavaScript) or app.py (Python)"), "{}", said(&built));
}

#[test]
fn a_component_of_any_tool_is_given_its_manifest() {
    let Some(tools) = tools("javascript") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let bare = "export const page = { render() { throw { tag: \"not-found\" }; } };\n";
    write(folder.path(), &[("plugin.toml", MANIFEST), ("app.js", bare)]);
    let wit = tests_harness::workspace().join("wit/v0.1");
    let mut jco = Command::new(tools.join("jco"));
    jco.args(["componentize", "app.js", "--world-name", "page-plugin", "--backend", "quickjs"]);
    jco.args(["--backend-qjs-stub-wasi", "--backend-qjs-disable-async", "-o", "made.wasm", "--wit"]).arg(wit);
    assert!(jco.current_dir(folder.path()).output().expect("jco runs").status.success());
    let built = plugin(folder.path(), "", &["build", ".", "--component", "made.wasm", "--json"]);
    assert!(built.status.success(), "{}", said(&built));
    // All of the contract is imported, and nothing of it asked for: said at the build, refused at the install.
    assert!(said(&built).contains("will be refused: it imports data"), "{}", said(&built));
    let checked = plugin(folder.path(), "", &["check", "target/plugins/probe.wasm"]);
    assert!(said(&checked).contains("\"read:COLLECTION\""), "{}", said(&checked));
}
