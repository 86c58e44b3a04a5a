//! Promise: a source is asked once for all residents and not again while it has not changed; one that fails keeps what it
//! brought, shows its age, says why, and is tried again soon; nothing it answers hurts the hub.

use std::time::Duration;

use serde_json::Value;
use tests_connectors::{Answer, ConnectedHub, Source};
use tests_harness::wait_until;

const CLOCK: &str = "2026-11-26T10:00:00+01:00";

fn calendar(title: &str) -> Vec<u8> {
    format!(
        "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261126T170000Z\r\nSUMMARY:{title}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    .into_bytes()
}

fn configuration(source: &Source, lines: &str) -> String {
    format!(
        "[outbound]\nprivate = ['{}']\n[connector.agenda]\nplugin = 'culture'\ntask = 'ical'\nsource = '{}'\nevery-s = 10\n{lines}",
        source.host(),
        source.url()
    )
}

fn outcome(wanted: &'static str) -> impl Fn(&Value) -> bool {
    move |run| run["outcome"] == wanted
}

fn listed(hub: &ConnectedHub) -> Vec<String> {
    let titles = hub.titles("/services/culture/aujourd-hui", "evenements");
    titles.into_iter().filter(|title| title.contains("Bal")).collect()
}

#[test]
fn an_unchanged_source_is_not_sent_again() {
    let source = Source::start(Answer::good(calendar("Bal"), "one"));
    let hub = ConnectedHub::start(&["culture"], &configuration(&source, ""), &[], CLOCK);
    hub.state("agenda", outcome("published"));
    hub.state("agenda", outcome("unchanged"));
    let asked = source.asked();
    assert!(asked.unchanged >= 1 && asked.conditional == asked.unchanged, "{asked:?}");
    assert_eq!(asked.requests - asked.unchanged, 1, "sent whole more than once: {asked:?}");
    source.answer(Answer::good(calendar("Bal masqué"), "two"));
    assert!(wait_until(|| listed(&hub) == ["Bal masqué"], Duration::from_secs(60)), "{:?}", listed(&hub));
    // Visitors ask the hub, never the source.
    let before = source.asked().requests;
    (0..50).for_each(|_| drop(hub.hub.browser().get("/services/culture/aujourd-hui")));
    assert!(source.asked().requests <= before + 2);
}

#[test]
fn a_source_that_misbehaves_keeps_what_it_brought() {
    let source = Source::start(Answer::good(calendar("Bal"), "one"));
    let mut hub =
        ConnectedHub::start(&["culture"], &configuration(&source, "promise-s = 3600\n"), &[], CLOCK);
    hub.state("agenda", outcome("published"));
    let misdeeds: [(Answer, &str); 8] = [
        (Answer::Status(500), "status 500"),
        (Answer::Status(404), "nothing at the address"),
        (Answer::Cut(calendar(&"x".repeat(10_000))), "127.0.0.1"),
        (Answer::Redirect("http://169.254.169.254/latest".into()), "169.254.169.254"),
        (Answer::Redirect("http://127.0.0.1:1/".into()), "127.0.0.1:1"),
        (Answer::Bomb, "more than"),
        (Answer::good("<html>Bonjour</html>", "three"), "a web page"),
        (Answer::good("Bonjour", "four"), "no iCalendar file"),
    ];
    for (misdeed, words) in misdeeds {
        source.answer(misdeed.clone());
        // A restart with another day: due at once, and nothing of before is asked about.
        hub.restart(
            &configuration(
                &source,
                &format!("promise-s = 3600\n[connector.agenda.settings]\ndays = {}\n", words.len() + 5),
            ),
            CLOCK,
        );
        let told = |run: &Value| {
            run["outcome"] == "refused" && run["reason"].as_str().is_some_and(|reason| reason.contains(words))
        };
        let state = hub.state("agenda", told);
        println!("{words}: {}", state["last_run"]["reason"]);
        assert_eq!(listed(&hub), ["Bal"], "{misdeed:?}: what was good is gone");
        assert!(hub.hub.runs());
    }
    let home = hub.hub.browser().get("/");
    assert!(home.text.contains("class=\"notice"), "nobody is told");
}

#[test]
fn one_slow_source_keeps_no_other_waiting() {
    let slow = Source::start(Answer::Slow(Duration::from_secs(45)));
    let source = Source::start(Answer::good(calendar("Bal"), "one"));
    let hosts = format!("[outbound]\nprivate = ['{}', '{}']\n", slow.host(), source.host());
    let one = |name: &str, source: &Source| {
        format!("[connector.{name}]\nplugin = 'culture'\ntask = 'ical'\nsource = '{}'\n", source.url())
    };
    let configuration = format!("{hosts}{}{}", one("a-slow", &slow), one("b-quick", &source));
    let hub = ConnectedHub::start(&["culture"], &configuration, &[], CLOCK);
    let begun = std::time::Instant::now();
    hub.state("b-quick", outcome("published"));
    let took = begun.elapsed();
    assert!(slow.asked().requests > 0, "the slow one was not asked yet");
    assert!(took < Duration::from_secs(40), "it waited for the slow one: {took:?}");
}
