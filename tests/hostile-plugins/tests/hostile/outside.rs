//! A refresh reaches for the inside, and for servers that answer badly: what is refused is refused before a packet, what is
//! endless is cut, and the operator sees what was carried out.

use std::time::Duration;

use serde_json::Value;
use tests_harness::wait_until;
use tests_hostile_plugins::of_guest;

use crate::every::every;
use crate::hostile_hub::{HostileHub, reasons_in};
use crate::oracle::{self, BUSY, Holds};
use crate::outside_table::{CARRIED_OUT, FORBIDDEN, Request, hosts, requests};
use crate::web_server::WebServer;

/// Every request, three of which take a second.
const ROUND: Duration = Duration::from_secs(20);
const ROUNDS: usize = 10;
const AGAIN: &str = "outbound:again.example";
/// Bodies of a few megabytes, so that an endless one ends soon.
const CONFIG: &str = "";

#[test]
fn what_a_plugin_asks_of_the_outside_is_held_to_its_bounds() {
    let (listed, unlisted) = (WebServer::start(), WebServer::start());
    let all = requests(&listed.host, unlisted.port());
    let mut hostile = hub(&listed, &unlisted, &all);
    let mut last = ended(&mut hostile, &all, &Value::Null);
    for round in 1..=ROUNDS {
        let before = (round == 2).then(|| Holds::of(&hostile));
        let change = if round % 2 == 0 { "revoke" } else { "grant" };
        let output = hostile.hub.command(&["plugin", change, "outside", AGAIN]);
        assert_eq!(output.code, Some(0), "{}", output.stderr);
        last = ended(&mut hostile, &all, &last);
        every(&all, |request| ended_as_it_must(request, &last));
        if let Some(before) = before {
            oracle::memory_is_back(&hostile, &before, 0, "requests to the outside");
            oracle::nothing_stays_open(&hostile, &before, "requests to the outside");
        }
    }
    the_log_names_each(&hostile, &all);
    assert_eq!(unlisted.requests(), Vec::<String>::new(), "the inside was reached");
    forbidden_headers_stay_here(&listed);
    what_was_carried_out_is_counted(&hostile, &listed);
}

fn hub(listed: &WebServer, unlisted: &WebServer, all: &[Request]) -> HostileHub {
    let private = format!("[outbound]\nprivate = [\"{}\"]\n", listed.host);
    let mut hostile = HostileHub::start(&format!("{CONFIG}{private}"));
    let mut hosts = hosts(&listed.host, unlisted.port());
    hosts.push("again.example".to_owned());
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    hostile.install_guest("outside", &of_guest("outside", &hosts, &[]));
    let list = hostile.folder().join("list.txt");
    let lines = all.iter().map(|request| {
        let fixed = format!("{}\t{}\t{}", request.name, request.url, request.timeout_ms);
        request.headers.iter().fold(fixed, |line, header| format!("{line}\t{header}"))
    });
    std::fs::write(&list, lines.collect::<Vec<_>>().join("\n")).expect("the list");
    hostile.restart_with(&[("outside.list", &list.display().to_string())]);
    hostile
}

/// Waits for a run that is not the last one, while the neighbours are watched.
fn ended(hostile: &mut HostileHub, all: &[Request], last: &Value) -> Value {
    let mut run = Value::Null;
    let has_ended = || {
        oracle::neighbours_answer_at_once(hostile, "requests to the outside");
        run = hostile.inspected("outside")["sources"][0]["last_run"].clone();
        run != *last && run["lines"].as_array().is_some_and(|lines| lines.len() == all.len())
    };
    let has_ended = wait_until(has_ended, ROUND * BUSY);
    oracle::the_process_is_the_same(hostile, "requests to the outside");
    assert!(has_ended, "no run has all {} requests: {run}", all.len());
    run
}

fn ended_as_it_must(request: &Request, run: &Value) {
    let lines = run["lines"].as_array().expect("remarks");
    let line = lines.iter().find(|line| line["file"] == request.name.as_str()).expect("a remark on each");
    let told = line["reason"].as_str().unwrap_or_default();
    assert!(told.contains(request.told), "{request:?}: {told}");
}

/// Point (f): every request that failed has a line of its own in every run, in their order.
fn the_log_names_each(hostile: &HostileHub, all: &[Request]) {
    // Lines are stored every second.
    std::thread::sleep(Duration::from_millis(1_500));
    let said = reasons_in(&hostile.logs("outside"), "outside", "sync ask");
    let failed: Vec<&Request> = all.iter().filter(|request| !request.told.starts_with("200")).collect();
    assert_eq!(said.len() % failed.len(), 0, "{} lines for {} requests", said.len(), failed.len());
    for (line, request) in said.iter().zip(failed.iter().cycle()) {
        assert!(line.contains(request.logged), "{}: {:?} is not in {line}", request.name, request.logged);
        assert!(!line.contains(char::is_control) && !line.contains("/etc/passwd"), "{line}");
    }
}

fn forbidden_headers_stay_here(listed: &WebServer) {
    let requests = listed.requests();
    let request = requests.iter().find(|request| request.starts_with("GET /headers")).expect("the request");
    let request = request.to_ascii_lowercase();
    let (passed, forbidden) = (FORBIDDEN[0], &FORBIDDEN[1..]);
    assert!(request.contains(passed), "{request}");
    for header in forbidden {
        assert!(!request.contains(&header.to_ascii_lowercase()), "{header} in {request}");
    }
    assert!(
        !requests.iter().any(|request| request.starts_with("GET /never")),
        "a header with a line break left"
    );
}

/// A refresh holds nothing of a visitor; what it sends in addresses is counted for the operator.
fn what_was_carried_out_is_counted(hostile: &HostileHub, listed: &WebServer) {
    let grant = format!("outbound:{}", listed.host);
    let counted = || {
        let outside = hostile.inspected("outside")["outside"].as_array().cloned().unwrap_or_default();
        let line = outside.into_iter().find(|line| line["grant"] == grant.as_str());
        line.is_some_and(|line| line["sent_bytes"].as_u64().unwrap_or(0) >= (CARRIED_OUT * ROUNDS) as u64)
    };
    assert!(wait_until(counted, Duration::from_secs(5)), "{}", hostile.inspected("outside")["outside"]);
}
