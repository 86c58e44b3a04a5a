//! Every n-th write, sync and change of length of a script fails, for each n. Renames are those of a start: `starts.rs`.

use tests_faults::Counts;

use crate::round::{Round, failures, names, say};

/// The longest script that is worth failing at each of its calls.
const LONGEST: u64 = 300;

/// What the calls did, over all n.
#[derive(Default)]
struct Table {
    unnoticed: u64,
    refused: u64,
    opened_again: u64,
}

fn counted() -> Counts {
    let round = Round::new();
    let output = round.run("script", Some(&round.disk()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(failures(&output), []);
    let counts = round.counts();
    assert!(
        counts.writes > 50 && counts.syncs > 10 && counts.others > 0,
        "the shim sees too little: {counts:?}"
    );
    assert!(counts.all <= LONGEST, "the script is too long: {counts:?}");
    counts
}

/// The n-th call meets this fault once: its step is refused in words and succeeds when it is tried again, in the same process.
fn fails_once(fault: &str, n: u64, table: &mut Table) {
    let round = Round::new();
    let output = round.run("script", Some(&round.disk().failing(fault, n, n)));
    let failed = failures(&output);
    let told = format!("{fault} at call {n}: {failed:?}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "a step was given up: {told}");
    assert!(round.counts().all >= n, "the call was never made: {told}");
    for (step, kind, words) in &failed {
        let typed = ["Full", "Io", "ReadOnly"].contains(&kind.as_str()) || step == "open" && kind == "Open";
        assert!(typed && names(words, &round.root().join("data")), "not told in words: {told}");
        assert!(fault != "enospc" || kind != "ReadOnly", "{told}");
    }
    let answered = round.answered();
    assert_eq!((answered.newest("published"), answered.newest("note a")), (2, 2), "{told}");
    round.check().unwrap_or_else(|why| panic!("{why}: {told}"));
    match failed.first() {
        None => table.unnoticed += 1,
        Some((step, ..)) if step == "open" => table.opened_again += 1,
        Some(_) => table.refused += 1,
    }
}

/// From the n-th call on the disk is dead: what was answered before is there.
fn fails_for_good(fault: &str, n: u64) -> bool {
    let round = Round::new();
    let output = round.run("script", Some(&round.disk().failing(fault, n, u64::from(u32::MAX))));
    let failed = failures(&output);
    let told = format!("{fault} from call {n} on: {failed:?}");
    round.check().unwrap_or_else(|why| panic!("{why}: {told}"));
    !output.status.success()
}

fn sweep(fault: &str, counts: Counts) {
    let mut table = Table::default();
    for n in 1..=counts.all {
        fails_once(fault, n, &mut table);
    }
    let Table { unnoticed, refused, opened_again } = table;
    say(&format!(
        "every call of {} fails once with {fault}: {refused} writes refused, {opened_again} starts tried again, \
         {unnoticed} not noticed; 0 answered writes lost",
        counts.all
    ));
    assert!(refused > counts.all / 4, "the faults are hardly noticed");
}

#[test]
fn no_answered_write_is_lost_when_any_call_fails_with_an_io_error() {
    sweep("eio", counted());
}

#[test]
fn no_answered_write_is_lost_when_the_disk_is_full_at_any_call() {
    sweep("enospc", counted());
}

#[test]
#[ignore = "long: every call, half written"]
fn long_no_answered_write_is_lost_when_any_call_is_cut_short() {
    sweep("short", counted());
    sweep("erofs", counted());
}

#[test]
fn no_answered_write_is_lost_when_the_disk_dies() {
    let counts = counted();
    let dead = (1..=counts.all).step_by(5).filter(|n| fails_for_good("eio", *n)).count();
    say(&format!(
        "the disk dies at every 5th call of {}: {dead} writers gave up; 0 answered writes lost",
        counts.all
    ));
    assert!(dead > 10, "the dead disk is hardly noticed");
}

#[test]
#[ignore = "long: every call"]
fn long_no_answered_write_is_lost_when_the_disk_dies_or_fills_for_good() {
    let counts = counted();
    for fault in ["eio", "enospc", "erofs"] {
        let dead = (1..=counts.all).filter(|n| fails_for_good(fault, *n)).count();
        say(&format!(
            "{fault} from each call of {} on: {dead} writers gave up; 0 answered writes lost",
            counts.all
        ));
    }
}
