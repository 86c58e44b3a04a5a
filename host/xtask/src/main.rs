//! `cargo xtask`: the commands of the house, each doing its own set-up.
//! It must never know: the hub's crates; it imports the plugin build and starts everything else as a program.
//! To add a command: one file here, one line in `COMMANDS`, one arm in `run`.
//! Tested by the unit tests of each file, and by `cargo xtask test` itself, which CI runs.

mod bench;
mod demo;
mod fuzz;
mod guests;
mod map;
mod needs;
mod programs;
mod repository;
mod steps;
mod test;
mod tools;
mod unchanged;

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, bail};

use repository::Repository;

/// Every command with its line of help.
const COMMANDS: &[(&str, &str)] = &[
    ("demo [-- ARGS]", "build all and start the hub with the sample territory; ARGS go to `parvis demo`"),
    ("test", "install what the tests need, then check format, plugins, lints, tests and dependencies"),
    ("plugins", "build the bundled plugins into target/plugins, those of the tests into target/test-plugins"),
    ("map", "install what draws maps in the browser into target/map; `demo` and `test` do it too"),
    ("bench [-- ARGS]", "run the benchmarks in release; ARGS choose among them"),
    (
        "fuzz [-- ARGS]",
        "look for inputs that break what reads strangers' bytes: [TARGET] [--seconds N], or keep",
    ),
    ("long", "run the soaks, long fuzzing and many kills (tests called long_*)"),
    ("help", "show this"),
];

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_else(|| "help".into());
    let mut rest: Vec<String> = arguments.collect();
    if rest.first().is_some_and(|first| first == "--") {
        rest.remove(0);
    }
    match run(&command, &rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask {command}: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, arguments: &[String]) -> Result<()> {
    if matches!(command, "help" | "--help" | "-h") {
        return Ok(std::io::stdout().write_all(help().as_bytes())?);
    }
    let repository = Repository::find()?;
    match (command, arguments) {
        ("demo", _) => demo::run(&repository, arguments),
        ("bench", _) => bench::bench(&repository, arguments),
        ("fuzz", _) => fuzz::run(&repository, arguments),
        ("test", []) => test::run(&repository),
        ("plugins", []) => guests::run(&repository),
        ("map", []) => map::run(&repository),
        ("long", []) => bench::long(&repository),
        ("test" | "plugins" | "map" | "long", [first, ..]) => bail!("takes no argument, got '{first}'"),
        _ => bail!("no such command; `cargo xtask help` lists them"),
    }
}

fn help() -> String {
    let lines = COMMANDS.iter().map(|(usage, what)| format!("  cargo xtask {usage:<15}  {what}\n"));
    let lines: String = lines.collect();
    format!(
        "The commands of the house:\n\n{lines}\nEach does its own set-up. The first build takes some minutes.\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn help_names_every_command_once() {
        for name in ["demo", "test", "plugins", "map", "bench", "fuzz", "long", "help"] {
            assert_eq!(help().matches(&format!("cargo xtask {name} ")).count(), 1, "{name}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        assert!(run("dmeo", &[]).expect_err("refused").to_string().contains("cargo xtask help"));
        assert!(run("test", &["fast".into()]).expect_err("refused").to_string().contains("'fast'"));
    }
}
