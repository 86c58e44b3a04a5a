//! Random components through install and calls: no panic, no crash, no call over its budget.

use std::io::Write;
use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use tests_harness::{Process, binary, wait_until, workspace};
use tests_random_attack::{Kind, check, component};

/// The seed of the 300 and of the 10,000: the 300 are the first of these.
const SEED: u64 = 1;

#[test]
fn three_hundred_random_components_do_no_harm() {
    attack(300, Duration::from_secs(1200));
}

#[test]
#[ignore = "takes an hour or two; `cargo xtask long` runs it"]
fn long_ten_thousand_random_components_do_no_harm() {
    attack(10_000, Duration::from_secs(8 * 3600));
}

/// In a process of its own: a crash is told, and does not end the tests.
fn attack(count: u64, limit: Duration) {
    let folder = folder();
    let mut command = Command::new(env!("CARGO_BIN_EXE_tests-random-attack"));
    command.args(["--seed", &SEED.to_string(), "--count", &count.to_string(), "--folder"]).arg(&folder);
    let mut process = Process::start(command, &folder, "attack");
    assert!(
        wait_until(|| process.ended().is_some(), limit),
        "not over after {limit:?}: {}",
        process.stdout()
    );
    let (said, status) = (process.stdout(), process.ended().expect("it has ended"));
    assert!(
        status.success(),
        "{status}: {said}{}\ncomponents that were tried at the end are in {}",
        process.stderr(),
        folder.display()
    );
    // Past the capture of the test runner: the figures are to be seen in every run.
    let _ = writeln!(std::io::stderr(), "\n{said}");
    let calls = said.split(" calls").next().and_then(|start| start.rsplit(' ').next()?.parse::<u64>().ok());
    assert!(calls.is_some_and(|calls| calls >= count / 2), "too few come through to be called: {said}");
}

fn folder() -> PathBuf {
    let folder = workspace().join("target/random-attack");
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// The binary says the same of each kind as the library: taken, or refused in a sentence.
#[test]
fn the_binary_judges_thirty_of_them_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    for number in 0..30 {
        let bytes = component(SEED, number);
        let file = folder.path().join("random.wasm");
        std::fs::write(&file, &bytes).expect("written");
        let output = Command::new(binary()).args(["plugin", "check"]).arg(&file).output().expect("started");
        let said = String::from_utf8_lossy(&output.stderr);
        let expected = if check(&bytes).is_ok() { 0 } else { 1 };
        let what = format!("component {number} of seed {SEED} ({})", Kind::of(number));
        assert_eq!(output.status.code(), Some(expected), "{what}: {said}");
        assert!(!said.contains("panicked"), "{what}: {said}");
        assert!(expected == 0 || said.contains("random.wasm is refused"), "{what}: {said}");
    }
}
