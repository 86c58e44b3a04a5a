//! Every kept input of every target: written by hand, found by the engine, and what once was a crash.

use std::path::{Path, PathBuf};

use tests_fuzz::TARGETS;

/// Bytes of the whole corpus: it is kept in the repository.
const LARGEST_CORPUS: u64 = 400 * 1024;

fn inputs(folder: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder).join(target);
    let Ok(entries) = std::fs::read_dir(&folder) else { return Vec::new() };
    entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect()
}

fn replay(name: &str) {
    let target = tests_fuzz::target(name).expect("a target");
    let seeds = inputs("seeds", name);
    assert!(seeds.len() >= 10, "{name}: {} seeds", seeds.len());
    for file in seeds.into_iter().chain(inputs("corpus", name)).chain(inputs("regressions", name)) {
        let bytes = std::fs::read(&file).expect("readable");
        let outcome = std::panic::catch_unwind(|| (target.run)(&bytes));
        assert!(outcome.is_ok(), "{name}: see above; `cargo run -p tests-fuzz -- {name} {}`", file.display());
    }
}

#[test]
fn manifests() {
    replay("manifest");
}

#[test]
fn views() {
    replay("view");
}

#[test]
fn timetables() {
    replay("gtfs");
}

#[test]
fn cookies() {
    replay("cookie");
}

#[test]
fn outside_addresses() {
    replay("outbound");
}

#[test]
fn every_target_is_replayed_and_the_corpus_is_small() {
    let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
    assert_eq!(names, ["manifest", "view", "gtfs", "cookie", "outbound"]);
    let files = TARGETS.iter().flat_map(|target| inputs("corpus", target.name));
    let bytes: u64 = files.filter_map(|file| file.metadata().ok()).map(|metadata| metadata.len()).sum();
    assert!(bytes <= LARGEST_CORPUS, "{bytes} bytes of corpus; `cargo xtask fuzz keep` makes it small");
}
