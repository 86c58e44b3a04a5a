//! `cargo xtask bench` and `cargo xtask long`: what takes too long for every commit.

use std::process::Command;

use anyhow::{Result, bail};

use crate::repository::{Repository, check};
use crate::steps::{Outcome, Steps};
use crate::{fuzz, guests, needs};

/// The word that chooses a benchmark, and its program.
type Benchmark = (&'static str, &'static str);

/// The benchmarks, in their order.
const BENCHMARKS: [Benchmark; 5] = [
    ("calls", "tests-benchmarks"),
    ("near", "tests-near-queries"),
    ("around", "tests-around-me"),
    ("feeds", "tests-feed-reading"),
    ("isolation", "tests-isolation"),
];
/// What every benchmark understands.
const COMMON: [&str; 2] = ["--write", "--quick"];
/// All programs at once: one at a time, those of others would be compiled again for each.
const BUILD: [&str; 4] = ["build", "--release", "--workspace", "--bins"];

/// Runs the benchmarks in release: all of them, or the one whose word is the first argument.
pub(crate) fn bench(repository: &Repository, arguments: &[String]) -> Result<()> {
    let (chosen, rest) = chosen(arguments)?;
    guests::run(repository)?;
    check(&mut repository.cargo(&BUILD))?;
    chosen.iter().try_for_each(|(_, program)| run(repository, program, rest))
}

/// Which benchmarks, and what is said to them.
fn chosen(arguments: &[String]) -> Result<(&'static [Benchmark], &[String])> {
    let one = arguments.first().and_then(|first| BENCHMARKS.iter().position(|(word, _)| word == first));
    if let Some(at) = one {
        return Ok((&BENCHMARKS[at..=at], &arguments[1..]));
    }
    if let Some(other) = arguments.iter().find(|argument| !COMMON.contains(&argument.as_str())) {
        let words = BENCHMARKS.map(|(word, _)| word).join("|");
        bail!("'{other}' is not understood: bench [{words}] [{}]", COMMON.join("] ["));
    }
    Ok((&BENCHMARKS, arguments))
}

fn run(repository: &Repository, program: &str, arguments: &[String]) -> Result<()> {
    // Isolation is measured on the hub as it is shipped, from outside.
    if program == "tests-isolation"
        && let Outcome::Skipped(reason) = needs::load_generator()?
    {
        eprintln!("SKIPPED: isolation: {reason}");
        return Ok(());
    }
    let release = |name: &str| repository.built(&format!("release/{name}"));
    check(Command::new(release(program)).args(arguments).env("PARVIS_BIN", release("parvis")))
}

/// Runs the tests that are ignored otherwise and whose names begin with `long_`, then every fuzz target for an hour.
pub(crate) fn long(repository: &Repository) -> Result<()> {
    let tests = ["test", "--workspace", "--", "--ignored", "--nocapture", "long_"];
    let mut steps = Steps::default();
    steps.run("plugins", || guests::run(repository).map(|()| Outcome::Done))?;
    steps.run("long tests", || check(&mut repository.cargo(&tests)).map(|()| Outcome::Done))?;
    steps.run("fuzzing", || fuzz::long(repository))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Result<Vec<&'static str>> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        Ok(chosen(&words)?.0.iter().map(|(word, _)| *word).collect())
    }

    #[test]
    fn all_or_the_one_that_is_named() {
        assert_eq!(words(&[]).expect("all").len(), 5);
        assert_eq!(words(&["--write"]).expect("all").len(), 5);
        assert_eq!(words(&["near", "--anything"]).expect("one"), ["near"]);
        let error = words(&["fast"]).expect_err("no such benchmark").to_string();
        assert!(error.contains("calls|near|around|feeds|isolation"), "{error}");
    }
}
