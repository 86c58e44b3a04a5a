//! `cargo xtask bench` and `cargo xtask long`: what takes too long for every commit.

use anyhow::Result;

use crate::guests;
use crate::repository::{Repository, check};

/// Builds the plugins and runs the benchmarks in release.
pub(crate) fn bench(repository: &Repository, arguments: &[String]) -> Result<()> {
    guests::run(repository)?;
    let mut cargo = repository.cargo(&["run", "--release", "--package", "tests-benchmarks", "--"]);
    check(cargo.args(arguments))
}

/// Runs the tests that are ignored otherwise and whose names begin with `long_`.
pub(crate) fn long(repository: &Repository) -> Result<()> {
    guests::run(repository)?;
    check(&mut repository.cargo(&["test", "--workspace", "--", "--ignored", "--nocapture", "long_"]))
}
