//! The test programs of the workspace, several at a time: most of them wait for a hub, a disk or a browser half of their time.
//! They are compiled with Clippy's lints, see `lint.sh`.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::repository::Repository;

/// Libraries and programs also as they are without tests: what only tests use is a lint there.
const BUILD: [&str; 4] =
    ["build", "--workspace", "--all-targets", "--message-format=json-render-diagnostics"];
/// Examples in documentation are programs of their own, which Cargo alone can make.
const EXAMPLES: [&str; 4] = ["test", "--workspace", "--doc", "--quiet"];

/// The longest ones, begun first: a long one that begins last would be waited for alone.
const FIRST: [&str; 5] = [
    "tests-end-to-end boards",
    "tests-browser stories",
    "tests-feeds national",
    "tests-faults faults",
    "tests-connectors soak",
];
/// Those that compare the hub's times with its own quiet ones, or spend budgets of processor time: nothing runs beside them.
const ALONE: [&str; 8] = [
    "parvis-plugin-runtime supervision",
    "tests-end-to-end kill_during_refresh",
    "tests-end-to-end supervision",
    "tests-hostile-plugins hostile",
    "tests-other-languages languages",
    "tests-random-attack attack",
    "tests-server idle",
    "tests-server slow",
];

/// One test program.
struct Program {
    /// Package and target, as in `cargo test -p PACKAGE --test TARGET`.
    name: String,
    file: PathBuf,
    /// Where its package is; it runs there, as under `cargo test`.
    folder: PathBuf,
}

/// Compiles the test programs, then runs them all, also after a failure: one run shows every one.
pub(crate) fn run(repository: &Repository) -> Result<()> {
    let (alone, together) = in_order(build(repository)?)?;
    let at_once = std::thread::available_parallelism().map_or(1, usize::from);
    let mut failed = run_at_once(together, at_once);
    failed.extend(run_at_once(alone, 1));
    if !linted(repository, &EXAMPLES).status().context("cargo test --doc")?.success() {
        failed.push("the examples of documentation".into());
    }
    match failed.is_empty() {
        true => Ok(()),
        false => bail!("these failed, see their output above:\n  {}", failed.join("\n  ")),
    }
}

fn build(repository: &Repository) -> Result<Vec<Program>> {
    let mut cargo = linted(repository, &BUILD);
    let output = cargo.stderr(Stdio::inherit()).output().context("cargo build --all-targets")?;
    if !output.status.success() {
        bail!("this does not compile, or not without a lint: see the messages above");
    }
    let lines = String::from_utf8(output.stdout).context("what Cargo says of its artefacts")?;
    Ok(lines.lines().filter_map(program).collect())
}

/// Cargo, for which our own crates are compiled with Clippy's lints.
fn linted(repository: &Repository, arguments: &[&str]) -> Command {
    let mut cargo = repository.cargo(arguments);
    cargo.env("RUSTC_WORKSPACE_WRAPPER", repository.path("host/xtask/lint.sh"));
    cargo
}

/// The program that a line of Cargo tells of, if it is one.
fn program(line: &str) -> Option<Program> {
    let artefact: Value = serde_json::from_str(line).ok()?;
    let file = PathBuf::from(artefact["executable"].as_str()?);
    if artefact["profile"]["test"] != true {
        return None;
    }
    let folder = Path::new(artefact["manifest_path"].as_str()?).parent()?.to_owned();
    let target = artefact["target"]["name"].as_str()?;
    let name = format!("{} {target}", package(artefact["package_id"].as_str()?)?);
    Some(Program { name, file, folder })
}

/// `path+file:///house/host/web#parvis-web@0.1.0` is the package `parvis-web`, `.../host/xtask#0.1.0` is `xtask`.
fn package(id: &str) -> Option<&str> {
    let (path, version) = id.rsplit_once('#')?;
    version.split_once('@').map(|(name, _)| name).or_else(|| path.rsplit('/').next())
}

/// Those that run alone, and the others, the longest first.
fn in_order(programs: Vec<Program>) -> Result<(Vec<Program>, Vec<Program>)> {
    let known = |name: &str| programs.iter().any(|program| program.name == name);
    if let Some(gone) = FIRST.iter().chain(&ALONE).find(|name| !known(name)) {
        bail!("there is no test program '{gone}' any more: mend the lists in host/xtask/src/programs.rs");
    }
    let is_alone = |program: &Program| ALONE.contains(&program.name.as_str());
    let (alone, mut together): (Vec<_>, Vec<_>) = programs.into_iter().partition(is_alone);
    together
        .sort_by_key(|program| FIRST.iter().position(|name| *name == program.name).unwrap_or(FIRST.len()));
    Ok((alone, together))
}

/// Runs programs, so many at once; answers the names of those that failed.
fn run_at_once(programs: Vec<Program>, at_once: usize) -> Vec<String> {
    let waiting = Mutex::new(programs.into_iter());
    let failed = Mutex::new(Vec::new());
    let next = || waiting.lock().expect("no thread panics while it takes one").next();
    let worker = || {
        while let Some(program) = next() {
            if !passes(&program) {
                failed.lock().expect("no thread panics while it adds one").push(program.name);
            }
        }
    };
    std::thread::scope(|threads| (0..at_once).for_each(|_| drop(threads.spawn(worker))));
    failed.into_inner().unwrap_or_default()
}

/// Runs one program and prints what it said in one piece.
fn passes(program: &Program) -> bool {
    let begun = Instant::now();
    let mut command = Command::new(&program.file);
    command.current_dir(&program.folder).env("CARGO_MANIFEST_DIR", &program.folder).stdin(Stdio::null());
    let output = command.output();
    let passed = output.as_ref().is_ok_and(|output| output.status.success());
    tell(&told(&program.name, begun.elapsed(), passed, &output));
    passed
}

#[expect(clippy::print_stdout, reason = "what test programs say is this command's answer")]
fn tell(words: &str) {
    print!("{words}");
}

fn told(name: &str, took: Duration, passed: bool, output: &std::io::Result<Output>) -> String {
    let end = if passed { "passed" } else { "FAILED" };
    let said = match output {
        Ok(output) => format!(
            "{}{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
            if passed { String::new() } else { format!("{name}: {}\n", output.status) },
        ),
        Err(error) => format!("it could not be started: {error}\n"),
    };
    format!("\n-- {name}: {end} in {:.1} s\n{}", took.as_secs_f64(), said.trim_start_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, file: &str) -> Program {
        Program { name: name.into(), file: file.into(), folder: "/".into() }
    }

    #[test]
    fn programs_are_read_from_what_cargo_says() {
        let line = r#"{"reason":"compiler-artifact","package_id":"path+file:///house/host/web#parvis-web@0.1.0",
            "manifest_path":"/house/host/web/Cargo.toml","target":{"name":"parvis_web"},
            "profile":{"test":true},"executable":"/house/target/debug/deps/parvis_web-1"}"#;
        let read = program(line).expect("a test program");
        assert_eq!(
            (read.name.as_str(), read.folder.to_str()),
            ("parvis-web parvis_web", Some("/house/host/web"))
        );
        assert!(program(&line.replace("\"test\":true", "\"test\":false")).is_none());
        assert!(program(r#"{"reason":"build-finished","success":true}"#).is_none());
        assert_eq!(package("path+file:///house/host/xtask#0.1.0"), Some("xtask"));
    }

    #[test]
    fn the_long_ones_begin_and_the_delicate_ones_are_apart() {
        let all = ["any one"].iter().chain(&ALONE).chain(FIRST.iter().rev());
        let (alone, together) = in_order(all.map(|name| named(name, "")).collect()).expect("in order");
        assert_eq!(alone.len(), ALONE.len());
        assert_eq!(together[0].name, FIRST[0]);
        assert_eq!(together.last().expect("six").name, "any one");
        let error = in_order(vec![named("any one", "")]).err().expect("refused").to_string();
        assert!(error.contains("tests-end-to-end boards"), "{error}");
    }

    #[test]
    fn every_failure_is_named_and_the_others_run_on() {
        let programs =
            vec![named("a", "/bin/false"), named("b", "/bin/true"), named("c", "/no/such/program")];
        let mut failed = run_at_once(programs, 2);
        failed.sort();
        assert_eq!(failed, ["a", "c"]);
    }
}
