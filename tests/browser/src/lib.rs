//! Runs the stories of `stories/` in headless Chromium against a running hub, and tells how they ended.
//! It must never know: any crate of the host; a story sees what a resident sees.
//! To add a story: a test in a file of `stories/`, imported by `sample.mjs` (the demo), `real.mjs` (a real feed),
//! `files.mjs` (events of our own), `drawn_map.mjs` or `picture_map.mjs` (base maps).
//! Tested by `tests/`, which is what these stories are for; `stories/watch.mjs` tests the tests' own eyes.

pub mod base_map;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tests_harness::{Hub, Process, wait_until, workspace};

/// All the stories of a file together take four minutes beside other tests; two such files run at the same time.
const LIMIT: Duration = Duration::from_secs(900);

/// Runs a file of stories against the hub; pictures go to `target/screenshots/NAME-*.png`.
///
/// # Panics
/// If a story fails, with its words; if Node.js, Chromium or the modules are missing, with what installs them.
pub fn run(name: &str, hub: &Hub) {
    let stories = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules = stories.join("node_modules/.package-lock.json");
    assert!(modules.exists(), "the modules of tests/browser are missing: `cargo xtask test` installs them");
    let mut command = Command::new(program("node"));
    command.current_dir(stories).arg(format!("{name}.mjs")).arg(hub.url()).arg(pictures());
    command.env("CHROMIUM", program("chromium"));
    let folder = hub.data();
    let mut process = Process::start(command, &folder, "stories");
    wait_until(|| process.ended().is_some(), LIMIT);
    let end = process.ended().map_or("took too long".to_owned(), |status| status.to_string());
    assert!(end == "exit status: 0", "{name}.mjs, {end}:\n{}{}", process.stdout(), process.stderr());
    // Not `eprintln!`: the test runner would swallow the table of weights of a test that passes.
    let _ = std::io::stderr().write_all(process.stderr().as_bytes());
}

fn pictures() -> PathBuf {
    let folder = workspace().join("target/screenshots");
    std::fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    folder
}

/// A program of this machine.
fn program(name: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    found.unwrap_or_else(|| {
        panic!("{name} is missing: `cargo xtask test` installs it, or on Debian `apt-get install {name}`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_found_and_a_missing_one_is_named() {
        assert!(program("sh").ends_with("sh"));
        let refused = std::panic::catch_unwind(|| program("no-such-program")).expect_err("refused");
        let said = refused.downcast_ref::<String>().expect("words");
        assert!(said.contains("no-such-program is missing: `cargo xtask test`"), "{said}");
    }
}
