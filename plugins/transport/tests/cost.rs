//! What the national TER feed costs, territory filter off, seven days. Alone in its file, because the peak of memory
//! belongs to the whole process.

#[expect(dead_code, reason = "what a clock would say is not asked here")]
mod common;

use std::time::Instant;

use common::{date, noon, paris, read_real};
use plugin_transport::gtfs::{Departure, Window};

/// The most memory that this process ever held, in MiB; only Linux tells.
fn peak_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}

#[test]
fn the_national_feed_stays_within_a_sandbox() {
    let start = Instant::now();
    let Some((feed, _)) = read_real("sncf-ter-2025.zip") else { return };
    let read = start.elapsed();
    let (day, kept) = (date("20250127"), feed.keep_all());
    let window = Window {
        first_day: day,
        days: 7,
        from_ms: paris(day, 0, 0),
        until_ms: paris(day.plus_days(7), 0, 0),
    };
    let (mut count, mut largest, mut words) = (0, 0, 0);
    for batch in feed.departures(window, &kept, noon) {
        assert!(batch.is_sorted_by_key(|found| (found.trip, found.order)));
        largest = largest.max(batch.len());
        count += batch.len();
        words += batch.iter().filter(|found| !feed.destination(found).is_empty()).count();
    }
    let all = start.elapsed();
    println!(
        "read {read:.2?}, with {count} departures {all:.2?}; largest day {largest} × {} bytes",
        size_of::<Departure>()
    );
    println!("peak of the process: {:?} MiB", peak_mib());
    assert_eq!(size_of::<Departure>(), 32);
    assert_eq!(count, words, "every departure has a destination");
    assert!((500_000..620_000).contains(&count), "{count}");
    assert!(peak_mib().is_none_or(|mib| mib < 128), "half of a sandbox is the plugin's own");
}
