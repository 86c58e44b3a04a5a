//! What `cargo metadata` says, as far as the rules read it.

use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::files;

/// The answer of `cargo metadata`.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    /// The packages asked for.
    pub packages: Vec<Package>,
}

/// One package.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, an SPDX expression.
    pub license: Option<String>,
    /// Where it comes from; nothing for our own crates.
    pub source: Option<String>,
    /// What it depends on.
    pub dependencies: Vec<Dependency>,
}

/// One dependency of a package.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Dependency {
    /// The package's name.
    pub name: String,
    /// `dev` or `build`; nothing for a normal one.
    pub kind: Option<String>,
    /// Its folder where it is one of ours.
    pub path: Option<String>,
    /// The versions it takes.
    pub req: String,
    /// True if only a feature brings it.
    #[serde(default)]
    pub optional: bool,
}

/// Our own crates alone. Needs no network.
pub fn our_crates() -> Result<Metadata> {
    run(&["--no-deps"])
}

/// Every package of the graph for these targets.
pub fn whole_graph(targets: &[String]) -> Result<Metadata> {
    let filters: Vec<&str> = targets.iter().flat_map(|target| ["--filter-platform", target]).collect();
    run(&filters)
}

fn run(arguments: &[&str]) -> Result<Metadata> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["metadata", "--format-version", "1"]).args(arguments).current_dir(files::root());
    let output = command.output().context("cargo could not be started")?;
    if !output.status.success() {
        bail!("cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    serde_json::from_slice(&output.stdout).context("cargo metadata")
}
