//! Promise: job offers of real partners are read whole, whatever words they use; offers near here come first, and those that
//! have expired vanish.

use serde_json::Value;
use tests_connectors::{ConnectedHub, unpacked};

fn published(run: &Value) -> bool {
    run["outcome"] == "published"
}

/// Records of a list, counted without a reader of ours.
fn records(name: &str, bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    match name.rsplit('.').next() {
        Some("json") => {
            let all: Value = serde_json::from_slice(bytes).expect("JSON");
            all.as_array().or_else(|| all["ads"].as_array()).expect("a list").len()
        }
        Some("xml") => text.matches("<job>").count() + text.matches("<offre>").count(),
        _ => csv::Reader::from_reader(bytes).into_records().filter(Result::is_ok).count(),
    }
}

#[test]
fn the_real_lists_of_six_partners_are_read_whole() {
    let files = [
        ("decathlon", "offers-decathlon.json", 0, 0),
        // One reference stands twice in this file: the second is told, and not shown.
        ("cegid", "offers-import-france-travail-cegid.json", 1, 0),
        // Of January 2024: expired.
        ("hellowork", "offers-import-hello-work.xml", 0, 5),
        ("jooble", "offers-import-jooble.xml", 0, 0),
        ("laposte", "offers-import-laposte.xml", 0, 0),
        ("leboncoin", "offers-import-leboncoin.csv", 0, 0),
    ];
    let (mut configuration, mut written) = (String::new(), Vec::new());
    for (name, file, _, _) in files {
        let Some(bytes) = unpacked(&format!("jobs/{file}")) else { return };
        configuration.push_str(&format!(
            "[connector.{name}]\nplugin = 'emploi'\ntask = 'offers'\nsource = '{file}'\n[connector.{name}.settings]\ndays = 180\n"
        ));
        written.push((file, bytes));
    }
    let beside: Vec<(&str, &[u8])> = written.iter().map(|(file, bytes)| (*file, bytes.as_slice())).collect();
    let hub = ConnectedHub::start(&["emploi"], &configuration, &beside, "2025-10-05T10:00:00+02:00");
    for ((name, file, twice, expired), (_, bytes)) in files.iter().zip(&written) {
        let state = hub.state(name, published);
        let run = &state["last_run"];
        let expected = records(file, bytes);
        println!(
            "{name}: {expected} offers; read {}, kept {}, shown {}",
            run["read"], run["kept"], state["features"]
        );
        assert!(expected > 0);
        assert_eq!((&run["read"], &run["kept"]), (&expected.into(), &expected.into()), "{name}: {run}");
        assert_eq!(state["features"], expected - twice - expired, "{name}: {run}");
        assert_eq!(run["lines"].to_string().matches("is there already").count(), *twice, "{run}");
    }
    let page = hub.hub.browser().get("/travailler");
    assert!(page.status == 200 && !page.text.contains("&lt;p&gt;"), "{}", page.start());
}

const OFFERS: &[u8] = br#"[
 {"id":"1","title":"Vendeur (H/F)","company":"Primeur","city":"Meudon","published_at":"2026-11-20","description":"<p>Le <b>matin</b>.</p>","url":"https://example.org/1"},
 {"id":"2","title":"Veilleur","company":"Hotel","longitude":2.27,"latitude":48.8235,"published_at":"2026-11-20","date_expired":"2026-11-25"},
 {"id":"3","title":"Cuisinier","company":"Cantine","longitude":2.27,"latitude":48.8236,"published_at":"2026-11-20","date_expired":"2026-11-26"},
 {"id":"4","title":"Sans date","published_at":"un de ces jours"},
 {"company":"Personne"}
]"#;

#[test]
fn offers_near_here_come_first_and_expired_ones_vanish() {
    let configuration = "[connector.offres]\nplugin = 'emploi'\ntask = 'offers'\nsource = 'a.json'\n";
    let hub =
        ConnectedHub::start(&["emploi"], configuration, &[("a.json", OFFERS)], "2026-11-26T10:00:00+01:00");
    let state = hub.state("offres", published);
    assert_eq!((&state["last_run"]["kept"], &state["features"]), (&3.into(), &2.into()), "{state:#}");
    assert!(state["last_run"]["lines"].to_string().contains("'un de ces jours' is no date"));
    let mut browser = hub.hub.browser();
    browser.post_form("/ici", &[("lieu", "Issy-les-Moulineaux")]);
    let page = browser.get_json("/services/emploi/").json();
    let items = page["page"]["view"]["blocks"][1]["feed"]["items"].as_array().cloned().expect("items");
    let titles: Vec<&str> =
        items.iter().map(|item| item["title"]["shown"].as_str().unwrap_or_default()).collect();
    assert_eq!(
        titles,
        ["Cuisinier", "Vendeur (H/F)"],
        "the nearest first, the town hall where only the town is known"
    );
    let offer = browser.get("/services/emploi/offre/offres%2F1");
    assert!(offer.status == 200 && offer.text.contains("Le matin."), "{}", offer.start());
}

/// Around Sèvres Rive Gauche, Meudon and Vanves - Malakoff, all of them on line N; around a station of another line; and over.
const ALONG_THE_LINE: &[u8] = br#"[
 {"id":"1","title":"Ici","company":"A","longitude":2.2150,"latitude":48.8216,"published_at":"2026-11-20"},
 {"id":"2","title":"A Vanves","company":"A","longitude":2.2922,"latitude":48.8189,"published_at":"2026-11-20"},
 {"id":"3","title":"A Meudon","company":"A","longitude":2.2450,"latitude":48.8120,"published_at":"2026-11-20"},
 {"id":"4","title":"A Boulogne","company":"A","longitude":2.2388,"latitude":48.8421,"published_at":"2026-11-20"},
 {"id":"5","title":"Finie","company":"A","longitude":2.2450,"latitude":48.8120,"published_at":"2026-11-01","date_expired":"2026-11-25"}
]"#;
const FROM_SEVRES: &str = "/services/emploi/trains/gtfs%2Fgare-sevres-rive-gauche";

#[test]
fn offers_along_the_direct_trains_are_found_from_the_nearest_station() {
    let configuration = "[connector.offres]\nplugin = 'emploi'\ntask = 'offers'\nsource = 'a.json'\n";
    let files = [("a.json", ALONG_THE_LINE)];
    let hub =
        ConnectedHub::start(&["emploi", "transport"], configuration, &files, "2026-11-26T10:00:00+01:00");
    hub.state("offres", published);
    hub.wait_for_timetable();
    let mut browser = hub.hub.browser();
    browser.post_form("/ici", &[("lat", "48.8212"), ("lon", "2.2150")]);
    hub.page_with(&mut browser, "/services/emploi/trains", &format!("href=\"{FROM_SEVRES}\""));
    for page in ["/", "/services/emploi/"] {
        hub.page_with(&mut browser, page, "href=\"/services/emploi/trains\"");
    }
    let page = browser.get(FROM_SEVRES).text;
    assert_eq!(hub.titles(FROM_SEVRES, "ici"), ["Ici"]);
    assert_eq!(hub.titles(FROM_SEVRES, "gare-1"), ["A Meudon"], "two stations further: {page}");
    assert_eq!(hub.titles(FROM_SEVRES, "gare-2"), ["A Vanves"], "three stations further: {page}");
    assert!(hub.titles(FROM_SEVRES, "gare-3").is_empty() && !page.contains("Boulogne"), "{page}");
    assert!(page.contains("Ligne N, sans changement") && page.contains("depuis la gare"), "{page}");
    assert!(!page.contains("Finie"), "an offer that is over");
    let english = hub.hub.browser().get(&format!("{FROM_SEVRES}?lang=en")).text;
    assert!(english.contains("Line N, without a change"), "{english}");
    assert_eq!(browser.get("/services/emploi/trains/gtfs%2Fnulle-part").status, 404);
    // Without a grant the page says what it does not know, and shows the rest.
    for (grant, words) in [("read:calls", "ne sont pas connues"), ("read:stops", "Depuis cette gare")] {
        assert!(hub.hub.command(&["plugin", "revoke", "emploi", grant]).success());
        let page = hub.page_with(&mut browser, FROM_SEVRES, words);
        assert!(page.contains("Ici"), "{grant}: {page}");
    }
}

#[test]
fn without_a_timetable_nothing_leads_to_trains() {
    let hub = ConnectedHub::start(&["emploi"], "", &[], "2026-11-26T10:00:00+01:00");
    let mut browser = hub.hub.browser();
    let front = hub.page_with(&mut browser, "/services/emploi/", "Les dernières");
    assert!(!front.contains("emploi/trains"), "{front}");
    assert_eq!(browser.get("/services/emploi/trains").status, 200);
    assert_eq!(browser.get(FROM_SEVRES).status, 404);
}
