//! Promise: a source that wants a key is asked with it, on its own host alone, and nobody reads it anywhere: no command, no page,
//! no line of the log, no other host, no plugin.

use std::time::Duration;

use serde_json::Value;
use tests_connectors::{Answer, ConnectedHub, Source};
use tests_harness::{Launch, wait_until};

const CLOCK: &str = "2026-11-26T10:00:00+01:00";
const KEY: &str = "cle-5ecrete-4711";
const OTHER_KEY: &str = "autre-cle-5ecrete";
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261126T170000Z\r\nSUMMARY:Bal\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

fn published(run: &Value) -> bool {
    run["outcome"] == "published"
}

/// An agenda of one file, and a system of bikes of three, both with a key.
fn configuration(agenda: &Source, bikes: &Source, elsewhere: &Source, key: &str) -> String {
    let connector = |name: &str, plugin: &str, task: &str, source: &Source| {
        format!(
            "[connector.{name}]\nplugin = '{plugin}'\ntask = '{task}'\nevery-s = 10\nsource = '{}'\n\
             [connector.{name}.headers]\napiKey = '{key}'\nAuthorization = 'Bearer {key}'\n",
            source.url()
        )
    };
    format!(
        "[outbound]\nprivate = ['{}', '{}', '{}']\n{}{}",
        agenda.host(),
        bikes.host(),
        elsewhere.host(),
        connector("agenda", "culture", "ical", agenda),
        connector("velos", "mobilite", "gbfs", bikes),
    )
}

fn bikes() -> Source {
    let source = Source::start(Answer::Status(404));
    let file = |name: &str| format!("{{\"name\":\"{name}\",\"url\":\"http://{}/{name}\"}}", source.host());
    let about = |data: &str| {
        format!("{{\"last_updated\":1795683600,\"ttl\":60,\"version\":\"2.3\",\"data\":{data}}}")
    };
    let files = [file("station_information"), file("station_status")].join(",");
    source.at("/feed", Answer::good(about(&format!("{{\"fr\":{{\"feeds\":[{files}]}}}}")), "a"));
    let station =
        about("{\"stations\":[{\"station_id\":\"a\",\"name\":\"Mairie\",\"lat\":48.8235,\"lon\":2.27}]}");
    source.at("/station_information", Answer::good(station, "b"));
    let status = about(
        "{\"stations\":[{\"station_id\":\"a\",\"num_bikes_available\":3,\"is_installed\":true,\"is_renting\":true,\"is_returning\":true}]}",
    );
    source.at("/station_status", Answer::good(status, "c"));
    source
}

/// Whether every request of a source had both headers with this key.
fn all_with(source: &Source, key: &str) -> bool {
    let each = source.asked().each;
    let bearer = format!("Bearer {key}");
    let has = |name: &str, value: &str| each.iter().all(|request| request.header(name) == Some(value));
    !each.is_empty() && has("apikey", key) && has("authorization", &bearer)
}

#[test]
fn a_key_goes_to_its_source_and_is_seen_nowhere() {
    let agenda = Source::start(Answer::good(CALENDAR, "one"));
    let (bikes, elsewhere) = (bikes(), Source::start(Answer::good(CALENDAR, "two")));
    let lines = |key: &str| configuration(&agenda, &bikes, &elsewhere, key);
    let mut hub = ConnectedHub::start_as(&["culture", "mobilite"], &lines(KEY), &[], |launch| {
        launch.clock(CLOCK).log("trace")
    });
    hub.state("agenda", published);
    hub.state("velos", published);
    assert!(all_with(&agenda, KEY) && all_with(&bikes, KEY), "{:?} {:?}", agenda.asked(), bikes.asked());
    assert!(bikes.asked().requests >= 3, "the files that the first one names are asked for with it, too");
    // Sent on to another host, refused, and broken: the other host learns nothing, and no report says it.
    for answer in [Answer::Redirect(elsewhere.url()), Answer::Status(401), Answer::Cut(CALENDAR.into())] {
        let before = agenda.asked().requests;
        agenda.answer(answer);
        assert!(wait_until(|| agenda.asked().requests > before, Duration::from_secs(60)));
        hub.state("agenda", |run| run["outcome"] == "refused");
    }
    assert!(elsewhere.asked().each.iter().all(|it| it.header("apikey").is_none()), "{:?}", elsewhere.asked());
    assert_nowhere(&hub, KEY);
    // Another key, and the source is asked at once.
    agenda.answer(Answer::good(CALENDAR, "three"));
    let before = agenda.asked().requests;
    hub.restart(&lines(OTHER_KEY), CLOCK);
    hub.state("agenda", |run| run["outcome"] != "refused");
    let after = &agenda.asked().each[before..];
    assert!(after.iter().any(|it| it.header("apikey") == Some(OTHER_KEY)), "{after:?}");
    assert_nowhere(&hub, OTHER_KEY);
}

fn assert_nowhere(hub: &ConnectedHub, key: &str) {
    let commands: [&[&str]; 8] = [
        &["data", "sources", "--json"],
        &["data", "sources"],
        &["data", "sources", "agenda"],
        &["data", "collections", "--json"],
        &["plugin", "inspect", "culture", "--json"],
        &["plugin", "inspect", "mobilite"],
        &["plugin", "logs", "culture"],
        &["plugin", "logs", "--json"],
    ];
    for command in commands {
        let output = hub.hub.command(command);
        assert!(output.success(), "{command:?}: {output:?}");
        assert!(!output.stdout.contains(key) && !output.stderr.contains(key), "{command:?}: {output:?}");
    }
    let sources = hub.hub.command(&["data", "sources", "agenda"]).stdout;
    assert!(sources.contains("apikey, authorization"), "that there is a key is no secret: {sources}");
    let mut browser = hub.hub.browser();
    let pages = [
        "/",
        "/services",
        "/services/culture",
        "/services/mobilite",
        "/donnees",
        "/mentions",
        "/vos-donnees",
        "/metrics",
        "/readyz",
    ];
    for page in pages {
        assert!(
            !browser.get(page).text.contains(key) && !browser.get_json(page).text.contains(key),
            "{page}"
        );
    }
    let said = hub.hub.said();
    assert!(said.len() > 1_000 && !said.contains(key), "the log holds the key");
}

#[test]
fn a_key_that_cannot_be_sent_stops_the_start_and_is_not_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("hub.toml");
    let connector =
        "[connector.a]\nplugin = 'culture'\ntask = 'ical'\nsource = 'https://example.org/a.ics'\n";
    let mut hub = Launch::demo_of(&["culture"]).start();
    for (lines, words) in [
        (format!("Host = '{KEY}'"), "headers.host"),
        (format!("content-length = '{KEY}'"), "headers.content-length"),
        (format!("apikey = ['{KEY}']"), "headers.apikey"),
        (format!("apikey = '{KEY}\\n'").replace('\'', "\""), "a line break"),
        (format!("apikey = {KEY}"), "line 6"),
    ] {
        std::fs::write(&file, format!("{connector}[connector.a.headers]\n{lines}\n")).expect("written");
        hub.begin(Launch::demo_of(&["culture"]).arg("--config").arg(&file.to_string_lossy()));
        assert!(wait_until(|| !hub.runs(), Duration::from_secs(60)), "it started: {words}");
        let said = hub.said();
        assert!(said.contains(words) && !said.contains(KEY), "{words}: {said}");
    }
}
