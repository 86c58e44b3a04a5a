//! `cargo xtask map`: what draws maps in the browser, from npm, as the lock file says, into `target/map`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use parvis_plugin_build::run_limited;

use crate::needs::package;
use crate::repository::{Repository, answers};
use crate::steps::Outcome;

const LIMIT: Duration = Duration::from_secs(300);
const SOURCE: &str = "host/web/map";
/// Where npm works, and where the binary looks.
const WORKSHOP: &str = "target/tools/map";
const OUT: &str = "target/map";
const LOCK: &str = "package-lock.json";

/// What the hub serves, and the licences (BSD-3-Clause, MIT) that go with it.
const FILES: [(&str, &str); 5] = [
    ("maplibre-gl/dist/maplibre-gl.mjs", "maplibre-gl.mjs"),
    ("maplibre-gl/dist/maplibre-gl-worker.mjs", "maplibre-gl-worker.mjs"),
    ("maplibre-gl/LICENSE.txt", "maplibre-gl.LICENSE.txt"),
    ("pmtiles/dist/pmtiles.js", "pmtiles.js"),
    ("fflate/LICENSE", "fflate.LICENSE.txt"),
];

/// The command: an answer that says why is a failure.
pub(crate) fn run(repository: &Repository) -> Result<()> {
    match install(repository)? {
        Outcome::Done => Ok(()),
        Outcome::Skipped(reason) => bail!("{reason}"),
    }
}

/// For the demo: where npm is here and answers. Without a map the same is shown as lists.
pub(crate) fn where_possible(repository: &Repository) {
    let outcome = match is_there(repository) || answers(&mut Command::new("npm")) {
        true => install(repository),
        false => Ok(Outcome::Skipped("npm is missing; on Debian: `apt-get install npm`".into())),
    };
    let reason = match outcome {
        Ok(Outcome::Done) => return,
        Ok(Outcome::Skipped(reason)) => reason,
        Err(error) => format!("{error:#}"),
    };
    eprintln!("the map is left out, lists show the same; `cargo xtask map` tries again: {reason}");
}

/// Installs it unless it is there already. Where that is not possible the reason is the answer.
pub(crate) fn install(repository: &Repository) -> Result<Outcome> {
    if is_there(repository) {
        return Ok(Outcome::Done);
    }
    if let Outcome::Skipped(reason) = package("npm")? {
        return Ok(Outcome::Skipped(reason));
    }
    let (source, workshop) = (repository.path(SOURCE), repository.path(WORKSHOP));
    copy(&source, &workshop, [("package.json", "package.json"), (LOCK, LOCK)])?;
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(&workshop);
    if let Some(reason) = run_limited(&mut npm, LIMIT)?.failure() {
        return Ok(Outcome::Skipped(format!("npm cannot install the map: {reason}")));
    }
    let out = repository.path(OUT);
    copy(&workshop.join("node_modules"), &out, FILES)?;
    // Written last: what is not whole is made again.
    copy(&source, &out, [(LOCK, LOCK)])?;
    Ok(Outcome::Done)
}

fn is_there(repository: &Repository) -> bool {
    let read = |folder: &str| std::fs::read(repository.path(folder).join(LOCK));
    matches!((read(OUT), read(SOURCE)), (Ok(done), Ok(wanted)) if done == wanted)
}

fn copy<const N: usize>(from: &Path, to: &PathBuf, files: [(&str, &str); N]) -> Result<()> {
    std::fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    for (source, name) in files {
        std::fs::copy(from.join(source), to.join(name)).with_context(|| source.to_owned())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_pinned_with_their_digests() {
        let repository = Repository::find().expect("a checkout");
        let lock = std::fs::read_to_string(repository.path(SOURCE).join(LOCK)).expect("the lock");
        let lock: serde_json::Value = serde_json::from_str(&lock).expect("JSON");
        let packages = lock["packages"].as_object().expect("packages");
        for (name, package) in packages.iter().filter(|(name, _)| !name.is_empty()) {
            assert!(package["integrity"].is_string(), "{name} has no digest");
        }
        for (file, _) in FILES {
            let package = file.split('/').next().expect("a package");
            assert!(packages.contains_key(&format!("node_modules/{package}")), "{package}");
        }
    }
}
