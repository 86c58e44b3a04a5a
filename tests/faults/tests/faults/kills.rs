//! `kill -9`, at random and before each call: no answered write is lost, the next start needs no hand.

use std::time::Duration;

use tests_faults::Random;

use crate::round::{Round, kill, say};

/// A hub and a command write at once; both are killed at a random moment, again and again, on one folder.
fn rounds(count: u64, seed: u64) {
    let (round, mut random) = (Round::new(), Random(seed));
    let mut before = 0;
    for number in 0..count {
        let writers = ["endless", "command"].map(|kind| round.begin(kind, None, "full"));
        std::thread::sleep(Duration::from_millis(50 + random.below(450)));
        writers.into_iter().for_each(kill);
        round.check().unwrap_or_else(|why| panic!("round {number} of seed {seed}: {why}"));
        before = round.answered().count;
    }
    say(&format!("kill -9, {count} rounds: {before} writes answered, 0 lost"));
    assert!(before > count * 5, "only {before} writes were answered: the test shows too little");
}

#[test]
fn no_answered_write_is_lost_by_kill_9() {
    rounds(20, 20_170_315);
}

#[test]
#[ignore = "long: 200 rounds"]
fn long_no_answered_write_is_lost_by_kill_9() {
    rounds(200, 20_170_316);
}

/// The first start among them: the file, its tables and its marks are made by these calls.
#[test]
fn a_first_start_killed_before_any_call_goes_on_by_itself() {
    let mut n = 0;
    loop {
        n += 1;
        let round = Round::new();
        let output = round.run("script", Some(&round.disk().failing("kill", n, n)));
        round.check().unwrap_or_else(|why| panic!("killed before call {n}: {why}"));
        let again = round.run("script", None);
        assert!(again.status.success(), "killed before call {n}: {}", String::from_utf8_lossy(&again.stdout));
        if output.status.success() {
            break;
        }
    }
    say(&format!(
        "killed before each of {} calls of a first start and a script: 0 lost, 0 starts by hand",
        n - 1
    ));
    assert!(n > 50, "only {n} calls");
}
