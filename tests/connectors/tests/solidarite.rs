//! Promise: lists of services that help are read whole, in the local forms that a mapping brings to the standard; phones and
//! ways come first, titles say nothing to who looks over a shoulder.

use std::collections::BTreeSet;

use serde_json::Value;
use tests_connectors::cases::CASES;
use tests_connectors::{ConnectedHub, unpacked};

const CLOCK: &str = "2026-11-26T10:00:00+01:00";

fn published(run: &Value) -> bool {
    run["outcome"] == "published"
}

/// Each real list, and the members that hold its name, longitude and latitude.
const LISTS: [(&str, [&str; 3]); 5] = [
    ("aix-en-provence", ["nom", "longitude", "latitude"]),
    ("corse", ["Structure", "long", "lat"]),
    ("epernay", ["Nom de votre structure", "x", "y"]),
    ("etapes-numerique", ["Nom", "longitude", "latitude"]),
    ("fibre-64", ["Nomdelastructure", "longitude", "latitude"]),
];

#[test]
fn the_real_lists_of_digital_help_are_read_by_their_mappings() {
    let mut configuration = String::new();
    let mut files = Vec::new();
    let mut expected = Vec::new();
    for (name, members) in LISTS {
        let file = format!("solidarity/mednum-{name}.json.gz");
        let Some(bytes) = unpacked(&file) else { return };
        let case = CASES.iter().find(|case| case.file == file).expect("a case");
        configuration.push_str(&format!(
            "[connector.{name}]\nplugin = 'solidarite'\ntask = 'mednum'\nsource = '{name}.json'\n{}\n",
            case.lines
        ));
        expected.push((name, counted(&bytes, members)));
        files.push((format!("{name}.json"), bytes));
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let hub = ConnectedHub::start(&["solidarite"], &configuration, &files, CLOCK);
    for (name, (rows, named)) in expected {
        let run = hub.state(name, published)["last_run"].clone();
        println!(
            "{name}: {rows} rows, {named} with a name; kept {}, refused {}",
            run["kept"], run["refused"]
        );
        assert_eq!(run["read"], rows, "{name}: {run}");
        assert_eq!(run["kept"], named, "{name}: {run}");
    }
    let page = hub.hub.browser().get("/services/solidarite/numerique");
    assert_eq!(page.status, 200, "{}", page.start());
    let title =
        page.text.split("<title>").nth(1).and_then(|rest| rest.split("</title>").next()).unwrap_or_default();
    assert!(
        title.starts_with("Services près d’ici")
            || title.starts_with("Services près d'ici")
            || title.starts_with("Services près d&#39;ici"),
        "{title}"
    );
}

/// Rows, and those with a name and with coordinates that are none or sound.
fn counted(bytes: &[u8], [name, longitude, latitude]: [&str; 3]) -> (usize, usize) {
    let all: Value = serde_json::from_slice(bytes).expect("JSON");
    let all = all.as_array().expect("a list").clone();
    let number = |value: &Value| match value {
        Value::Number(number) => Some(number.as_f64()),
        Value::String(text) if text.trim().is_empty() => None,
        Value::String(text) => Some(text.trim().replace(',', ".").parse().ok()),
        _ => None,
    };
    let is_sound = |row: &&Value| {
        let named = row[name].as_str().is_some_and(|name| !["", "NULL", "#N/D"].contains(&name.trim()));
        // Without one of the two it is nowhere, which is allowed; what is no degree is not.
        let placed = match (number(&row[longitude]), number(&row[latitude])) {
            (Some(x), Some(y)) => {
                x.is_some_and(|x| (-180.0..=180.0).contains(&x))
                    && y.is_some_and(|y| (-90.0..=90.0).contains(&y))
            }
            _ => true,
        };
        named && placed
    };
    (all.len(), all.iter().filter(is_sound).count())
}

const WORKBOOK: &str = "solidarity/data-inclusion-import-workbook.zip#Services.csv";
const SUMMER: &str = "solidarity/soliguide-92-ete2021.csv";

#[test]
fn a_workbook_without_its_help_rows_and_places_of_one_name_are_all_there() {
    let (Some(workbook), Some(summer)) = (unpacked(WORKBOOK), unpacked(SUMMER)) else { return };
    let mut reader = csv::Reader::from_reader(summer.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let degrees = |cell: &str| format!("{:.5}", cell.parse::<f64>().expect("degrees"));
    let apart: BTreeSet<_> =
        rows.iter().map(|row| (row[0].trim().to_owned(), degrees(&row[3]), degrees(&row[4]))).collect();
    let names: BTreeSet<&str> = rows.iter().map(|row| row[0].trim()).collect();
    assert!(names.len() + 300 < apart.len(), "many places have one name: {} {}", names.len(), apart.len());
    let configuration = "[connector.classeur]\nplugin = 'solidarite'\ntask = 'data-inclusion'\nsource = 'w.csv'\n\
        [connector.ete]\nplugin = 'solidarite'\ntask = 'places'\nsource = 's.csv'\n\
        mapping = { hours = 'Fermeture_Estivale' }\n";
    let files: [(&str, &[u8]); 2] = [("w.csv", &workbook), ("s.csv", &summer)];
    let hub = ConnectedHub::start(&["solidarite"], configuration, &files, CLOCK);
    let (of_workbook, of_summer) = (hub.state("classeur", published), hub.state("ete", published));
    assert_eq!((&of_workbook["last_run"]["read"], &of_workbook["features"]), (&4.into(), &2.into()));
    assert_eq!(
        (&of_summer["last_run"]["kept"], &of_summer["features"]),
        (&rows.len().into(), &apart.len().into())
    );
    let table = hub.hub.browser().get("/donnees/social-services.csv").text;
    let housing = table.lines().filter(|line| line.starts_with("classeur/") && line.contains("logement"));
    assert_eq!(housing.count(), 2, "the two services for housing");
    assert!(
        !table.contains("Un identifiant unique") && !table.contains("autoréparation"),
        "rows to be ignored"
    );
    let closed = table.lines().filter(|line| line.starts_with("ete/") && line.contains(",Fermé,")).count();
    let expected = rows.iter().filter(|row| &row[1] == "Fermé").count();
    assert!(closed > 0 && expected - closed < 5, "closed for the summer: {closed} of {expected}");
}

#[test]
fn a_resident_finds_help_phone_and_way_first() {
    let hub = ConnectedHub::start(&["solidarite"], "", &[], CLOCK);
    hub.state("services-exemple", published);
    let mut browser = hub.hub.browser();
    browser.post_form("/ici", &[("lieu", "Issy-les-Moulineaux")]);
    let page = hub.page_with(&mut browser, "/services/solidarite/manger", "Épicerie solidaire");
    let (phone, name) = (page.find("tel:01"), page.find("</h1>"));
    assert!(phone > name && phone.is_some(), "no phone to call: {page}");
    assert!(page.contains("quick-exit"), "no quick exit");
    assert!(page.contains("ouvert, ferme à 17:00"), "it does not say that it is open: {page}");
    // A service that only professionals may call is not shown.
    let all = hub.page_with(&mut browser, "/services/solidarite/sante", "Point santé");
    assert!(!all.contains("Cellule des professionnels"), "{all}");
    let front = hub.page_with(&mut browser, "/entraide", "tel:115");
    assert!(front.contains("tel:112"), "{front}");
}
