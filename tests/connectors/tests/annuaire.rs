//! Promise: places of any list are shown with whether they are open now; a real list of hospitals is read whole.

use serde_json::Value;
use tests_connectors::{ConnectedHub, unpacked};

fn published(run: &Value) -> bool {
    run["outcome"] == "published"
}

const PLACES: &[u8] = br#"{"type":"FeatureCollection","features":[
{"type":"Feature","id":"node/1","geometry":{"type":"Point","coordinates":[2.2701,48.8236]},"properties":{"name":"Mairie","amenity":"townhall","opening_hours":"Mo-Fr 08:30-12:00,13:30-17:00; PH off","phone":"01 02 03 04 05","wheelchair":"yes"}},
{"type":"Feature","id":"node/2","geometry":{"type":"Point","coordinates":[2.2705,48.8239]},"properties":{"name":"Poste","amenity":"post_office","opening_hours":"Sa 09:00-12:00"}},
{"type":"Feature","id":"node/3","geometry":{"type":"Point","coordinates":[2.2706,48.8239]},"properties":{"amenity":"bench"}}]}"#;

#[test]
fn open_now_is_told_for_the_moment_of_the_page() {
    let configuration = "[connector.osm]\nplugin = 'annuaire'\ntask = 'geojson'\nsource = 'a.geojson'\nlicence = 'ODbL 1.0'\n";
    let files = [("a.geojson", PLACES)];
    let mut hub = ConnectedHub::start(&["annuaire"], configuration, &files, "2026-11-26T10:00:00+01:00");
    let state = hub.state("osm", published);
    assert_eq!((&state["features"], &state["last_run"]["refused"]), (&2.into(), &1.into()), "{state:#}");
    let shown = |hub: &ConnectedHub, words: &str| {
        let mut browser = hub.hub.browser();
        browser.post_form("/ici", &[("lieu", "Issy-les-Moulineaux")]);
        hub.page_with(&mut browser, "/services/annuaire/", words)
    };
    let page = shown(&hub, "ouvert, ferme à 12:00");
    assert!(page.contains("fermé, ouvre samedi à 09:00"), "{page}");
    // At noon, and on a public holiday.
    hub.restart(configuration, "2026-11-26T12:30:00+01:00");
    shown(&hub, "fermé, ouvre à 13:30");
    hub.restart(configuration, "2026-12-25T10:00:00+01:00");
    shown(&hub, "fermé, ouvre demain à 09:00");
    let place = hub.hub.browser().get("/services/annuaire/lieu/osm%2Fnode%2F1");
    assert!(
        place.text.contains("lun–ven 08:30–12:00") && place.text.contains("jours fériés fermé"),
        "{}",
        place.text
    );
    assert!(place.text.contains("fauteuil roulant"), "{}", place.text);
}

#[test]
fn a_real_list_of_hospitals_is_read_whole() {
    let Some(bytes) = unpacked("solidarity/les_etablissements_hospitaliers_franciliens.csv.gz") else {
        return;
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(bytes.as_slice());
    let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows = reader.records().filter(Result::is_ok).count();
    let column = |words: &[&str]| {
        let found = header.iter().find(|name| words.iter().any(|word| name.to_lowercase().contains(word)));
        found.unwrap_or_else(|| panic!("{words:?} in {header:?}")).trim_start_matches('\u{feff}').to_owned()
    };
    let configuration = format!(
        "[connector.hopitaux]\nplugin = 'annuaire'\ntask = 'table'\nsource = 'h.csv'\n[connector.hopitaux.mapping]\n\
         title = \"{}\"\nposition = \"{}\"\nid = \"{}\"\n",
        column(&["raison_sociale", "raison sociale", "nom"]),
        column(&["wgs84", "geo_point", "coord"]),
        column(&["finess_et", "finess"]),
    );
    let hub =
        ConnectedHub::start(&["annuaire"], &configuration, &[("h.csv", &bytes)], "2026-11-26T10:00:00+01:00");
    let state = hub.state("hopitaux", published);
    let run = &state["last_run"];
    println!(
        "{rows} hospitals; read {}, kept {}, refused {}: {}",
        run["read"], run["kept"], run["refused"], run["lines"][0]
    );
    assert_eq!(run["read"], rows, "{run}");
    assert!(run["kept"].as_i64() > Some(rows as i64 * 9 / 10), "{run}");
}
