//! The rules applied to this house. A fault is told with its place and what to do.

use tests_conformance::policy::Policy;
use tests_conformance::{contract, files, layers, metadata, tidy};

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn calls_go_down_only() {
    let crates = metadata::our_crates().expect("cargo metadata");
    assert!(crates.packages.iter().any(|package| package.name == "parvis-server"), "the whole house is read");
    none(&layers::faults(&crates));
}

#[test]
fn files_are_tidy() {
    let files = files::all().expect("the checkout");
    assert!(files.iter().any(|file| file.path == "host/model/src/lib.rs"), "the whole house is read");
    let checkout = files::root().to_string_lossy().into_owned();
    none(&files.iter().flat_map(|file| tidy::faults(file, &checkout)).collect::<Vec<_>>());
}

#[test]
fn released_contracts_never_change() {
    let wit = files::root().join("wit");
    let released = std::fs::read_to_string(wit.join("v0.1.sha256")).expect("the digests of the release");
    let found = contract::digests(&wit.join("v0.1")).expect("the contract");
    assert!(!found.is_empty(), "the contract is read");
    none(&contract::faults("0.1", &released, &found));
}

#[test]
fn dependencies_follow_the_policy() {
    let policy = Policy::read().expect("deny.toml");
    let graph = metadata::whole_graph(policy.targets()).expect("cargo metadata");
    assert!(graph.packages.iter().any(|package| package.name == "serde"), "the whole graph is read");
    none(&policy.faults(&graph));
}
