//! Promise: with real time, boards are what the timetable and the feed say together, beside a calculation in another
//! language that shares no code with the hub: late, early, skipped, cancelled and added trains, unknown ones, the night of
//! the clock change. A feed that is old or dead is never shown as normal.
#![expect(clippy::print_stdout, reason = "the count of compared departures is part of the result")]

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::Value;
use tests_connectors::ConnectedHub;
use tests_harness::{shared_data, wait_until};
use tests_real_time::boards;

/// Real trains of the territory.
const TIMETABLE: &str = "gtfs/transilien-lines-2016.zip";
/// Every station of the territory.
const STATIONS: [&str; 10] = [
    "StopArea:DUA8739307",
    "StopArea:DUA8739330",
    "StopArea:DUA8739308",
    "StopArea:DUA8739310",
    "StopArea:DUA8739311",
    "StopArea:DUA8739312",
    "StopArea:DUA8738234",
    "StopArea:DUA8739320",
    "StopArea:DUA8738233",
    "StopArea:DUA8739153",
];
/// An ordinary morning; the evening before the clock change, ten minutes before and five after it.
const MINUTES: [&str; 4] = [
    "2017-03-15T08:30:00+01:00",
    "2017-03-25T23:50:00+01:00",
    "2017-03-26T01:50:00+01:00",
    "2017-03-26T03:05:00+02:00",
];

fn configuration(timetable: &str) -> String {
    format!(
        "[plugin.transport]\ngtfs = '{timetable}'\n[connector.live]\nplugin = 'transport'\ntask = 'gtfs-rt'\n\
         every-s = 10\nsource = 'feed.pb'\ntitle = 'Temps réel'\n"
    )
}

/// The shown departures of a station: second, id, and the code of what is told.
fn shown(hub: &ConnectedHub, stop: &str) -> (Vec<(i64, String, Option<String>)>, Value) {
    let id = format!("gtfs/{stop}").replace('/', "%2F").replace(':', "%3A");
    let page = hub.hub.browser().get_json(&format!("/services/transport/arret/{id}"));
    assert_eq!(page.status, 200, "{}", page.start());
    let blocks = page.json()["page"]["view"]["blocks"].as_array().cloned().unwrap_or_default();
    let feed = blocks.into_iter().map(|block| block["feed"].clone()).find(|feed| feed["id"] == "departs");
    let feed = feed.unwrap_or_default();
    let items = feed["items"].as_array().cloned().unwrap_or_default();
    (items.iter().map(departure).collect(), feed)
}

fn departure(item: &Value) -> (i64, String, Option<String>) {
    let start: Timestamp = item["start"].as_str().and_then(|at| at.parse().ok()).expect("a start");
    let details = item["details"].as_array().cloned().unwrap_or_default();
    let words =
        details.iter().find(|detail| detail["name"] == "status-text").map(|detail| detail["shown"].clone());
    let words = words.as_ref().and_then(Value::as_str);
    assert_eq!(item["cancelled"], matches!(words, Some("supprimé" | "ne s'arrête pas ici")), "{item}");
    let code = words.map(|words| match words {
        "supprimé" => "cancelled",
        "ne s'arrête pas ici" => "skipped",
        "à l'heure" => "on-time",
        "départ ajouté" => "added",
        early if early.starts_with("en avance de ") => "early",
        late if late.starts_with("en retard de ") => "late",
        other => panic!("what is '{other}'?"),
    });
    (start.as_second(), item["id"].as_str().unwrap_or_default().to_owned(), code.map(str::to_owned))
}

/// Compares every station at one minute; answers how many departures were equal, and how many of each kind were seen.
fn check(minute: &str, seed: u32, seen: &mut HashMap<String, usize>) -> Option<usize> {
    let timetable = shared_data(TIMETABLE)?;
    let folder = tempfile::tempdir().expect("a folder");
    let expected = boards(&timetable, minute, seed, folder.path(), &STATIONS)?;
    let feed = std::fs::read(folder.path().join("feed.pb")).expect("the feed");
    let hub = ConnectedHub::start(
        &["transport"],
        &configuration(&timetable.display().to_string()),
        &[("feed.pb", &feed)],
        minute,
    );
    // A run before the timetable was there finds no trip; the next one does.
    let state = hub.state("live", |run| run["outcome"] == "published" && run["kept"].as_i64() > Some(3));
    println!(
        "{minute}: {:?}; read {}, features {}",
        expected.kinds, state["last_run"]["read"], state["features"]
    );
    let lines = state["last_run"]["lines"].to_string();
    assert!(lines.contains("1 trips are not among those published"), "{lines}");
    let begun: Timestamp = minute.parse().expect("a minute");
    let mut compared = 0;
    for stop in STATIONS {
        let (board, feed) = shown(&hub, stop);
        assert_eq!((&feed["live"], &feed["freshness"]), (&"fresh".into(), &"fresh".into()), "{stop}");
        let first = board.first().map_or(0, |departure| departure.0);
        let last = board.last().map_or(0, |departure| departure.0);
        assert!(board.len() >= 4, "{stop}: {} departures", board.len());
        // The hub's clock ran on since the minute.
        let from = begun.as_second().max(first - 1);
        assert!(first - begun.as_second() < 4 * 3600, "{stop} begins at {first}");
        let now = hub.hub.clock_ran().1.as_secs() as i64 + begun.as_second();
        let all = &expected.of[stop];
        let missed = all.iter().find(|it| it.0 > now + 60 && it.0 < first);
        assert_eq!(missed, None, "{stop} lacks a departure");
        let within = |departure: &&(i64, String, Option<String>)| departure.0 >= from && departure.0 < last;
        let mut wanted: Vec<_> = all.iter().filter(within).cloned().collect();
        let mut got: Vec<_> = board.iter().filter(within).cloned().collect();
        // Of those that passed while the hub was starting, the board shows none.
        wanted.retain(|departure| departure.0 >= first);
        wanted.sort();
        got.sort();
        assert_eq!(got, wanted, "{minute} {stop}");
        compared += got.len();
        got.into_iter().filter_map(|it| it.2).for_each(|code| *seen.entry(code).or_default() += 1);
    }
    Some(compared)
}

#[test]
fn boards_with_real_time_equal_the_independent_calculation() {
    let mut seen = HashMap::new();
    let mut compared = 0;
    for (minute, seed) in MINUTES.into_iter().zip(1..) {
        let Some(equal) = check(minute, seed, &mut seen) else { return };
        compared += equal;
    }
    println!("{compared} departures compared, 0 wrong; told: {seen:?}");
    for code in ["late", "early", "on-time", "cancelled", "skipped", "added"] {
        assert!(seen.get(code).is_some_and(|count| *count >= 3), "too few {code}: {seen:?}");
    }
}

#[test]
fn a_feed_that_dies_shows_its_age_and_one_that_is_too_old_is_refused() {
    let Some(timetable) = shared_data(TIMETABLE) else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let Some(_) = boards(&timetable, MINUTES[0], 9, folder.path(), &STATIONS) else { return };
    let feed = std::fs::read(folder.path().join("feed.pb")).expect("the feed");
    let configuration = configuration(&timetable.display().to_string());
    let published = |run: &Value| run["outcome"] == "published" && run["kept"].as_i64() > Some(3);
    let mut hub = ConnectedHub::start(&["transport"], &configuration, &[("feed.pb", &feed)], MINUTES[0]);
    hub.state("live", published);
    // Twenty minutes later the same file is still there: its maker has stopped.
    hub.restart(&configuration, "2017-03-15T08:50:00+01:00");
    let warned = |hub: &ConnectedHub, words: &str| {
        wait_until(
            || shown(hub, STATIONS[0]).1["live-warning"].as_str().is_some_and(|said| said.contains(words)),
            Duration::from_secs(60),
        )
    };
    assert!(warned(&hub, "08:40"), "{}", shown(&hub, STATIONS[0]).1["live-warning"]);
    let mut browser = hub.hub.browser();
    let page = hub.page_with(&mut browser, "/services/transport/arret/gtfs%2FStopArea%3ADUA8739307", "08:40");
    assert!(page.contains("temps réel"), "{page}");
    // Two hours later it is refused, and says when it was made.
    hub.restart(&configuration, "2017-03-15T10:40:00+01:00");
    let state = hub.state("live", |run| run["outcome"] == "refused");
    assert!(state["last_run"]["reason"].to_string().contains("2017-03-15 08:30"), "{state:#}");
    assert!(warned(&hub, "08:40"), "{}", shown(&hub, STATIONS[0]).1);
}
