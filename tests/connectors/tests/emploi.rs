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
