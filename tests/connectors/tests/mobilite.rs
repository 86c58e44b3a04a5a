//! Promise: bikes are shown as they are now, and old ones never as normal; what real files write otherwise than the
//! specification is read and told; carpool places and lifts are held to their schemas.

use serde_json::Value;
use tests_connectors::bikes::system;
use tests_connectors::{Answer, ConnectedHub, Source, unpacked};

fn published(run: &Value) -> bool {
    run["outcome"] == "published"
}

fn configuration(source: &Source) -> String {
    format!(
        "[outbound]\nprivate = ['{0}']\n[connector.velos]\nplugin = 'mobilite'\ntask = 'gbfs'\nevery-s = 10\nsource = 'http://{0}/gbfs.json'\n",
        source.host()
    )
}

#[test]
fn the_real_bikes_of_paris_are_read_and_their_age_is_told() {
    let (Some(about), Some(state)) = (
        unpacked("gbfs/velib-2024/station_information.json.gz"),
        unpacked("gbfs/velib-2024/station_status.json.gz"),
    ) else {
        return;
    };
    let stations: Value = serde_json::from_slice(&about).expect("JSON");
    let many = stations["data"]["stations"].as_array().expect("stations").len();
    let source = system(about, state);
    // Two minutes after the files were made: 2024-11-19 08:22:18 UTC.
    let mut hub =
        ConnectedHub::start(&["mobilite"], &configuration(&source), &[], "2024-11-19T09:24:00+01:00");
    let found = hub.state("velos", published);
    assert_eq!(found["features"], many, "{found:#}");
    let lines = found["last_run"]["lines"].to_string();
    for words in
        ["no version", "station_id is a number", "0 or 1", "num_bikes_available_types", "numBikesAvailable"]
    {
        assert!(lines.contains(words), "{words}: {lines}");
    }
    println!("{many} stations; told: {lines}");
    let page = |hub: &ConnectedHub| {
        let mut browser = hub.hub.browser();
        browser.post_form("/ici", &[("lat", "48.8398"), ("lon", "2.2437")]);
        browser.get_json("/services/mobilite/").json()
    };
    let bikes = page(&hub);
    let feed = &bikes["page"]["view"]["blocks"][1]["feed"];
    assert_eq!(feed["freshness"], "fresh", "{feed}");
    assert!(feed["items"].as_array().is_some_and(|items| items.len() >= 4), "Boulogne has stations: {feed}");
    // The same files an hour later: the source answers, and what it says is old.
    hub.restart(&configuration(&source), "2024-11-19T10:40:00+01:00");
    hub.state("velos", published);
    let feed = page(&hub)["page"]["view"]["blocks"][1]["feed"].clone();
    assert!(
        feed["freshness"]["expired"].is_number() || feed["freshness"].to_string().contains("expired"),
        "{feed}"
    );
    assert!(feed["warning"].is_string(), "{feed}");
}

#[test]
fn bikes_change_though_the_first_file_does_not() {
    let information = br#"{"last_updated":1795683600,"ttl":60,"version":"2.3","data":{"stations":[{"station_id":"a","name":"Mairie","lat":48.8235,"lon":2.27}]}}"#;
    let status = |bikes: i32| {
        format!(r#"{{"last_updated":1795683600,"ttl":60,"version":"2.3","data":{{"stations":[{{"station_id":"a","num_bikes_available":{bikes},"is_installed":true,"is_renting":true,"is_returning":true}}]}}}}"#)
            .into_bytes()
    };
    let source = system(information.to_vec(), status(3));
    let hub = ConnectedHub::start(&["mobilite"], &configuration(&source), &[], "2026-11-26T10:00:00+01:00");
    hub.state("velos", published);
    let mut browser = hub.hub.browser();
    browser.post_form("/ici", &[("lieu", "Issy-les-Moulineaux")]);
    let mut shown = || {
        let page = browser.get_json("/services/mobilite/").json();
        page["page"]["view"]["blocks"][1]["feed"]["items"][0]["lead"]["value"]["integer"].clone()
    };
    assert_eq!(shown(), 3);
    source.at("/station_status", Answer::good(status(0), "d"));
    assert!(tests_harness::wait_until(|| shown() == 0, std::time::Duration::from_secs(60)), "{}", shown());
}

#[test]
fn carpool_places_and_lifts_are_held_to_their_schemas() {
    let files = [
        ("carpool/bnlc-2026.csv", "bnlc", "carpool", (2_473, 2_473, 2_462)),
        ("carpool/schema-v-2023/exemple-valide.csv", "valide", "carpool", (1, 1, 1)),
        ("carpool/schema-v-2023/exemple-invalide.csv", "invalide", "carpool", (2, 1, 1)),
        ("carpool/schema-v-old/exemple-invalide.csv", "ancien-invalide", "carpool", (2, 1, 1)),
        ("stops/etat-ascenseurs-idf-2025.csv", "ascenseurs", "lifts", (944, 944, 30)),
    ];
    let (mut configuration, mut written) = (String::new(), Vec::new());
    for (file, name, task, _) in files {
        let Some(bytes) = unpacked(file) else { return };
        configuration.push_str(&format!(
            "[connector.{name}]\nplugin = 'mobilite'\ntask = '{task}'\nsource = '{name}.csv'\n"
        ));
        written.push((format!("{name}.csv"), bytes));
    }
    let beside: Vec<(&str, &[u8])> =
        written.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let hub = ConnectedHub::start(&["mobilite"], &configuration, &beside, "2026-08-20T10:00:00+02:00");
    for (_, name, _, (read, kept, features)) in files {
        let state = hub.state(name, published);
        let run = &state["last_run"];
        println!("{name}: read {}, kept {}, features {}", run["read"], run["kept"], state["features"]);
        assert_eq!((&run["read"], &run["kept"]), (&read.into(), &kept.into()), "{name}: {run}");
        assert_eq!(state["features"], features, "{name}");
        if name.contains("invalide") {
            assert!(run["lines"].to_string().contains("date_maj '24-06-2019'"), "{run}");
        }
    }
}
