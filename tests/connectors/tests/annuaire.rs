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

/// Written from the specification of the files by department of adresse.data.gouv.fr; the streets are invented.
const BAN: &[u8] = "id;id_fantoir;numero;rep;nom_voie;code_postal;code_insee;nom_commune;lon;lat\n\
92040_1_00012;92040_1;12;;Rue des Tilleuls d'Essai;92130;92040;Issy-les-Moulineaux;2.2711;48.8241\n\
92040_1_00012_bis;92040_1;12;bis;Rue des Tilleuls d'Essai;92130;92040;Issy-les-Moulineaux;2.2713;48.8242\n\
92048_2_00003;92048_2;3;;Sente du Belvédère d'Essai;92190;92048;Meudon;2.2381;48.8131\n\
92048_2_00004;92048_2;4;;;92190;92048;Meudon;2.2381;48.8131\n"
    .as_bytes();

#[test]
fn an_address_is_found_and_chosen_and_its_number_is_not_kept() {
    let configuration = "[connector.ban]\nplugin = 'annuaire'\ntask = 'addresses'\nsource = 'ban.csv'\n";
    let hub =
        ConnectedHub::start(&["annuaire"], configuration, &[("ban.csv", BAN)], "2026-11-26T10:00:00+01:00");
    let state = hub.state("ban", published);
    assert_eq!((&state["features"], &state["last_run"]["refused"]), (&3.into(), &1.into()), "{state:#}");
    let places = |words: &str| {
        let page = hub.hub.browser().get_json(&format!("/chercher?q={words}")).json();
        let all = page["page"]["places"].as_array().cloned().unwrap_or_default();
        all.iter().map(|place| place["name"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(places("12%20rue%20des%20tilleuls%20issy").len(), 2);
    assert_eq!(places("3%20sente%20belvedere"), ["3 Sente du Belvédère d'Essai, Meudon"]);
    assert_eq!(places("sante%20belvdere%20essai"), ["3 Sente du Belvédère d'Essai, Meudon"], "two mistakes");
    let mut browser = hub.hub.browser();
    assert_eq!(browser.post_form("/ici", &[("lieu", "ban/92048_2_00003")]).status, 303);
    let home = browser.get("/");
    assert!(home.text.contains("Sente du Belvédère") && !home.text.contains("3 Sente"), "{}", home.start());
    assert!(home.text.contains("Meudon"), "{}", home.start());
}
