//! What the tests need from the machine, installed where possible and always with a time limit.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result, bail};
use parvis_plugin_build::{apt, run_limited};

use crate::repository::{Repository, answers};
use crate::steps::Outcome;

const NPM_LIMIT: Duration = Duration::from_secs(300);

/// The browser of the tests: Debian's Chromium, whose package brings all it needs.
pub(crate) fn chromium() -> Result<Outcome> {
    package("chromium")
}

/// Networks of their own for tests of the outside (`unshare` is everywhere).
pub(crate) fn own_network() -> Result<Outcome> {
    if Command::new("ip").arg("-V").output().is_ok_and(|output| output.status.success()) {
        return Ok(Outcome::Done);
    }
    installed("iproute2")
}

/// What plays slow visitors for the tests of the server.
pub(crate) fn slow_visitors() -> Result<Outcome> {
    let found = Command::new("slowhttptest").arg("-h").output();
    if found.is_ok() { Ok(Outcome::Done) } else { installed("slowhttptest") }
}

/// What the HTML checker of the browser tests runs on; without it they say that they left the checker out.
pub(crate) fn java() -> Result<Outcome> {
    let found = Command::new("java").arg("-version").output();
    if found.is_ok_and(|output| output.status.success()) {
        return Ok(Outcome::Done);
    }
    Ok(installed("default-jre-headless").unwrap_or_else(|error| Outcome::Skipped(error.to_string())))
}

/// `wrk`, with which the benchmark of isolation asks for pages. It answers every question about itself with a failure.
pub(crate) fn load_generator() -> Result<Outcome> {
    if Command::new("wrk").arg("--version").output().is_ok() { Ok(Outcome::Done) } else { installed("wrk") }
}

/// The compiler of the fuzzing engine, which is C++.
pub(crate) fn cpp() -> Result<Outcome> {
    package("g++")
}

/// The modules of the browser tests, as their lock file says.
pub(crate) fn browser_modules(repository: &Repository) -> Result<Outcome> {
    let folder = repository.path("tests/browser");
    if !folder.join("package.json").exists() {
        return Ok(Outcome::Skipped("tests/browser has no package.json".into()));
    }
    if is_up_to_date(&folder) {
        return Ok(Outcome::Done);
    }
    if let Outcome::Skipped(reason) = package("npm")? {
        return Ok(Outcome::Skipped(reason));
    }
    // Without the scripts of packages: one of them would fetch a whole Java.
    let arguments = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"];
    limited(Command::new("npm").args(arguments).current_dir(folder), NPM_LIMIT)?;
    Ok(Outcome::Done)
}

/// npm writes this file last.
fn is_up_to_date(folder: &Path) -> bool {
    let time = |file: &str| -> Option<SystemTime> { folder.join(file).metadata().ok()?.modified().ok() };
    match (time("node_modules/.package-lock.json"), time("package-lock.json")) {
        (Some(installed), Some(wanted)) => installed >= wanted,
        _ => false,
    }
}

/// A program of the same name as its Debian package.
pub(crate) fn package(name: &str) -> Result<Outcome> {
    if answers(&mut Command::new(name)) { Ok(Outcome::Done) } else { installed(name) }
}

/// A Debian package that is missing.
fn installed(name: &str) -> Result<Outcome> {
    if !apt::is_allowed() {
        return Ok(Outcome::Skipped(format!(
            "{name} is missing; on Debian as root: `apt-get install {name}`"
        )));
    }
    match apt::install(&[name], &mut |line| eprintln!("{line}")) {
        Ok(()) => Ok(Outcome::Done),
        Err(reason) => bail!("{reason}"),
    }
}

fn limited(command: &mut Command, limit: Duration) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let ended = run_limited(command, limit).with_context(|| format!("{program} could not be started"))?;
    match ended.failure() {
        None => Ok(()),
        Some(reason) => bail!("{program} failed: {reason}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_up_to_date_until_the_lock_file_changes() {
        let folder = std::env::temp_dir().join(format!("parvis-npm-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("node_modules")).expect("a folder");
        let write = |file: &str| std::fs::write(folder.join(file), "").expect("written");
        write("package-lock.json");
        assert!(!is_up_to_date(&folder));
        write("node_modules/.package-lock.json");
        assert!(is_up_to_date(&folder));
        let lock =
            std::fs::File::options().write(true).open(folder.join("package-lock.json")).expect("the lock");
        let installed = lock.metadata().and_then(|m| m.modified()).expect("a time");
        lock.set_modified(installed + Duration::from_secs(3600)).expect("a later time");
        assert!(!is_up_to_date(&folder));
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn failures_and_time_limits_are_told() {
        let error = limited(Command::new("sh").args(["-c", "echo broken >&2; exit 1"]), NPM_LIMIT);
        assert_eq!(error.expect_err("refused").to_string(), "sh failed: broken");
        let error = limited(Command::new("sleep").arg("30"), Duration::from_millis(50));
        assert!(error.expect_err("refused").to_string().contains("time limit"));
    }
}
