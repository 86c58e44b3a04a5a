//! Promise: an operator can stop the hub, change its keys and see whether it can run, without cutting anybody off.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use serde_json::Value;
use tests_harness::{binary, wait_until, workspace};
use tests_server::{Configured, Crowd, Raw, SAFETY};

#[test]
fn told_to_stop_it_ends_what_has_begun_and_does_not_wait_for_the_idle() {
    let mut configured = Configured::bare("");
    let address = configured.address().to_owned();
    let mut idle = Crowd::idle(&address, 50);
    let mut begun = Raw::to(&address);
    begun.send("GET / HTTP/1.1\r\nHost: local");
    // It has read the beginning once it has answered what was sent after it.
    Raw::to(&address).ask("/healthz");
    let told = Instant::now();
    let pid = Pid::from_raw(i32::try_from(configured.hub.pid()).expect("a number")).expect("a process");
    kill_process(pid, Signal::TERM).expect("told");
    assert!(idle.ends().iter().all(String::is_empty), "idle connections are closed");
    begun.send("host\r\n\r\n");
    let answer = begun.rest();
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("connection: close"), "{answer}");
    assert!(wait_until(|| !configured.hub.runs(), SAFETY), "it does not end");
    println!("stopped after {:?}", told.elapsed());
}

#[test]
fn a_rotated_key_forgets_no_visitor_and_a_second_one_forgets_the_first() {
    let configured = Configured::bare("");
    let key = configured.hub.data().join("cookie.key");
    assert_eq!(mode(&key), 0o600);
    let mut browser = configured.hub.browser();
    browser.post_form("/ici", &[("lieu", "gare-issy")]);
    let old = browser.cookie().expect("a cookie").to_owned();
    let known = |cookie: &str| {
        let page = configured.hub.browser().with_header("cookie", cookie).get_json("/");
        !page.json()["place"].is_null()
    };
    let rotate = |more: &[&str]| {
        let before = std::fs::read(&key).expect("key");
        let output = configured.hub.command(&[&["key", "rotate"], more].concat());
        assert!(output.success(), "{}", output.stderr);
        assert_ne!(std::fs::read(&key).expect("key"), before);
        assert_eq!(mode(&key), 0o600);
    };
    let heard = |times: usize| {
        let said = || configured.hub.said().matches("sealed with a new key").count() >= times;
        assert!(wait_until(said, Duration::from_secs(5)), "{}", configured.hub.said());
    };
    rotate(&[]);
    heard(1);
    assert!(known(&old), "the old key still opens");
    let mut later = configured.hub.browser();
    later.post_form("/ici", &[("lieu", "gare-issy")]);
    let new = later.cookie().expect("a cookie").to_owned();
    rotate(&[]);
    assert!(wait_until(|| !known(&old), Duration::from_secs(5)), "it opens after a second rotation");
    assert!(known(&new), "the one before still opens");
    rotate(&["--at-once"]);
    assert!(wait_until(|| !known(&new), Duration::from_secs(5)), "it opens after one at once");
}

#[test]
fn a_key_that_others_can_read_is_mended_with_a_word() {
    let mut configured = Configured::bare("");
    let key = configured.hub.data().join("cookie.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).expect("rights");
    configured.hub.restart();
    assert_eq!(mode(&key), 0o600);
    assert!(configured.hub.said().contains("others could read this secret"), "{}", configured.hub.said());
}

fn mode(file: &Path) -> u32 {
    file.metadata().expect("file").permissions().mode() & 0o777
}

/// What the doctor finds about a part, and how the command ends.
fn doctor(configured: &Configured) -> (Option<i32>, Value) {
    let file = configured.file.display().to_string();
    let listen = configured.address().to_owned();
    let output = configured.hub.command(&["doctor", "--json", "--config", &file, "--listen", &listen]);
    (
        output.code,
        serde_json::from_str(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", output.stderr)),
    )
}

fn state(findings: &Value, part: &str) -> String {
    let all = findings.as_array().expect("a list");
    let of_part = all.iter().filter(|finding| finding["part"] == part);
    of_part.map(|finding| finding["state"].as_str().unwrap_or_default()).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_doctor_says_what_is_wrong_and_what_to_do() {
    let configured = Configured::start("[http]\nconnections = 100\n");
    let (code, well) = doctor(&configured);
    for part in ["database", "plugins", "open files", "clock", "address"] {
        assert_eq!(state(&well, part), "ok", "{part}: {well}");
    }
    assert_eq!(state(&well, "keys"), "ok ok", "that of cookies and that of native code: {well}");
    assert_eq!(state(&well, "configuration"), "warn warn", "no territory, no public address: {well}");
    assert!(
        code == Some(1) || state(&well, "kernel") != "ok" || state(&well, "disk") != "ok",
        "{code:?}: {well}"
    );
    let sick = Configured::bare("");
    let key = sick.hub.data().join("cookie.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o640)).expect("rights");
    std::fs::write(&sick.file, "[http]\nconnections = 0\n").expect("configuration");
    let (code, ill) = doctor(&sick);
    assert_eq!(code, Some(2), "{ill}");
    assert_eq!((state(&ill, "keys").as_str(), state(&ill, "database").as_str()), ("fail ok", "ok"), "{ill}");
    assert!(state(&ill, "configuration").starts_with("fail"), "{ill}");
    let advised = ill.as_array().expect("a list").iter().filter(|finding| finding["state"] != "ok");
    for finding in advised {
        assert!(finding["advice"].as_str().is_some_and(|advice| !advice.is_empty()), "{finding}");
    }
}

#[test]
fn the_unit_is_one_that_systemd_takes() {
    if Command::new("systemd-analyze").arg("--version").output().is_err() {
        println!("SKIPPED: systemd-analyze is not here");
        return;
    }
    let unit = workspace().join("host/server/systemd/parvis.service");
    let text = std::fs::read_to_string(&unit).expect("the unit");
    let folder = tempfile::tempdir().expect("folder");
    // The program is not installed where the unit expects it.
    let here = text.replace("/usr/local/bin/parvis", &binary().display().to_string());
    assert_ne!(here, text);
    let file = folder.path().join("parvis.service");
    std::fs::write(&file, here).expect("written");
    let verified = Command::new("systemd-analyze").arg("verify").arg(&file).output().expect("it runs");
    let said = String::from_utf8_lossy(&verified.stderr);
    let about_us: Vec<&str> = said.lines().filter(|line| line.contains("parvis")).collect();
    assert!(about_us.is_empty(), "{said}");
}
