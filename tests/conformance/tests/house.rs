//! The rules applied to this house. A fault is told with its place and what to do.

use tests_conformance::policy::Policy;
use tests_conformance::{files, layers, metadata, tidy};

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
fn dependencies_follow_the_policy() {
    let policy = Policy::read().expect("deny.toml");
    let graph = metadata::whole_graph(policy.targets()).expect("cargo metadata");
    assert!(graph.packages.iter().any(|package| package.name == "serde"), "the whole graph is read");
    none(&policy.faults(&graph));
}
