//! `cargo xtask fuzz`: looks for inputs that break the code which reads strangers' bytes, with libFuzzer.
//!
//! A target is a folder of `tests/fuzz/seeds`, inputs written by hand. New inputs are collected in `target/fuzz/corpus`;
//! `keep` minimises them into `tests/fuzz/corpus`.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use anyhow::{Context, Result, bail};

use crate::needs;
use crate::repository::{Repository, check};
use crate::steps::Outcome;

/// Seconds of each target in `cargo xtask test`.
const SHORT: u64 = 20;
/// Seconds of each target in `cargo xtask long`.
const LONG: u64 = 3600;
/// Targets that run at a time.
const AT_ONCE: usize = 2;
/// Bytes of the longest input, and seconds and MiB that one may take.
const LIMITS: [&str; 3] = ["-max_len=8192", "-timeout=20", "-rss_limit_mb=2048"];

/// `fuzz [TARGET] [--seconds N]`, or `fuzz keep`.
pub(crate) fn run(repository: &Repository, arguments: &[String]) -> Result<()> {
    if arguments == ["keep"] {
        return keep(repository);
    }
    let (chosen, seconds) = options(arguments)?;
    let mut targets = targets(repository)?;
    if let Some(chosen) = chosen {
        if !targets.contains(&chosen) {
            bail!("there is no target '{chosen}'; there are {}", targets.join(", "));
        }
        targets = vec![chosen];
    }
    match fuzz(repository, targets, seconds)? {
        Outcome::Done => Ok(()),
        Outcome::Skipped(reason) => bail!("{reason}"),
    }
}

/// Every target for as long as a test may take.
pub(crate) fn short(repository: &Repository) -> Result<Outcome> {
    fuzz(repository, targets(repository)?, SHORT)
}

/// Every target for an hour.
pub(crate) fn long(repository: &Repository) -> Result<Outcome> {
    fuzz(repository, targets(repository)?, LONG)
}

fn options(arguments: &[String]) -> Result<(Option<String>, u64)> {
    let (mut chosen, mut seconds) = (None, SHORT);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--seconds" => {
                let given = rest.next().and_then(|given| given.parse().ok());
                seconds = given.context("--seconds takes a whole number")?;
            }
            target if chosen.is_none() && !target.starts_with('-') => chosen = Some(target.to_owned()),
            other => bail!("'{other}' is not understood: fuzz [TARGET] [--seconds N], or fuzz keep"),
        }
    }
    Ok((chosen, seconds))
}

fn targets(repository: &Repository) -> Result<Vec<String>> {
    let entries = fs::read_dir(repository.path("tests/fuzz/seeds")).context("tests/fuzz/seeds")?;
    let mut targets: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    targets.sort();
    Ok(targets)
}

fn fuzz(repository: &Repository, targets: Vec<String>, seconds: u64) -> Result<Outcome> {
    if let Outcome::Skipped(reason) = needs::cpp()? {
        return Ok(Outcome::Skipped(reason));
    }
    let engine = build(repository)?;
    let waiting = Mutex::new(VecDeque::from(targets));
    let failures = Mutex::new(Vec::new());
    let next = || waiting.lock().ok().and_then(|mut waiting| waiting.pop_front());
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(target) = next() {
                    match one(repository, &engine, &target, seconds) {
                        Ok(figures) => eprintln!("{target}: {figures}"),
                        Err(error) => {
                            if let Ok(mut failures) = failures.lock() {
                                failures.push(format!("{target}: {error:#}"));
                            }
                        }
                    }
                }
            });
        }
    });
    match failures.into_inner().unwrap_or_default().as_slice() {
        [] => Ok(Outcome::Done),
        failures => bail!("{}", failures.join("\n")),
    }
}

/// The engine with every target. Only our own crates are compiled anew, with counters; see `instrument.sh`. The whole
/// workspace is named so that the crates of others have the features that they have in the tests.
fn build(repository: &Repository) -> Result<PathBuf> {
    let features = ["--features", "tests-fuzz/engine"];
    let mut cargo = repository.cargo(&["build", "--workspace", "--bin", "tests-fuzz"]);
    cargo.args(features).env("RUSTC_WORKSPACE_WRAPPER", repository.path("tests/fuzz/instrument.sh"));
    check(&mut cargo)?;
    // Cargo puts the program without the engine at the same place when it builds the tests. Renamed into its own place,
    // as one that runs cannot be written over.
    let folder = folder(repository, "")?;
    let (built, half, engine) =
        (repository.built("debug/tests-fuzz"), folder.join("half"), folder.join("engine"));
    fs::copy(&built, &half).with_context(|| built.display().to_string())?;
    fs::rename(&half, &engine)?;
    Ok(engine)
}

/// A folder below `target/fuzz`.
fn folder(repository: &Repository, inside: &str) -> Result<PathBuf> {
    let folder = repository.built("fuzz").join(inside);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    Ok(folder)
}

/// The inputs of the repository: written by hand, found, and those that once were a crash.
fn committed(repository: &Repository, target: &str) -> impl Iterator<Item = PathBuf> {
    let folders = ["seeds", "corpus", "regressions"];
    let folders = folders.map(|kind| repository.path("tests/fuzz").join(kind).join(target));
    folders.into_iter().filter(|folder| folder.exists())
}

/// Runs one target and answers with its figures.
fn one(repository: &Repository, engine: &Path, target: &str, seconds: u64) -> Result<String> {
    let log = folder(repository, "")?.join(format!("{target}.log"));
    let found = folder(repository, "found")?;
    let mut command = Command::new(engine);
    command
        .arg(folder(repository, &format!("corpus/{target}"))?)
        .args(committed(repository, target))
        .args(LIMITS)
        .arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/{target}-", found.display()))
        .env("PARVIS_FUZZ_TARGET", target)
        .stderr(File::create(&log).with_context(|| log.display().to_string())?);
    let status = command.status().with_context(|| engine.display().to_string())?;
    let said = fs::read(&log).map(|said| String::from_utf8_lossy(&said).into_owned()).unwrap_or_default();
    match (status.success(), said.lines().rfind(|line| line.contains("DONE"))) {
        (true, Some(figures)) => Ok(figures.trim().to_owned()),
        _ => bail!("{}", finding(target, &said, &log)),
    }
}

/// What went wrong, and how to see it again.
fn finding(target: &str, said: &str, log: &Path) -> String {
    let words = said.lines().skip_while(|line| !line.contains("panicked") && !line.contains("ERROR:"));
    let words: Vec<&str> = words.take(6).collect();
    let file = said.lines().find_map(|line| line.split("Test unit written to ").nth(1)).unwrap_or("FILE");
    format!(
        "{}\nsee it again: cargo run -p tests-fuzz -- {target} {file}\n\
         once mended, keep that file in tests/fuzz/regressions/{target}; all of the engine's words: {}",
        words.join("\n"),
        log.display()
    )
}

/// A small set of inputs that reaches as much as all others, in place of what was kept.
fn keep(repository: &Repository) -> Result<()> {
    if let Outcome::Skipped(reason) = needs::cpp()? {
        bail!("{reason}");
    }
    let engine = build(repository)?;
    for target in targets(repository)? {
        let smallest = folder(repository, "smallest")?.join(&target);
        if smallest.exists() {
            fs::remove_dir_all(&smallest)?;
        }
        fs::create_dir_all(&smallest)?;
        let kept = repository.path("tests/fuzz/corpus").join(&target);
        let mut command = Command::new(&engine);
        command
            // Which edges, not how often: the corpus stays small.
            .args(["-set_cover_merge=1", "-use_counters=0"])
            .args(LIMITS)
            .arg(&smallest)
            .args(committed(repository, &target))
            .arg(folder(repository, &format!("corpus/{target}"))?)
            .env("PARVIS_FUZZ_TARGET", &target);
        check(&mut command)?;
        replace(&kept, &smallest)?;
    }
    Ok(())
}

fn replace(kept: &Path, smallest: &Path) -> Result<()> {
    fs::create_dir_all(kept)?;
    for entry in fs::read_dir(kept)?.flatten() {
        fs::remove_file(entry.path())?;
    }
    for entry in fs::read_dir(smallest)?.flatten() {
        fs::copy(entry.path(), kept.join(entry.file_name()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<(Option<String>, u64)> {
        options(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn options_are_a_target_and_seconds() {
        assert_eq!(read(&[]).expect("all"), (None, SHORT));
        assert_eq!(read(&["view", "--seconds", "60"]).expect("one"), (Some("view".into()), 60));
        for wrong in [&["--seconds"][..], &["--seconds", "x"], &["a", "b"], &["--fast"]] {
            assert!(read(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_finding_says_how_to_see_it_again() {
        let said = "INFO: x\nthread panicked at a.rs:1:\nforged\nartifact_prefix='a/'; Test unit written to a/crash-1\n";
        let finding = finding("cookie", said, Path::new("log"));
        assert!(finding.starts_with("thread panicked at a.rs:1:\nforged"), "{finding}");
        assert!(finding.contains("cargo run -p tests-fuzz -- cookie a/crash-1"), "{finding}");
    }

    #[test]
    fn every_target_has_its_corpus() {
        let repository = Repository::find().expect("a checkout");
        assert_eq!(targets(&repository).expect("names"), ["cookie", "gtfs", "manifest", "outbound", "view"]);
    }
}
