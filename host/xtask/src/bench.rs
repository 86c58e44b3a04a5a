//! `cargo xtask bench` and `cargo xtask long`: what takes too long for every commit.

use anyhow::Result;

use crate::repository::{Repository, check};
use crate::steps::{Outcome, Steps};
use crate::{fuzz, guests, needs};

/// The benchmarks beside `tests/benchmarks`: the word that chooses one, and its package.
const OTHERS: [(&str, &str); 2] = [("near", "tests-near-queries"), ("feeds", "tests-feed-reading")];

/// Runs the benchmarks in release: all of them, or those of one subject if its word is the first argument.
pub(crate) fn bench(repository: &Repository, arguments: &[String]) -> Result<()> {
    if let [first, rest @ ..] = arguments
        && first == "isolation"
    {
        return isolation(repository, rest);
    }
    guests::run(repository)?;
    let chosen = arguments.first().and_then(|first| OTHERS.iter().find(|(word, _)| word == first));
    if let Some((_, package)) = chosen {
        return run(repository, package, &arguments[1..]);
    }
    run(repository, "tests-benchmarks", arguments)?;
    // Their figures do not depend on what was asked of the others; what only these understand is not passed on.
    let common: Vec<String> = arguments
        .iter()
        .filter(|argument| ["--write", "--quick"].contains(&argument.as_str()))
        .cloned()
        .collect();
    OTHERS.iter().try_for_each(|(_, package)| run(repository, package, &common))?;
    isolation(repository, &common)
}

/// Isolation is measured on the hub as it is shipped, from outside.
fn isolation(repository: &Repository, arguments: &[String]) -> Result<()> {
    if let Outcome::Skipped(reason) = needs::load_generator()? {
        eprintln!("SKIPPED: isolation: {reason}");
        return Ok(());
    }
    guests::run(repository)?;
    check(&mut repository.cargo(&["build", "--release", "--package", "parvis-server"]))?;
    let mut measure = repository.cargo(&["run", "--release", "--package", "tests-isolation", "--"]);
    check(measure.env("PARVIS_BIN", repository.built("release/parvis")).args(arguments))
}

fn run(repository: &Repository, package: &str, arguments: &[String]) -> Result<()> {
    check(repository.cargo(&["run", "--release", "--package", package, "--"]).args(arguments))
}

/// Runs the tests that are ignored otherwise and whose names begin with `long_`, then every fuzz target for an hour.
pub(crate) fn long(repository: &Repository) -> Result<()> {
    let tests = ["test", "--workspace", "--", "--ignored", "--nocapture", "long_"];
    let mut steps = Steps::default();
    steps.run("plugins", || guests::run(repository).map(|()| Outcome::Done))?;
    steps.run("long tests", || check(&mut repository.cargo(&tests)).map(|()| Outcome::Done))?;
    steps.run("fuzzing", || fuzz::long(repository))
}
