//! `cargo xtask test`: everything that must hold before a change goes in.

use anyhow::Result;

use crate::repository::{Repository, answers, check};
use crate::steps::{Outcome, Steps};
use crate::tools::Language;
use crate::{fuzz, guests, map, needs, programs};

const FORMAT: &[&str] = &["fmt", "--all", "--check"];
/// Licences, bans and sources; advisories need the network and are looked at apart.
const POLICY: &[&str] = &["deny", "check", "bans", "licenses", "sources"];

/// Runs every step in order and stops at the first failure.
pub(crate) fn run(repository: &Repository) -> Result<()> {
    let mut steps = Steps::default();
    let cargo = |arguments| check(&mut repository.cargo(arguments)).map(|()| Outcome::Done);
    steps.run("browser", needs::chromium)?;
    steps.run("browser modules", || needs::browser_modules(repository))?;
    steps.run("map", || map::install(repository))?;
    steps.run("checker of HTML", needs::java)?;
    steps.run("own network", needs::own_network)?;
    steps.run("slow visitors", needs::slow_visitors)?;
    steps.run("tools of JavaScript", || Language::JavaScript.install(repository))?;
    steps.run("tools of Python", || Language::Python.install(repository))?;
    steps.run("format", || cargo(FORMAT))?;
    steps.run("plugins", || guests::run(repository).map(|()| Outcome::Done))?;
    steps.run("lints and tests", || programs::run(repository).map(|()| Outcome::Done))?;
    steps.run("fuzzing", || fuzz::short(repository))?;
    steps.run("dependency policy", || match answers(&mut repository.cargo(&["deny"])) {
        true => cargo(POLICY),
        false => Ok(Outcome::Skipped(
            "no cargo-deny here; tests/conformance has checked licences and sources".into(),
        )),
    })
}
