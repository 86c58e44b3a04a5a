//! Promise: no feed hurts the hub. Each bomb ends soon and within its memory, the report names file, line and reason,
//! the timetable that was there is served on, and the next sound one is taken.

use std::time::Duration;

use tests_feeds::bombs::tables::TABLES;
use tests_feeds::bombs::zips::ZIPS;
use tests_feeds::bombs::{Bomb, End};
use tests_feeds::feed_hub::FeedHub;

const CLOCK: &str = "2026-03-16T08:30:00+01:00";
/// Lower than what ships (120 s, 256 MiB), so that a bomb which is only stopped by them is found out soon.
const LIMITS: &str = "[limits.refresh]\ncpu-ms = 30000\nmemory-mib = 224\n";
/// Most memory of the process: what it takes at rest in a build for development, one sandbox, and one timetable of a
/// million departures in the making.
const MOST_MIB: u64 = 768;
/// After so many bombs a sound timetable is thrown in.
const SOUND_EVERY: usize = 8;

#[expect(clippy::print_stdout, reason = "the table is for the reader of the test log")]
fn throw(bombs: &[Bomb]) {
    let mut hub = FeedHub::start(LIMITS, CLOCK);
    let mut faults = Vec::new();
    for (number, bomb) in bombs.iter().enumerate() {
        let run = hub.refresh(&(bomb.make)());
        let seconds = run.took.as_secs_f64();
        let words =
            if run.reason.is_empty() { run.lines.first().map_or("", |line| &line.2) } else { &run.reason };
        let short: String = words.chars().take(110).collect();
        println!("{:52} {:9} {seconds:5.1} s  {:?}", bomb.name, run.outcome, short);
        faults.extend(bomb.end.fault(&run).map(|fault| format!("{}: {fault}", bomb.name)));
        let sound_is_due = number % SOUND_EVERY == SOUND_EVERY - 1 || number + 1 == bombs.len();
        if matches!(bomb.end, End::Refused { .. }) && run.outcome == "refused" {
            hub.assert_still_served(bomb.name);
        }
        if sound_is_due || run.outcome == "published" {
            hub.assert_takes_next(bomb.name);
        }
    }
    println!("peak of the process: {} MiB", hub.peak_mib());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(hub.peak_mib() <= MOST_MIB, "{} MiB", hub.peak_mib());
}

#[test]
fn zips_as_bombs_are_refused() {
    throw(ZIPS);
}

#[test]
fn tables_as_bombs_are_refused_or_defused() {
    throw(TABLES);
}

/// Behind the plugin's own bounds stand the hub's: a plugin that had none would be stopped by them.
#[test]
fn a_feed_that_takes_too_long_is_stopped() {
    let mut hub = FeedHub::start("[limits.refresh]\ncpu-ms = 400\n", CLOCK);
    let slow =
        TABLES.iter().find(|bomb| bomb.name == "one stop time more than a hub reads").expect("the bomb");
    let run = hub.refresh(&(slow.make)());
    assert_eq!(run.outcome, "refused");
    assert!(run.reason.contains("stopped after 400 ms of processor time"), "{}", run.reason);
    assert!(run.took < Duration::from_secs(60), "{:?}", run.took);
    hub.assert_still_served(slow.name);
    hub.assert_takes_next(slow.name);
}
