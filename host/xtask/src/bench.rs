//! `cargo xtask bench` and `cargo xtask long`: what takes too long for every commit.

use anyhow::Result;

use crate::guests;
use crate::repository::{Repository, check};

/// Runs the benchmarks in release: all of them, or with `near` as the first argument those of the near query.
pub(crate) fn bench(repository: &Repository, arguments: &[String]) -> Result<()> {
    if let [first, rest @ ..] = arguments
        && first == "near"
    {
        return run(repository, "tests-near-queries", rest);
    }
    guests::run(repository)?;
    run(repository, "tests-benchmarks", arguments)?;
    // Its figures do not depend on what was asked of the others; what only they understand is not passed on.
    let common: Vec<String> = arguments
        .iter()
        .filter(|argument| ["--write", "--quick"].contains(&argument.as_str()))
        .cloned()
        .collect();
    run(repository, "tests-near-queries", &common)
}

fn run(repository: &Repository, package: &str, arguments: &[String]) -> Result<()> {
    check(repository.cargo(&["run", "--release", "--package", package, "--"]).args(arguments))
}

/// Runs the tests that are ignored otherwise and whose names begin with `long_`.
pub(crate) fn long(repository: &Repository) -> Result<()> {
    guests::run(repository)?;
    check(&mut repository.cargo(&["test", "--workspace", "--", "--ignored", "--nocapture", "long_"]))
}
