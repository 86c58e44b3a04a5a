//! Promise: a resident asks once and sees every service's answer, nearest first; search forgives accents and mistakes; what
//! leaves the hub is open, names public places alone, and is read by other programs.

use serde_json::Value;
use tests_connectors::{ConnectedHub, open_and_lent};

const CLOCK: &str = "2026-11-26T10:00:00+01:00";
const NASTY: &[u8] =
    b"nom;lat;lon\n=HYPERLINK(1);48.8230;2.2695\n\"Mus\xC3\xA9e & <jardin>\";48.8231;2.2696\n";

fn hub() -> ConnectedHub {
    let configuration = open_and_lent("a.csv");
    let hub = ConnectedHub::start(
        &["culture", "solidarite", "transport"],
        &configuration,
        &[("a.csv", NASTY)],
        CLOCK,
    );
    for connector in ["ouvert", "prete", "agenda-exemple", "services-exemple", "lieux-exemple"] {
        hub.state(connector, |run| run["outcome"] == "published");
    }
    hub.wait_for_timetable();
    hub
}

fn found(page: &Value) -> Vec<(String, String, f64)> {
    let all = page["page"]["found"].as_array().cloned().unwrap_or_default();
    let one = |item: &Value| {
        let details = item["details"].as_array().cloned().unwrap_or_default();
        let distance = details.iter().find(|slot| slot["name"] == "distance");
        let metres = distance.and_then(|slot| slot["value"]["length-m"].as_f64()).unwrap_or(f64::NAN);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        (text(&item["collection"]), text(&item["page"]), metres)
    };
    all.iter().map(one).collect()
}

#[test]
fn around_me_search_and_files() {
    let hub = hub();
    let mut browser = hub.hub.browser();
    assert!(browser.get("/autour").text.contains("/#lieu"), "without a place it asks for one");
    browser.post_form("/ici", &[("lieu", "Issy-les-Moulineaux")]);

    let around = browser.get_json("/autour?quand=semaine&distance=3000").json();
    let all = found(&around);
    for collection in ["events", "places", "social-services", "stops"] {
        assert!(all.iter().any(|(name, _, _)| name == collection), "{collection}: {all:?}");
    }
    assert!(all.is_sorted_by(|a, b| a.2 <= b.2), "{all:?}");
    for (_, page, _) in all.iter().take(5) {
        assert_eq!(browser.get(page).status, 200, "{page}");
    }
    let html = browser.get("/autour?quoi=aide&distance=10000");
    assert!(html.text.contains("aria-current") && html.text.contains("/donnees/social-services.csv?lieu="));
    assert!(
        found(&browser.get_json("/autour?quoi=aide&distance=10000").json())
            .iter()
            .all(|one| one.0 == "social-services")
    );

    let search = |words: &str| hub.hub.browser().get(&format!("/chercher?q={words}"));
    for (words, result) in [
        ("mediateque", "Médiathèque d"),
        ("CONTE", "heure du conte"),
        ("epicrie", "Épicerie"),
        ("meudon", "Autour de Meudon"),
    ] {
        let page = search(words);
        let text = page.text.replace("&#39;", "'").replace('’', "'");
        assert!(page.status == 200 && text.contains(result), "{words}: {}", page.start());
    }
    assert!(search("zzzzzz").text.contains("Rien ne porte ce nom"));
    assert!(search("%3Cscript%3E").text.contains("&lt;script&gt;"));
    files(&hub);
}

fn files(hub: &ConnectedHub) {
    let get = |path: &str| hub.hub.browser().get(path);
    let catalogue = get("/donnees");
    assert!(catalogue.status == 200 && catalogue.text.contains("Par amitié"), "{}", catalogue.start());

    let csv = get("/donnees/places.csv");
    let mut reader = csv::Reader::from_reader(csv.text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let ids: Vec<&str> = rows.iter().map(|row| &row[0]).collect();
    assert!(
        ids.iter().any(|id| id.starts_with("ouvert/")) && !ids.iter().any(|id| id.starts_with("prete/")),
        "{ids:?}"
    );
    let starts = |cell: &str| cell.starts_with(['=', '+', '@']) && cell.parse::<f64>().is_err();
    assert!(rows.iter().all(|row| !row.iter().any(starts)), "a formula begins a cell");
    assert!(csv.text.contains("'=HYPERLINK(1)"), "{}", csv.text);

    let geojson: Value = get("/donnees/places.geojson").json();
    let features = geojson["features"].as_array().expect("features");
    assert_eq!(features.len(), rows.len(), "the two formats hold the same");
    assert!(!geojson.to_string().contains("prete/"), "what is lent is taken away");

    let ics = get("/donnees/events.ics?lieu=Issy-les-Moulineaux&distance=3000");
    assert!(
        ics.text.starts_with("BEGIN:VCALENDAR") && ics.text.contains("SUMMARY:Marché du samedi"),
        "{}",
        ics.start()
    );
    let rss = get("/donnees/places.rss");
    assert!(
        rss.text.contains("Musée &amp; &lt;jardin&gt;") && rss.text.contains("<link>http://127.0.0.1:"),
        "{}",
        rss.start()
    );

    for (path, status) in [
        ("/donnees/places.xml", 404),
        ("/donnees/nothing.csv", 404),
        ("/donnees/places.csv?lieu=nulle-part", 400),
        ("/donnees/places.csv?distance=x", 400),
        ("/donnees/places.csv?debut=-1", 400),
    ] {
        assert_eq!(get(path).status, status, "{path}");
    }
}
