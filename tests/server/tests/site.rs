//! Promise: the hub answers under its own name, tells its figures to its operator alone, says how it is, and believes only
//! the proxies that it was told of.

use std::process::{Child, Command, Stdio};

use tests_harness::wait_until;
use tests_server::{Configured, Raw, SAFETY};

/// Status of the front page when it is asked for under this name.
fn under(configured: &Configured, host: &str) -> u16 {
    configured.hub.browser().with_header("host", host).get("/").status
}

#[test]
fn another_name_is_not_ours_and_is_told_the_right_one() {
    let configured =
        Configured::bare("[hub]\npublic-url = 'https://hub.example'\nhosts = ['www.hub.example']\n");
    for own in
        ["hub.example", "Hub.Example:443", "www.hub.example", "localhost:8080", "127.0.0.1", "[::1]:80"]
    {
        assert_eq!(under(&configured, own), 200, "{own}");
    }
    let stranger = configured.hub.browser().with_header("host", "evil.example").get("/");
    assert_eq!(stranger.status, 421);
    assert!(stranger.text.contains("href=\"https://hub.example/\""), "{}", stranger.start());
    assert!(stranger.text.contains("lang=\"fr\"") && stranger.text.contains("lang=\"en\""));
    assert!(!stranger.text.contains("evil"), "{}", stranger.start());
    assert!(configured.hub.said().contains("X-Forwarded-Host"), "the operator is told what to do");
    for path in ["/healthz", "/readyz"] {
        let answer = configured.hub.browser().with_header("host", "probe.internal").get(path);
        assert_eq!(answer.status, 200, "{path}");
    }
    let behind =
        Configured::bare("[hub]\npublic-url = 'https://hub.example'\ntrusted-proxies = ['127.0.0.1']\n");
    let rewritten = behind.hub.browser().with_header("x-forwarded-host", "hub.example");
    assert_eq!(
        rewritten.with_header("host", "backend").get("/").status,
        200,
        "a proxy that rewrote the name"
    );
    let form = behind.hub.browser().send(
        "POST",
        "/ici",
        &[
            ("host", "localhost:8080"),
            ("origin", "https://hub.example"),
            ("content-type", "application/x-www-form-urlencoded"),
        ],
        "lieu=gare-issy".into(),
    );
    assert_eq!(form.status, 303, "a form of the hub's own pages: {}", form.start());
}

#[test]
fn over_https_cookies_are_secure_and_the_hubs_alone() {
    let configured = Configured::bare("[hub]\npublic-url = 'https://hub.example'\n");
    let mut browser = configured.hub.browser();
    let form = browser.send(
        "POST",
        "/ici",
        &[("sec-fetch-site", "same-origin"), ("content-type", "application/x-www-form-urlencoded")],
        "lieu=gare-issy".into(),
    );
    let cookie = form.header("set-cookie").unwrap_or_default().to_owned();
    assert!(cookie.starts_with("__Host-ici="), "{cookie}");
    for word in ["Secure", "HttpOnly", "Path=/", "SameSite=Lax"] {
        assert!(cookie.split("; ").any(|part| part == word), "{word}: {cookie}");
    }
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert!(browser.get_json("/").json()["place"].to_string().contains("Issy"));
    let language = configured.hub.browser().get("/?lang=en");
    assert!(language.header("set-cookie").is_some_and(|cookie| cookie.contains("; Secure")));
}

#[test]
fn figures_are_the_operators() {
    let configured =
        Configured::bare("[hub]\nmetrics-from = ['192.0.2.0/24']\ntrusted-proxies = ['127.0.0.1']\n");
    let mut browser = configured.hub.browser();
    browser.get("/");
    browser.get("/nowhere/with/a/secret");
    let figures = browser.get("/metrics");
    assert_eq!(figures.status, 200);
    assert!(figures.header("content-type").is_some_and(|kind| kind.starts_with("text/plain; version=0.0.4")));
    for line in [
        "parvis_http_requests_total{route=\"/\",status=\"2xx\"} 1",
        "parvis_http_requests_total{route=\"none\",status=\"4xx\"} 1",
        "# TYPE parvis_http_request_seconds histogram",
        "parvis_http_refused_total{status=\"503\"} 0",
        "parvis_plugins_enabled 0",
        "process_open_fds ",
    ] {
        assert!(figures.text.contains(line), "{line} is not in\n{}", figures.text);
    }
    assert!(!figures.text.contains("secret") && !figures.text.contains("127.0.0.1"), "{}", figures.text);
    let through =
        |name: &str, value: &str| configured.hub.browser().with_header(name, value).get("/metrics").status;
    assert_eq!(through("x-forwarded-for", "203.0.113.9"), 404, "a visitor through the proxy");
    assert_eq!(through("x-real-ip", "203.0.113.9"), 404);
    assert_eq!(through("x-forwarded-for", "192.0.2.9"), 200, "one who may");
}

#[test]
fn the_hub_says_how_it_is() {
    let configured = Configured::bare("");
    assert_eq!(configured.hub.browser().get("/healthz").text, "ok\n");
    let ready = configured.hub.browser().get("/readyz");
    assert_eq!((ready.status, ready.text.as_str()), (200, "ready\ndatabase=true\nwrite=true\n"));
    assert_eq!(configured.hub.browser().get("/.well-known/security.txt").status, 404, "nobody is named");
    let named = Configured::bare(
        "[hub]\nsecurity-contact = 'mailto:security@hub.example'\npublic-url = 'https://hub.example'\n",
    );
    let file = named.hub.browser().get("/.well-known/security.txt").text;
    for line in [
        "Contact: mailto:security@hub.example\n",
        "Expires: 20",
        "Preferred-Languages: fr, en\n",
        "Canonical: https://hub.example/.well-known/security.txt\n",
    ] {
        assert!(file.contains(line), "{file}");
    }
}

#[test]
fn one_visitor_behind_the_proxy_holds_no_more_than_a_part() {
    let configured =
        Configured::bare("[hub]\ntrusted-proxies = ['127.0.0.1']\n[http]\nrequests-per-address = 1\n");
    let mut line = Raw::to(configured.address());
    for _ in 0..3 {
        line.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 203.0.113.9\r\n\r\n");
        assert!(line.answer().starts_with("HTTP/1.1 200 "), "one after the other");
    }
    assert!(!configured.hub.said().contains("203.0.113.9"), "the address is in no log");
}

#[test]
fn a_hub_that_cannot_write_says_so_and_serves() {
    if Command::new("python3").arg("--version").output().is_err() {
        println!("SKIPPED: python3 is not here, which takes the database's lock");
        return;
    }
    let configured = Configured::bare("");
    let ready = |status: u16, text: &str| {
        let answer = configured.hub.browser().get("/readyz");
        (answer.status, answer.text.as_str()) == (status, text)
    };
    assert!(ready(200, "ready\ndatabase=true\nwrite=true\n"));
    let lock = Lock::take(&configured);
    let noticed = || ready(503, "not ready\ndatabase=true\nwrite=false\n");
    assert!(wait_until(noticed, SAFETY), "it does not notice");
    assert_eq!(configured.hub.browser().get("/").status, 200);
    assert_eq!(configured.hub.browser().get("/healthz").status, 200, "a proxy goes on sending visitors");
    drop(lock);
    assert!(wait_until(|| ready(200, "ready\ndatabase=true\nwrite=true\n"), SAFETY), "it does not recover");
}

/// Another process that keeps the database's lock until this is dropped.
struct Lock(Child);

impl Lock {
    fn take(configured: &Configured) -> Self {
        let words = "import sqlite3, sys, time\n\
            database = sqlite3.connect(sys.argv[1], timeout=30, isolation_level=None)\n\
            database.execute('BEGIN IMMEDIATE')\n\
            time.sleep(600)\n";
        let mut command = Command::new("python3");
        command.args(["-c", words]).arg(configured.hub.data().join("parvis.sqlite")).stdin(Stdio::null());
        Self(command.spawn().expect("python3 starts"))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // An error means that it has ended.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
