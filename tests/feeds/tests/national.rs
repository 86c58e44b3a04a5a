//! Promise: the timetable of a whole country's regional trains, the filter of the territory off, is published for seven
//! days, every departure of it, within the limits as they ship; the process never holds more than 512 MiB, also while one
//! timetable takes the place of another.

use std::collections::BTreeSet;
use std::time::Duration;

use jiff::civil::{Date, date};
use tests_end_to_end::board;
use tests_feeds::count::{Counted, count};
use tests_feeds::feed_hub::peak_mib;
use tests_feeds::published;
use tests_harness::{Hub, Launch, shared_data, wait_until};

const FEED: &str = "gtfs/sncf-ter-2025.zip";
const CLOCK: &str = "2025-01-23T08:30:00+01:00";
const FIRST: Date = date(2025, 1, 23);
const MOST_MIB: u64 = 512;
const MOST_STORED: usize = 1 << 30;
/// Five times what it takes on a slow machine.
const LIMIT: Duration = Duration::from_secs(400);
/// Stations whose boards are compared: a large one, a small one, one that buses serve.
const BOARDS: usize = 40;

#[test]
fn a_national_timetable_is_published_whole_in_half_a_gibibyte() {
    let Some(feed) = shared_data(FEED) else { return };
    let launch = |days: &str| {
        Launch::demo()
            .setting("transport.gtfs", &feed.display().to_string())
            .setting("transport.territory-only", "false")
            .setting("transport.days", days)
            .clock(CLOCK)
    };
    let mut hub = launch("7").start();
    wait_published(&hub);
    let first = peak_mib(hub.pid());
    let counted = count(&feed, FIRST, 7);
    check(&hub, &counted);
    println!("peak of the process: {first} MiB");
    assert!(first <= MOST_MIB, "{first} MiB");

    // The old timetable is read at the start and served while the new one is made.
    let before = run(&hub);
    hub.restart_as(launch("6"));
    assert!(wait_until(|| run(&hub) != before, LIMIT), "{}", hub.said());
    wait_published(&hub);
    let second = peak_mib(hub.pid());
    check(&hub, &counted.of_first(6));
    println!("peak of the process that replaced it by another: {second} MiB");
    assert!(second <= MOST_MIB, "{second} MiB");
}

/// The last run of the source; `null` before the first.
fn run(hub: &Hub) -> serde_json::Value {
    hub.browser().get_json("/services/transport").json()["page"]["sources"][0]["last_run"].clone()
}

fn wait_published(hub: &Hub) {
    let published = || {
        let run = run(hub);
        assert_ne!(run["outcome"], "refused", "{run}");
        run["outcome"] == "published"
    };
    assert!(wait_until(published, LIMIT), "{}", hub.said());
}

/// What is published is what was counted: by day, instant by instant, and on boards.
#[expect(clippy::print_stdout, reason = "the figures are for the reader of the test log")]
fn check(hub: &Hub, counted: &Counted) {
    let published = published::departures(&hub.data());
    let all = counted.departures.len();
    let by_day = counted.days.count(published.instants.iter().copied());
    println!("{all} departures, {} MB stored: {by_day:?}", published.bytes / 1_000_000);
    assert_eq!(by_day, counted.days.count(counted.departures.iter().map(|(_, at)| *at)));
    assert_eq!(published.instants.iter().sum::<i64>(), counted.sum_of_instants());
    assert_eq!(published.ids, all, "two departures have one id");
    assert!(published.bytes <= MOST_STORED, "{} bytes stored", published.bytes);
    let now = CLOCK.parse::<jiff::Timestamp>().expect("instant").as_second();
    let stations: BTreeSet<&String> = counted.departures.iter().map(|(station, _)| station).collect();
    let step = stations.len() / BOARDS;
    for station in stations.into_iter().step_by(step) {
        let page = hub.browser().get_json(&board::path(station));
        assert_eq!(page.status, 200, "{station}: {}", page.start());
        let shown: Vec<i64> = board::departures(&page.json())
            .expect("a board")
            .iter()
            .map(|shown| shown.at.as_second())
            .collect();
        let mut coming = counted.at_station(station);
        // The hub's clock has run on by minutes: what has left meanwhile is shown no more.
        let first = shown.first().copied().unwrap_or(now + 3600);
        coming.retain(|at| *at >= first.max(now));
        assert!(!shown.is_empty() || coming.is_empty(), "{station}: {coming:?}");
        assert_eq!(shown[..], coming[..shown.len()], "{station}");
    }
}
