//! Promise: a visitor's place and address are in no log, table or page address; the cookie says nothing.

use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use tests_harness::{Browser, Hub, Launch, Response};

/// In the forest of Meudon, far from every station and public place, so that its digits are the visitor's alone.
const LATITUDE: f64 = 48.7913;
const LONGITUDE: f64 = 2.2193;
/// The same as text, whole or rounded: these are its beginnings.
const DIGITS: [&str; 3] = ["48.791", "2.2193", "2.219"];
/// What a proxy in front of the hub would say of the visitor.
const FORWARDED: &str = "203.0.113.77";

/// The visit: every page that a resident reaches, with the place chosen, in both languages. All answers.
fn visit(browser: &mut Browser) -> Vec<Response> {
    let (lat, lon) = (LATITUDE.to_string(), LONGITUDE.to_string());
    let mut answers = vec![browser.get("/"), browser.post_form("/ici", &[("lat", &lat), ("lon", &lon)])];
    let mut todo = vec!["/".to_owned(), "/services".to_owned(), "/?lang=en".to_owned()];
    let mut seen = Vec::new();
    while let Some(path) = todo.pop() {
        // The live stream never ends.
        if seen.contains(&path) || seen.len() >= 60 || path.starts_with("/live") {
            continue;
        }
        let page = browser.get(&path);
        todo.extend(page.addresses().into_iter().filter(|address| address.starts_with('/')));
        answers.push(page);
        answers.push(browser.get_json(&path));
        seen.push(path);
    }
    assert!(seen.len() >= 5, "the visit saw only {seen:?}");
    answers.push(browser.post_form("/ici", &[("lat", "48.7913 north"), ("lon", &lon)]));
    answers
}

fn visited() -> (Hub, Vec<Response>) {
    let hub = Launch::demo().log("trace").start();
    let before = hits(&hub.data());
    assert!(
        before.is_empty(),
        "already there before the visit: {before:?}; if these are digits, choose another place"
    );
    let forwarded =
        [("x-forwarded-for", FORWARDED), ("forwarded", "for=203.0.113.77"), ("x-real-ip", FORWARDED)];
    let mut browser =
        forwarded.iter().fold(hub.browser(), |browser, (name, value)| browser.with_header(name, value));
    let answers = visit(&mut browser);
    (hub, answers)
}

#[test]
fn neither_place_nor_address_is_in_logs_or_database_or_page_addresses() {
    let (mut hub, answers) = visited();
    let addresses = answers.iter().flat_map(|answer| {
        answer.header("location").map(str::to_owned).into_iter().chain(answer.addresses())
    });
    for address in addresses {
        let held = DIGITS.iter().find(|digits| address.contains(**digits));
        assert!(held.is_none(), "the page address {address} holds the place");
    }
    // While it runs (the write-ahead log), and after it has stopped (what was flushed).
    for _ in 0..2 {
        let found = hits(&hub.data());
        assert!(found.is_empty(), "in the data folder: {found:?}");
        let said = hub.said();
        for word in DIGITS.iter().chain(&["127.0.0.1", FORWARDED]) {
            let own = |line: &&str| line.starts_with("Parvis listens on ");
            let line = said.lines().filter(|line| !own(line)).find(|line| holds(line, word));
            assert!(line.is_none(), "the log holds {word}: {}", line.unwrap_or_default());
        }
        hub.restart();
    }
}

#[test]
fn the_cookie_is_opaque() {
    let hub = Hub::demo(&[]);
    let (lat, lon) = (LATITUDE.to_string(), LONGITUDE.to_string());
    let seal = || {
        let mut browser = hub.browser();
        let answer = browser.post_form("/ici", &[("lat", &lat), ("lon", &lon)]);
        (
            browser.cookie().expect("a cookie").to_owned(),
            answer.header("set-cookie").unwrap_or_default().to_owned(),
        )
    };
    let ((first, attributes), (second, _)) = (seal(), seal());
    assert_ne!(first, second, "two seals of one place are alike: a cookie could be recognised");
    let length = |cookie: &str| value(cookie).len();
    assert_eq!(length(&first), length(&second));
    let mut browser = hub.browser();
    browser.post_form("/ici", &[("lieu", "hopital-quatre-villes")]);
    let named = browser.cookie().expect("a cookie");
    assert_eq!(length(&first), length(named), "the length tells a name from a position");
    for attribute in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(attributes.contains(attribute), "{attributes} lacks {attribute}");
    }
    let value = value(&first);
    let bare = value.trim_end_matches('=').as_bytes();
    let decoded = [STANDARD_NO_PAD.decode(bare), URL_SAFE_NO_PAD.decode(bare)].into_iter().flatten();
    for bytes in decoded.chain([value.clone().into_bytes()]) {
        assert!(needles().iter().all(|needle| !contains(&bytes, needle)), "{value} can be read");
    }
}

/// The sealed value of a cookie, as it was before it was written into a header.
fn value(cookie: &str) -> String {
    let (_, value) = cookie.split_once('=').expect("name=value");
    value.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=")
}

/// The place in the spellings that a database or a cookie could keep: digits, and binary numbers of both byte orders.
fn needles() -> Vec<Vec<u8>> {
    let rounded = |degrees: f64| (degrees * 1000.0).round() / 1000.0;
    let mut needles = Vec::new();
    for number in [LATITUDE, LONGITUDE, rounded(LATITUDE), rounded(LONGITUDE)] {
        needles.extend([
            number.to_string().into_bytes(),
            number.to_le_bytes().into(),
            number.to_be_bytes().into(),
        ]);
    }
    needles
}

/// Files below the folder that hold the place or a visitor's address, with what they hold.
fn hits(folder: &Path) -> Vec<String> {
    let mut needles = needles();
    needles.extend([b"127.0.0.1".to_vec(), FORWARDED.into()]);
    let mut found = Vec::new();
    for file in files(folder) {
        let bytes = std::fs::read(&file).unwrap_or_default();
        let held = needles.iter().filter(|needle| contains(&bytes, needle));
        found.extend(held.map(|needle| format!("{}: {}", file.display(), String::from_utf8_lossy(needle))));
    }
    found
}

/// True if the line holds this text and it is not a duration such as `2.219ms`.
fn holds(line: &str, text: &str) -> bool {
    line.split(text).skip(1).any(|rest| {
        let unit = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        !["ms", "µs", "ns", "s"].iter().any(|name| unit.starts_with(name))
    })
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("folder").flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn the_search_finds_every_spelling() {
    assert!(holds("at=2.2193,48.7913", "2.219") && holds("lat: 48.791", "48.791"));
    assert!(!holds("elapsed=2.2193ms", "2.219") && !holds("quiet", "2.219"));
    let folder = tempfile::tempdir().expect("folder");
    std::fs::create_dir(folder.path().join("deep")).expect("folder");
    for needle in needles().into_iter().chain([FORWARDED.into()]) {
        let planted = [b"x".to_vec(), needle.clone(), b"y".to_vec()].concat();
        std::fs::write(folder.path().join("deep/hub.db"), planted).expect("file");
        assert!(!hits(folder.path()).is_empty(), "{needle:?} is not found");
    }
}
