//! Promise: pages are the hub's alone, say their language, keep the place private, exist as JSON, and refuse bad
//! input in words.

use serde_json::Value;
use tests_harness::{Hub, Response};

/// Pages that exist in every hub.
const PAGES: [&str; 3] = ["/", "/services", "/services/transport"];

/// The promise of the design, before the map is asked for.
const PAGE_WEIGHT_LIMIT: usize = 100_000;

fn hub() -> Hub {
    Hub::demo(&["--clock", "2017-03-15T08:30:00+01:00"])
}

#[test]
fn every_page_is_strict_and_loads_nothing_from_elsewhere() {
    let hub = hub();
    for path in PAGES.into_iter().chain(["/nowhere"]) {
        let page = hub.browser().get(path);
        let policy = page.header("content-security-policy").unwrap_or_default();
        assert!(
            policy.contains("default-src 'none'") || policy.contains("default-src 'self'"),
            "{path}: {policy}"
        );
        for lax in ["unsafe-inline", "unsafe-eval", "http:", "https:", "*", "data:"] {
            assert!(!policy.contains(lax), "{path}: the policy holds {lax}: {policy}");
        }
        for strict in ["frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
            assert!(policy.contains(strict), "{path}: the policy lacks {strict}: {policy}");
        }
        assert_eq!(page.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert!(page.header("referrer-policy").is_some(), "{path}");
        assert!(page.header("set-cookie").is_none(), "{path} sets a cookie that nobody asked for");
        for address in loaded(&page) {
            assert!(address.starts_with('/') && !address.starts_with("//"), "{path} loads {address}");
        }
        assert!(
            !page.text.contains(" style=\"") && !page.text.contains(" onclick="),
            "{path} has inline code"
        );
    }
}

#[test]
fn every_page_is_light() {
    let hub = hub();
    let mut browser = hub.browser();
    for path in PAGES {
        let page = browser.get(path);
        assert_eq!(page.status, 200, "{path}: {}", page.start());
        let loads: usize = loaded(&page).iter().map(|address| browser.get(address).text.len()).sum();
        let weight = page.text.len() + loads;
        println!("{path}: {} bytes, with what it loads {weight}", page.text.len());
        assert!(weight < PAGE_WEIGHT_LIMIT, "{path} weighs {weight} bytes");
    }
}

/// What a browser loads by itself: pictures, scripts, styles, icons.
fn loaded(page: &Response) -> Vec<String> {
    let linked = page.text.split("<link ").skip(1).filter_map(|rest| rest.split('>').next());
    let hrefs = linked.filter_map(|tag| Some(tag.split_once("href=\"")?.1.split('"').next()?.to_owned()));
    let sources =
        page.text.split(" src=\"").skip(1).filter_map(|rest| rest.split('"').next().map(str::to_owned));
    hrefs.chain(sources).collect()
}

#[test]
fn a_page_with_a_place_is_nobody_elses() {
    let hub = hub();
    let mut browser = hub.browser();
    for choice in
        [("lieu", "gare-issy"), ("lieu", "Gare d'Issy"), ("commune", "92048"), ("commune", "Meudon")]
    {
        let answer = browser.post_form("/ici", &[choice]);
        assert_eq!(
            (answer.status, answer.header("location")),
            (303, Some("/")),
            "{choice:?}: {}",
            answer.start()
        );
        assert!(browser.cookie().is_some(), "{choice:?}");
        let page = browser.get("/");
        assert_eq!(page.header("cache-control"), Some("private, no-store"), "{choice:?}");
        let name = if choice.0 == "lieu" { "Issy" } else { "Meudon" };
        let json = browser.get_json("/").json();
        assert!(json["place"].to_string().contains(name), "{choice:?}: {}", json["place"]);
    }
    browser.post_form("/ici", &[("effacer", "1")]);
    assert_eq!(browser.cookie(), None, "the place is not forgotten");
    assert_eq!(browser.get_json("/").json()["place"], Value::Null);
}

#[test]
fn a_forged_cookie_is_no_place() {
    let hub = hub();
    let mut browser = hub.browser();
    browser.post_form("/ici", &[("lieu", "gare-issy")]);
    let sealed = browser.cookie().expect("a cookie").to_owned();
    let (name, value) = sealed.split_once('=').expect("name=value");
    let turned: String = value.chars().rev().collect();
    for forged in [format!("{name}=x"), format!("{name}={turned}"), format!("{name}=2.2583,48.8198")] {
        let page = hub.browser().with_header("cookie", &forged).get_json("/");
        assert_eq!((page.status, &page.json()["place"]), (200, &Value::Null), "{forged}");
    }
}

#[test]
fn pages_speak_french_first_and_english_when_asked() {
    let hub = hub();
    let french = hub.browser().get("/");
    let english = hub.browser().with_header("accept-language", "en-GB,en;q=0.9").get("/");
    let other = hub.browser().with_header("accept-language", "de").get("/");
    assert!(
        french.text.contains("<html lang=\"fr\"") && french.text.contains("Où êtes-vous"),
        "{}",
        french.start()
    );
    assert!(english.text.contains("<html lang=\"en\"") && !english.text.contains("Où êtes-vous"));
    assert!(other.text.contains("<html lang=\"fr\""));
}

#[test]
fn every_page_exists_as_json() {
    let hub = hub();
    for path in PAGES {
        let page = hub.browser().get_json(path);
        assert_eq!(page.status, 200, "{path}: {}", page.start());
        let kind = page.header("content-type").unwrap_or_default();
        assert!(kind.starts_with("application/json"), "{path}: {kind}");
        assert!(page.json()["title"].is_string(), "{path}: {}", page.start());
        let html = hub.browser().get(path);
        assert!(html.header("content-type").is_some_and(|kind| kind.starts_with("text/html")), "{path}");
        assert!(html.header("vary").is_some_and(|vary| vary.to_lowercase().contains("accept")), "{path}");
    }
}

#[test]
fn bad_input_is_refused_in_words() {
    let hub = hub();
    for path in
        ["/nowhere", "/services/nobody", "/services/transport/arret/nowhere", "/services/transport/%2E%2E/x"]
    {
        refused(&hub.browser().get(path), 404, path);
        let json = hub.browser().get_json(path);
        assert_eq!((json.status, json.json()["kind"].as_str()), (404, Some("error")), "{path}");
    }
    let forms: [&[(&str, &str)]; 6] = [
        &[("lat", "north"), ("lon", "2.2583")],
        &[("lat", "91"), ("lon", "2.2583")],
        &[("lat", "NaN"), ("lon", "2.2583")],
        &[("lat", "48.8198")],
        &[("lieu", "nowhere at all")],
        &[("commune", "00000")],
    ];
    for form in forms {
        let mut browser = hub.browser();
        refused(&browser.post_form("/ici", form), 400, &format!("{form:?}"));
        assert_eq!(browser.cookie(), None, "{form:?} left a cookie");
    }
}

/// A refusal that a resident can read, which says nothing of the hub's inside.
fn refused(page: &Response, status: u16, what: &str) {
    assert_eq!(page.status, status, "{what}: {}", page.start());
    assert!(page.text.contains("<h1"), "{what}: {}", page.start());
    for inside in ["panicked", "Error(", "Err(", ".rs:", "sqlx", "wasm"] {
        assert!(!page.text.contains(inside), "{what} says {inside}");
    }
}

#[test]
fn another_site_can_neither_set_the_place_nor_lead_away() {
    let hub = hub();
    let evil = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    let answer = hub.browser().send("POST", "/ici", &evil, "lieu=gare-issy".into());
    assert_eq!((answer.status, answer.header("set-cookie")), (403, None));
    for back in ["//evil.example/x", "https://evil.example", "/\\evil.example"] {
        let answer = hub.browser().post_form("/ici", &[("lieu", "gare-issy"), ("retour", back)]);
        let location = answer.header("location").unwrap_or_default();
        assert!(location.starts_with('/') && !location.starts_with("//"), "{back} leads to {location}");
    }
}
