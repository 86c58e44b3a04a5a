//! Promise: the boards are the feed's. Real trains of real days, beside a calculation that shares no code with the
//! hub: ten stations inside the territory and ten outside it, at every minute of the plan.
#![expect(clippy::print_stdout, reason = "the count of compared departures is part of the result")]

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;
use tests_end_to_end::compare::{Now, compare, readable};
use tests_end_to_end::oracle::Oracle;
use tests_end_to_end::{board, plan};
use tests_harness::{Browser, Hub, Launch, shared_data, wait_until};

/// How long the hub may take to read the feed and publish its seven days.
const REFRESH_LIMIT: Duration = Duration::from_secs(180);

const ISSUE_MINUTE: &str = "2017-03-15T08:30:00+01:00";

/// What a resident reads at Issy from then on, in this order.
const ISSY_TRAINS: [&str; 6] = [
    "08:33",
    "versailles rive gauche château de versailles",
    "08:35",
    "saint martin d'etampes",
    "08:37",
    "chaville velizy",
];

fn launch(feed: &Path, minute: &str) -> Launch {
    Launch::demo().setting("transport.gtfs", &feed.display().to_string()).clock(minute)
}

/// One station's board beside the oracle, now.
fn check(
    hub: &Hub,
    browser: &mut Browser,
    oracle: &Oracle,
    minute: &str,
    stop: &str,
) -> Result<usize, String> {
    let start: Timestamp = minute.parse().expect(minute);
    let (at_least, _) = hub.clock_ran();
    let page = browser.get_json(&board::path(stop));
    let (_, at_most) = hub.clock_ran();
    if page.status != 200 {
        return Err(format!("status {}: {}", page.status, page.start()));
    }
    let shown = board::departures(&page.json())?;
    compare(&shown, oracle, stop, Now::new(start, at_least, at_most))
}

/// Every given station at one minute. Waits for the first board to come right, as the hub may still be reading the
/// feed; all others must be right at once, because a timetable is published whole.
fn check_minute(hub: &Hub, oracle: &Oracle, minute: &str, stations: &[(&str, &str)]) -> Vec<String> {
    let mut browser = hub.browser();
    wait_until(|| check(hub, &mut browser, oracle, minute, stations[0].0).is_ok(), REFRESH_LIMIT);
    let mut faults = Vec::new();
    let mut compared = 0;
    for (stop, name) in stations {
        match check(hub, &mut browser, oracle, minute, stop) {
            Ok(count) => compared += count,
            Err(error) => faults.push(format!("{minute} {name} ({stop}): {error}")),
        }
    }
    println!("{minute}: {compared} departures compared, {} stations wrong", faults.len());
    faults
}

/// One data folder for all minutes: at each the hub starts with the timetable of other days and must replace it.
fn check_minutes(feed: &Path, oracle: &Oracle, minutes: &[(&str, &str)]) -> Vec<String> {
    let (filter, off) = plan::FILTER_OFF;
    let stations: Vec<_> = plan::INSIDE.into_iter().chain(plan::OUTSIDE).collect();
    let mut hub: Option<Hub> = None;
    let mut faults = Vec::new();
    for (minute, _) in minutes {
        let launch = launch(feed, minute).setting(filter, off);
        match &mut hub {
            Some(hub) => hub.restart_as(launch),
            None => hub = Some(launch.start()),
        }
        let running = hub.as_ref().expect("started above");
        faults.extend(check_minute(running, oracle, minute, &stations));
    }
    faults
}

/// Half of the plan each, at the same time.
#[test]
fn boards_equal_the_independent_calculation() {
    let Some(feed) = shared_data(plan::FEED) else { return };
    let oracle = Oracle::read(&feed).expect("feed");
    let (first, second) = plan::MINUTES.split_at(plan::MINUTES.len() / 2);
    let faults = std::thread::scope(|scope| {
        let halves = [first, second].map(|half| scope.spawn(|| check_minutes(&feed, &oracle, half)));
        halves.map(|half| half.join().expect("a half of the plan")).concat()
    });
    assert!(faults.is_empty(), "{} boards differ:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn with_the_filter_on_the_territory_keeps_its_boards_and_the_rest_has_none() {
    let Some(feed) = shared_data(plan::FEED) else { return };
    let oracle = Oracle::read(&feed).expect("feed");
    let hub = launch(&feed, ISSUE_MINUTE).start();
    let faults = check_minute(&hub, &oracle, ISSUE_MINUTE, &plan::INSIDE);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for (stop, name) in plan::OUTSIDE {
        let page = hub.browser().get_json(&board::path(stop));
        let shown = board::departures(&page.json()).expect("a sound page");
        assert!(shown.is_empty(), "{name} lies outside the territory and has a board");
    }
}

#[test]
fn a_resident_of_issy_reads_the_next_trains_on_both_pages() {
    let Some(feed) = shared_data(plan::FEED) else { return };
    let hub = launch(&feed, ISSUE_MINUTE).start();
    let mut browser = hub.browser();
    let sealed = browser.post_form("/ici", &[("lat", "48.8198"), ("lon", "2.2583")]);
    assert_eq!(sealed.status, 303, "{}", sealed.start());
    for path in ["/".to_owned(), board::path(plan::ISSY)] {
        let mut text = String::new();
        let in_time = wait_until(
            || {
                text = readable(&browser.get(&path).text);
                in_order(&text, &ISSY_TRAINS)
            },
            REFRESH_LIMIT,
        );
        assert!(in_time, "{path} does not list {ISSY_TRAINS:?} in order:\n{text}");
    }
}

/// True if each of the words stands in the text after the one before it.
fn in_order(text: &str, words: &[&str]) -> bool {
    let mut rest = text;
    words.iter().all(|word| match rest.split_once(word) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

#[test]
fn order_matters() {
    assert!(in_order("a 08:33 b 08:35", &["08:33", "08:35"]));
    assert!(!in_order("a 08:35 b 08:33", &["08:33", "08:35"]));
}
