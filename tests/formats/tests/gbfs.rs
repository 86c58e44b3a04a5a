//! Promise: the fixtures of another project's GBFS validator are read as they are meant: what is sound whole, what is wrong
//! with words that name it. The table is in `expected/gbfs.txt`, written anew by `PARVIS_WRITE_EXPECTED=1`.

use std::collections::BTreeMap;

use parvis_formats::gbfs;
use serde_json::Value;
use tests_formats::{as_expected, files};

const FIXTURES: &str = "gbfs/conformance-entur-fixtures.zip";

/// The fixtures by version, `v2.3`, and file.
fn fixtures() -> Option<BTreeMap<String, BTreeMap<String, Value>>> {
    let mut versions = BTreeMap::<String, BTreeMap<String, Value>>::new();
    for (name, bytes) in files(FIXTURES, ".json")? {
        let (version, file) = name.split_once('/').expect("a folder for each version");
        let json = serde_json::from_slice(&bytes).expect("JSON");
        versions.entry(version.to_owned()).or_default().insert(file.to_owned(), json);
    }
    Some(versions)
}

/// What `gbfs.json` leads to.
fn discovered(discovery: &Value) -> String {
    match gbfs::files(discovery) {
        Ok(files) => files.keys().cloned().collect::<Vec<_>>().join(", "),
        Err(reason) => format!("refused: {reason}"),
    }
}

/// What a file of stations gives with the states beside it, and every word about it.
fn read(information: &Value, status: &Value) -> String {
    match gbfs::stations(information, status) {
        Err(reason) => format!("refused: {reason}"),
        Ok(found) => {
            let told = found.remarks.iter().chain(&found.refused).map(|words| format!("\n    {words}"));
            let known = found.stations.iter().filter(|station| station.status.is_some()).count();
            format!("{} stations, {known} with a state{}", found.stations.len(), told.collect::<String>())
        }
    }
}

#[test]
fn every_fixture_is_received_as_it_is_meant() {
    let Some(versions) = fixtures() else { return };
    assert_eq!(versions.len(), 7);
    let mut table = String::new();
    for (version, files) in &versions {
        table += &format!("{version} gbfs.json: {}\n", discovered(&files["gbfs.json"]));
        let Some(status) = files.get("station_status.json") else { continue };
        for (name, information) in files.iter().filter(|(name, _)| name.starts_with("station_information")) {
            table += &format!("{version} {name}: {}\n", read(information, status));
        }
    }
    as_expected("gbfs.txt", &table);
}

/// Each fault of the specification, planted in a sound file: what is told names it.
#[test]
fn each_planted_fault_is_named() {
    let Some(versions) = fixtures() else { return };
    let of = |file: &str| versions["v2.3"][file].clone();
    let stations = "/data/stations/0";
    let faults: [(&str, &str, Value, &str); 9] = [
        ("station_information.json", "/station_id", Value::Null, "no station_id"),
        ("station_information.json", "/station_id", 7.into(), "station_id is a number"),
        ("station_information.json", "/name", Value::Null, "station1: no name"),
        ("station_information.json", "/lat", 95.into(), "station1: lon and lat are no degrees"),
        (
            "station_information.json",
            "/is_charging_station",
            "false".into(),
            "is_charging_station is neither",
        ),
        ("station_status.json", "/is_renting", 1.into(), "is_renting is 0 or 1"),
        ("station_status.json", "/num_bikes_available", (-1).into(), "station1: no number of bikes"),
        ("station_status.json", "/num_bikes_available", "many".into(), "station1: no number of bikes"),
        ("station_status.json", "/station_id", "elsewhere".into(), "station elsewhere is not in"),
    ];
    assert!(
        !read(&of("station_information.json"), &of("station_status.json")).contains('\n'),
        "sound before"
    );
    for (file, member, value, words) in faults {
        let mut both = [of("station_information.json"), of("station_status.json")];
        let at = usize::from(file == "station_status.json");
        *both[at].pointer_mut(&format!("{stations}{member}")).expect("the member is there") = value.clone();
        let told = read(&both[0], &both[1]);
        assert!(told.contains(words), "{file} {member} = {value}: {told}");
    }
}
