//! Promise: a bad source never replaces a good one and says what is wrong; one past its dates is never shown as normal;
//! an address works like a file, and a private one only where the configuration lists it.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use tests_end_to_end::board;
use tests_end_to_end::sample_feed::Shuttle;
use tests_harness::{Hub, Launch, wait_until};

const CLOCK: &str = "2017-03-15T08:30:00+01:00";
const LIMIT: Duration = Duration::from_secs(60);

/// A shuttle between stations of the territory that runs all through 2017.
fn feed(folder: &Path) -> String {
    let file = folder.join("shuttle.zip");
    Shuttle { destination: "Terminus", stations: 3, trains: 60 }.write(&file);
    file.to_str().expect("a path").to_owned()
}

fn launch(source: &str) -> Launch {
    Launch::demo().clock(CLOCK).setting("transport.gtfs", source)
}

fn departures(hub: &Hub) -> usize {
    let answer = hub.browser().get_json(&board::path(&Shuttle::station(0)));
    if answer.status == 200 { board::departures(&answer.json()).map_or(0, |shown| shown.len()) } else { 0 }
}

fn shows_departures(hub: &Hub) -> bool {
    wait_until(|| departures(hub) > 0, LIMIT)
}

/// The last run of the source, once it is there and satisfies the test.
fn last_run(hub: &Hub, is_it: impl Fn(&Value) -> bool) -> Value {
    let mut found = Value::Null;
    let seen = wait_until(
        || {
            let page = hub.browser().get_json("/services/transport").json();
            found = page["page"]["sources"][0]["last_run"].clone();
            is_it(&found)
        },
        LIMIT,
    );
    assert!(seen, "the last run is {found}");
    found
}

#[test]
fn a_broken_timetable_never_replaces_a_good_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut hub = launch(&feed(folder.path())).start();
    assert!(shows_departures(&hub), "{}", hub.said());
    let broken = folder.path().join("broken.zip");
    std::fs::write(&broken, "<html>404</html>").expect("written");
    hub.restart_as(launch(broken.to_str().expect("a path")));
    let run = last_run(&hub, |run| run["outcome"] == "refused");
    assert!(run["reason"].as_str().is_some_and(|reason| reason.contains("feed.zip")), "{run}");
    assert!(departures(&hub) > 0, "the good timetable is gone");
    let home = hub.browser().get("/");
    assert!(home.text.contains("class=\"notice"), "nobody is told: {}", home.start());
}

#[test]
fn a_timetable_past_its_dates_says_so_and_shows_no_train() {
    let folder = tempfile::tempdir().expect("a folder");
    let hub = launch(&feed(folder.path())).clock("2031-01-15T08:30:00+01:00").start();
    last_run(&hub, |run| run["outcome"] == "published");
    let page = hub.browser().get_json(&board::path(&Shuttle::station(0))).json();
    let text = page.to_string();
    assert!(text.contains("\"expired\""), "{text}");
    assert_eq!(departures(&hub), 0);
}

#[test]
fn an_address_is_read_where_the_configuration_allows_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let zip = std::fs::read(feed(folder.path())).expect("the feed");
    let port = serve_file(zip);
    let address = format!("http://127.0.0.1:{port}/feed.zip");
    let hub = launch(&address).start();
    last_run(&hub, |run| run["outcome"] == "refused");
    let logs = hub.command(&["plugin", "logs", "transport"]);
    assert!(logs.stdout.contains("[outbound] private"), "the log does not say what to do: {}", logs.stdout);
    let config = folder.path().join("parvis.toml");
    let text = format!("[outbound]\nprivate = [\"127.0.0.1:{port}\"]\n");
    std::fs::write(&config, text).expect("the configuration");
    drop(hub);
    let hub = launch(&address).arg("--config").arg(config.to_str().expect("a path")).start();
    assert!(shows_departures(&hub), "{}", hub.said());
}

/// Serves the bytes to whoever asks, for as long as the test runs.
fn serve_file(bytes: Vec<u8>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("its address").port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 2048];
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", bytes.len());
            let sent = stream
                .read(&mut request)
                .and_then(|_| stream.write_all(head.as_bytes()))
                .and_then(|()| stream.write_all(&bytes));
            drop(sent);
        }
    });
    port
}
