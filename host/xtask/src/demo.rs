//! `cargo xtask demo`: everything built, then the hub in place of this process.

use std::os::unix::process::CommandExt;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::repository::{Repository, check};
use crate::{guests, map};

/// The whole workspace is named so that the crates of others have the features that they have in the tests: compiled once.
const BUILD: [&str; 5] = ["build", "--quiet", "--workspace", "--bin", "parvis"];

/// Builds the bundled plugins and the hub, then becomes the hub: signals and exit code are its own.
/// Returns only with an error.
pub(crate) fn run(repository: &Repository, arguments: &[String]) -> Result<()> {
    guests::bundled_where_changed(repository)?;
    map::where_possible(repository);
    check(&mut repository.cargo(&BUILD))?;
    let binary = repository.built("debug/parvis");
    if !binary.exists() {
        bail!("host/server did not make {}", binary.display());
    }
    let mut hub = Command::new(&binary);
    hub.arg("demo").arg("--data").arg(repository.path("target/demo"));
    hub.arg("--plugins").arg(repository.path("target/plugins")).args(arguments);
    Err(hub.exec()).with_context(|| format!("{} could not be started", binary.display()))
}
