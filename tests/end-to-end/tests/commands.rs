//! Promise: commands change a running hub within a second, answer in JSON where they print data, and say what to do when
//! something is wrong.

use std::time::{Duration, Instant};

use serde_json::Value;
use tests_harness::{Hub, wait_until};

/// Five times the second that is promised.
const HEARD: Duration = Duration::from_secs(5);

fn json(hub: &Hub, args: &[&str]) -> Value {
    let output = hub.command(args);
    assert!(output.success(), "{args:?}: {}", output.stderr);
    serde_json::from_str(&output.stdout)
        .unwrap_or_else(|error| panic!("{args:?}: {error}: {}", output.stdout))
}

fn status(hub: &Hub) -> u16 {
    hub.browser().get("/services/transport/").status
}

#[test]
fn a_running_hub_hears_of_a_command() {
    let hub = Hub::demo(&[]);
    assert_eq!(status(&hub), 200);
    assert!(hub.command(&["plugin", "disable", "transport"]).success());
    assert!(wait_until(|| status(&hub) == 404, HEARD), "it is still called after {HEARD:?}");
    assert_eq!(hub.browser().get("/").status, 200);
    assert!(hub.command(&["plugin", "enable", "transport"]).success());
    assert!(wait_until(|| status(&hub) == 200, HEARD), "it is not back after {HEARD:?}");
}

#[test]
fn a_revoked_power_degrades_a_page_and_never_breaks_it() {
    let hub = Hub::demo(&[]);
    let lines = |hub: &Hub| hub.browser().get("/services/transport/").addresses();
    let mut line = String::new();
    let found = wait_until(
        || match lines(&hub).into_iter().find(|address| address.contains("/ligne/")) {
            Some(address) => {
                line = address;
                true
            }
            None => false,
        },
        HEARD * 6,
    );
    assert!(found, "no line is shown: {}", hub.said());
    let title = |hub: &Hub| hub.browser().get_json(&line).json()["page"]["view"]["title"].clone();
    let before = title(&hub);
    assert!(hub.command(&["plugin", "revoke", "transport", "read:lines"]).success());
    assert!(wait_until(|| title(&hub) != before, HEARD), "the page still reads lines");
    assert_eq!(hub.browser().get(&line).status, 200);
    assert!(hub.command(&["plugin", "grant", "transport", "read:lines"]).success());
    assert!(wait_until(|| title(&hub) == before, HEARD), "the page is not back");
}

#[test]
fn data_is_printed_as_json() {
    let hub = Hub::demo(&[]);
    let listed = json(&hub, &["plugin", "list", "--json"]);
    let names: Vec<&Value> =
        listed.as_array().expect("a list").iter().map(|plugin| &plugin["name"]).collect();
    assert!(names.iter().any(|name| *name == "transport"), "{names:?}");
    let inspected = json(&hub, &["plugin", "inspect", "transport", "--json"]);
    let imports = inspected["component"]["imports"].as_array().expect("imports");
    assert!(imports.iter().any(|import| import == "publication"), "{imports:?}");
    assert!(inspected["limits"]["view"]["cpu-ms"].as_u64().is_some_and(|ms| ms > 0));
    assert!(json(&hub, &["plugin", "logs", "--json"]).is_array());
}

#[test]
fn mistakes_are_answered_with_what_to_do() {
    let hub = Hub::demo(&[]);
    let refused = |args: &[&str], advice: &str| {
        let output = hub.command(args);
        assert!(!output.success(), "{args:?} was taken");
        assert!(output.stderr.contains(advice), "{args:?}: {}", output.stderr);
    };
    refused(&["plugin", "enable", "transprot"], "installed: transport");
    refused(&["plugin", "grant", "transport", "fly:home"], "read:COLLECTION");
    refused(&["plugin", "grant", "transport", "read:events"], "it asks for");
    refused(&["plugin", "revoke", "transport", "read:events"], "never granted");
    refused(&["plugin", "install", "/nowhere/x.wasm"], "cannot be read");
}

#[test]
fn a_second_start_is_quick() {
    let mut hub = Hub::demo(&[]);
    let transport_shows = |hub: &Hub| hub.browser().get("/services/transport/gares").text.contains("/arret/");
    assert!(wait_until(|| transport_shows(&hub), HEARD * 6), "{}", hub.said());
    let started = Instant::now();
    hub.restart();
    assert!(transport_shows(&hub), "the timetable is not there when the address is printed");
    let took = started.elapsed();
    println!("a second start: {took:?}");
    assert!(took < Duration::from_secs(10), "five times the two seconds that are promised: {took:?}");
}
