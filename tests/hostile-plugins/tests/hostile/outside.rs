//! A refresh reaches for the inside, and for servers that answer badly: what is refused is refused before a packet, what is
//! endless is cut, and the operator sees what was carried out.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;
use tests_harness::wait_until;
use tests_hostile_plugins::of_guest;

use crate::every::every;
use crate::hostile_hub::{HostileHub, reasons_in};
use crate::limits::low_outbound;
use crate::oracle::{self, BUSY, Holds};
use crate::outside_table::{CARRIED_OUT, FORBIDDEN, Request, hosts, requests};
use crate::web_server::WebServer;

/// Every request, three of which take a second.
const ROUND: Duration = Duration::from_secs(20);
const ROUNDS: usize = 10;
/// Taking or giving this grant begins a round.
const AGAIN: &str = "outbound:again.example";

/// The last run of each task.
type Runs = BTreeMap<String, Value>;

#[test]
fn what_a_plugin_asks_of_the_outside_is_held_to_its_bounds() {
    let (listed, unlisted) = (WebServer::start(), WebServer::start());
    let all = requests(&listed.host, unlisted.port());
    let mut hostile = hub(&listed, &unlisted, &all);
    let mut last = ended(&mut hostile, &all, &Runs::new());
    last = another_round(&mut hostile, &all, 0, &last);
    let before = Holds::of(&hostile);
    for round in 1..=ROUNDS {
        last = another_round(&mut hostile, &all, round, &last);
        every(&all, |request| ended_as_it_must(request, &last[request.task()]));
    }
    oracle::memory_is_back(&hostile, &before, 0, "requests to the outside");
    oracle::nothing_stays_open(&hostile, &before, "requests to the outside");
    the_log_names_each(&hostile, &all);
    assert_eq!(unlisted.requests(), Vec::<String>::new(), "the inside was reached");
    forbidden_headers_stay_here(&listed);
    what_was_carried_out_is_counted(&hostile, &listed);
}

fn hub(listed: &WebServer, unlisted: &WebServer, all: &[Request]) -> HostileHub {
    let mut hostile = HostileHub::start(&low_outbound(&listed.host));
    let mut hosts = hosts(&listed.host, unlisted.port());
    hosts.push("again.example".to_owned());
    let hosts: Vec<&str> = hosts.iter().map(String::as_str).collect();
    let tasks: BTreeSet<&str> = all.iter().map(Request::task).collect();
    let tasks: Vec<&str> = tasks.into_iter().collect();
    hostile.install_guest("outside", &of_guest("outside", &hosts, &tasks));
    let list = hostile.folder().join("list.txt");
    let lines = all.iter().map(|request| {
        let Request { name, url, timeout_ms, headers, .. } = request;
        let fixed = format!("{}\t{name}\t{url}\t{timeout_ms}", request.task());
        headers.iter().fold(fixed, |line, header| format!("{line}\t{header}"))
    });
    std::fs::write(&list, lines.collect::<Vec<_>>().join("\n")).expect("the list");
    hostile.restart_with(&[("outside.list", &list.display().to_string())]);
    hostile
}

fn another_round(hostile: &mut HostileHub, all: &[Request], round: usize, last: &Runs) -> Runs {
    // What is installed has every grant.
    let change = if round.is_multiple_of(2) { "revoke" } else { "grant" };
    let output = hostile.hub.command(&["plugin", change, "outside", AGAIN]);
    assert_eq!(output.code, Some(0), "{}", output.stderr);
    ended(hostile, all, last)
}

/// Waits until every task has a run that is not the last one, while the neighbours are watched.
fn ended(hostile: &mut HostileHub, all: &[Request], last: &Runs) -> Runs {
    let mut runs = Runs::new();
    let has_ended = || {
        oracle::neighbours_answer_at_once(hostile, "requests to the outside");
        let sources = hostile.inspected("outside")["sources"].as_array().cloned().unwrap_or_default();
        let run = |source: &Value| {
            (source["name"].as_str().unwrap_or_default().to_owned(), source["last_run"].clone())
        };
        runs = sources.iter().map(run).collect();
        all.iter().map(Request::task).all(|task| runs.contains_key(task) && runs.get(task) != last.get(task))
    };
    let has_ended = wait_until(has_ended, ROUND * BUSY);
    oracle::the_process_is_the_same(hostile, "requests to the outside");
    assert!(has_ended, "a task has no new run: {:?}", runs.keys());
    runs
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
    let lines = hostile.logs("outside");
    let failed: Vec<&Request> = all.iter().filter(|request| !request.told.starts_with("200")).collect();
    every(&failed, |request| {
        let task = request.task();
        let of_task: Vec<&&Request> = failed.iter().filter(|other| other.task() == task).collect();
        let said = reasons_in(&lines, "outside", &format!("sync {task}"));
        assert_eq!(
            said.len(),
            of_task.len() * (ROUNDS + 2),
            "{task}: {:?}",
            said.iter().take(3).collect::<Vec<_>>()
        );
        let at = of_task.iter().position(|other| other.name == request.name).expect("one of them");
        for line in said.iter().skip(at).step_by(of_task.len()) {
            assert!(line.contains(request.logged), "{}: {:?} is not in {line}", request.name, request.logged);
            assert!(!line.contains(char::is_control) && !line.contains("/etc/passwd"), "{line}");
        }
    });
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
