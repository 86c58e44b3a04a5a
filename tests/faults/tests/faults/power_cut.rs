//! A power cut: what was not synced is forgotten. No answered write is; with weaker settings some are, which shows that the
//! disk of these tests forgets.

use std::time::Duration;

use tests_faults::Random;
use tests_harness::wait_until;

use crate::round::{Round, failures, kill, say};

const SLOW: Duration = Duration::from_secs(30);

/// Writes for a random time, cuts the power, and tells what the next start finds.
fn cut(round: &Round, synchronous: &str, random: &mut Random) -> Result<(), String> {
    let early = (random.below(2) == 0).then(|| random.below(1_000_000));
    let disk = round.disk().shadow(&round.shadow(), early);
    let before = round.answered().count;
    let writer = round.begin("endless", Some(&disk), synchronous);
    assert!(wait_until(|| round.answered().count > before + 3, SLOW), "the writer stands still");
    std::thread::sleep(Duration::from_millis(random.below(250)));
    kill(writer);
    round.cut_power();
    round.check()
}

fn cuts(count: u64, seed: u64) {
    let (round, mut random) = (Round::new(), Random(seed));
    for number in 0..count {
        cut(&round, "full", &mut random).unwrap_or_else(|why| panic!("cut {number} of seed {seed}: {why}"));
    }
    let answered = round.answered().count;
    say(&format!("power cut, synchronous=FULL, {count} cuts: {answered} writes answered, 0 lost"));
    assert!(round.counts().syncs > 0);
}

#[test]
fn no_answered_write_is_lost_by_a_power_cut() {
    cuts(20, 20_170_317);
}

#[test]
#[ignore = "long: 500 cuts"]
fn long_no_answered_write_is_lost_by_a_power_cut() {
    cuts(500, 20_170_318);
}

/// The same with weaker settings, each time on a new folder: a disk that forgets must be seen to forget.
#[test]
fn weaker_settings_are_seen_to_lose_answered_writes() {
    for synchronous in ["normal", "off"] {
        let mut random = Random(20_170_319);
        let lost =
            (0..6).filter_map(|_| cut(&Round::new(), synchronous, &mut random).err()).collect::<Vec<_>>();
        say(&format!(
            "power cut, synchronous={synchronous}, 6 cuts: {} lost answered writes: {lost:?}",
            lost.len()
        ));
        assert!(
            lost.len() >= 3,
            "synchronous={synchronous} lost nothing: the shim remembers what it should forget"
        );
    }
}

/// Each sync of the job, of these files, fails once and drops what it should have written; at the end the power is cut.
fn failed_syncs(job: &str, named: &str) -> (u64, u64) {
    let sound = Round::new();
    let output = sound.run(job, Some(&sound.disk().shadow(&sound.shadow(), None).named(named).only_syncs()));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let (syncs, mut refused) = (sound.counts().matched, 0);
    assert!(syncs > 2, "the shim sees no sync");
    for n in 1..=syncs {
        let round = Round::new();
        let disk = round.disk().shadow(&round.shadow(), None).named(named).only_syncs();
        let output = round.run(job, Some(&disk.failing("eio", n, n)));
        let failed = failures(&output);
        let told = format!("sync {n} of {named}: {failed:?}\n{}", String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "a step was given up: {told}");
        refused += u64::from(!failed.is_empty());
        round.cut_power();
        round.check().unwrap_or_else(|why| panic!("{why}: {told}"));
    }
    (syncs, refused)
}

/// A sync that failed must not be tried again as if nothing had happened: the second one succeeds and writes nothing.
#[test]
fn a_failed_sync_is_never_taken_for_done() {
    let (syncs, refused) = failed_syncs("script", "data");
    say(&format!(
        "each of {syncs} syncs of a script fails and drops its pages: {refused} refused; after a power cut 0 lost"
    ));
    let (syncs, refused) = failed_syncs("partial", "hub.db$");
    say(&format!(
        "each of {syncs} syncs of the file, a reader in the way: {refused} refused; after a power cut 0 lost"
    ));
}
