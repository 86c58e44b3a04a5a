//! GBFS, the General Bikeshare Feed Specification, versions 1 to 3: where its files are, and stations with their state.
//! Strict where a file is valid; what real feeds write otherwise is read where it can only mean one thing, and told.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// A station and its present state.
#[derive(Clone, Debug, PartialEq)]
pub struct Station {
    /// Unique in its system.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Longitude and latitude in degrees.
    pub position: [f64; 2],
    /// Vehicles and docks in all, if it says so.
    pub capacity: Option<i64>,
    /// Its state; none where the status file says nothing of it.
    pub status: Option<Status>,
}

/// The state of a station.
#[derive(Clone, Debug, PartialEq)]
pub struct Status {
    /// Vehicles that can be taken.
    pub bikes: i64,
    /// Those of them with a motor, if it says so.
    pub ebikes: Option<i64>,
    /// Free docks, if it says so.
    pub docks: Option<i64>,
    /// Vehicles can be taken.
    pub is_renting: bool,
    /// Vehicles can be given back.
    pub is_returning: bool,
}

/// What two files say together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stations {
    /// Every sound station.
    pub stations: Vec<Station>,
    /// Stations that were left out, and why.
    pub refused: Vec<String>,
    /// What is not as the specification has it, each once.
    pub remarks: BTreeSet<String>,
    /// When the state was true, in seconds since 1970.
    pub last_updated: Option<i64>,
    /// After so many seconds it is to be asked for again.
    pub ttl_s: i64,
}

/// Addresses of files by name, from `gbfs.json`. Of several languages the French one, else the first.
pub fn files(discovery: &Value) -> Result<BTreeMap<String, String>, String> {
    let data = discovery.get("data").and_then(Value::as_object).ok_or("gbfs.json: no data")?;
    // Version 3 has the list itself, versions 1 and 2 one for each language.
    let feeds = data.get("feeds").or_else(|| {
        let language = data.get("fr").or_else(|| data.get("en")).or_else(|| data.values().next());
        language?.get("feeds")
    });
    let feeds = feeds.and_then(Value::as_array).ok_or("gbfs.json: no list of feeds")?;
    let one = |feed: &Value| Some((feed["name"].as_str()?.to_owned(), feed["url"].as_str()?.to_owned()));
    Ok(feeds.iter().filter_map(one).collect())
}

/// Puts `station_information.json` and `station_status.json` together. The error says why a file is none.
pub fn stations(information: &Value, status: &Value) -> Result<Stations, String> {
    let mut found = Stations::default();
    let about = list(information, "station_information.json")?;
    let states = list(status, "station_status.json")?;
    found.look_at_head(information, "station_information.json");
    found.look_at_head(status, "station_status.json");
    found.last_updated =
        moment(status.get("last_updated")).or_else(|| moment(status.get("lastUpdatedOther")));
    found.ttl_s = status.get("ttl").and_then(Value::as_i64).unwrap_or(60).clamp(0, 86_400);
    let mut by_id = BTreeMap::new();
    for (at, state) in states.iter().enumerate() {
        match found.state(state) {
            Ok((id, state)) => drop(by_id.insert(id, state)),
            Err(reason) => found.refused.push(format!("station_status.json, station {}: {reason}", at + 1)),
        }
    }
    for (at, station) in about.iter().enumerate() {
        match found.station(station, &mut by_id) {
            Ok(station) => found.stations.push(station),
            Err(reason) => {
                found.refused.push(format!("station_information.json, station {}: {reason}", at + 1))
            }
        }
    }
    for id in by_id.keys().take(20) {
        found.refused.push(format!("station_status.json: station {id} is not in station_information.json"));
    }
    Ok(found)
}

fn list<'v>(file: &'v Value, name: &str) -> Result<&'v Vec<Value>, String> {
    let stations = file.get("data").and_then(|data| data.get("stations")).and_then(Value::as_array);
    stations.ok_or_else(|| format!("{name}: no data.stations"))
}

/// Seconds since 1970, or since version 3 a moment in words.
fn moment(value: Option<&Value>) -> Option<i64> {
    match value? {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse::<jiff::Timestamp>().ok().map(|at| at.as_second()),
        _ => None,
    }
}

impl Stations {
    fn remark(&mut self, remark: impl Into<String>) {
        self.remarks.insert(remark.into());
    }

    fn look_at_head(&mut self, file: &Value, name: &str) {
        if file.get("last_updated").is_none() {
            self.remark(format!("{name}: no last_updated"));
        }
        match file.get("version").and_then(Value::as_str) {
            Some(version) if version.starts_with(['1', '2', '3']) => {}
            Some(version) => self.remark(format!("{name}: version {version} is not 1, 2 or 3")),
            // Version 1.0 had no such member.
            None => self.remark(format!("{name}: no version, taken for 1.0")),
        }
        if file.get("ttl").and_then(Value::as_i64).is_none_or(|ttl| ttl < 0) {
            self.remark(format!("{name}: no ttl, or one that is no number of seconds"));
        }
    }

    fn id(&mut self, station: &Map<String, Value>) -> Result<String, String> {
        match station.get("station_id") {
            Some(Value::String(id)) if !id.trim().is_empty() => Ok(id.clone()),
            Some(Value::Number(id)) => {
                self.remark("station_id is a number; the specification has a text");
                Ok(id.to_string())
            }
            _ => Err("no station_id".to_owned()),
        }
    }

    fn station(&mut self, station: &Value, states: &mut BTreeMap<String, Status>) -> Result<Station, String> {
        let station = station.as_object().ok_or("no object")?;
        let id = self.id(station)?;
        let name = match station.get("name") {
            Some(Value::String(name)) => name.clone(),
            Some(Value::Array(names)) => localised(names),
            _ => String::new(),
        };
        if name.trim().is_empty() {
            return Err(format!("{id}: no name"));
        }
        let degree = |name: &str| station.get(name).and_then(Value::as_f64);
        let position = match (degree("lon"), degree("lat")) {
            (Some(lon), Some(lat)) if (-180.0..=180.0).contains(&lon) && (-90.0..=90.0).contains(&lat) => {
                [lon, lat]
            }
            _ => return Err(format!("{id}: lon and lat are no degrees")),
        };
        for name in ["is_virtual_station", "is_valet_station", "is_charging_station"] {
            // Not shown; but who writes it otherwise hears of it.
            self.yes(station, name);
        }
        let capacity = station.get("capacity").and_then(Value::as_i64).filter(|capacity| *capacity >= 0);
        let status = states.remove(&id);
        Ok(Station { id, name: name.trim().to_owned(), position, capacity, status })
    }

    fn state(&mut self, state: &Value) -> Result<(String, Status), String> {
        let state = state.as_object().ok_or("no object")?;
        let id = self.id(state)?;
        let count = |names: [&str; 2]| names.iter().find_map(|name| state.get(*name).and_then(Value::as_i64));
        // Version 3 says vehicles where 1 and 2 said bikes.
        let bikes = count(["num_bikes_available", "num_vehicles_available"]);
        let bikes = bikes.filter(|bikes| *bikes >= 0).ok_or_else(|| format!("{id}: no number of bikes"))?;
        let docks = count(["num_docks_available", "num_docks_available"]).filter(|docks| *docks >= 0);
        let ebikes = self.ebikes(state);
        if state.contains_key("numBikesAvailable") {
            self.remark("numBikesAvailable and the like stand beside the members of the specification");
        }
        let (is_installed, is_renting) = (self.yes(state, "is_installed"), self.yes(state, "is_renting"));
        let is_returning = self.yes(state, "is_returning");
        Ok((
            id,
            Status {
                bikes,
                ebikes,
                docks,
                is_renting: is_installed && is_renting,
                is_returning: is_installed && is_returning,
            },
        ))
    }

    /// True where nothing is said: a station that works need not say so in version 1.
    fn yes(&mut self, state: &Map<String, Value>, name: &str) -> bool {
        match state.get(name) {
            Some(Value::Bool(yes)) => *yes,
            Some(Value::Number(number)) => {
                self.remark(format!(
                    "{name} is 0 or 1; from version 2 on the specification has true or false"
                ));
                number.as_i64() != Some(0)
            }
            Some(_) => {
                self.remark(format!("{name} is neither true nor false"));
                false
            }
            None => true,
        }
    }

    /// Vélib' writes a list of maps of one key; the specification counts by vehicle types, whose motors are in another file.
    fn ebikes(&mut self, state: &Map<String, Value>) -> Option<i64> {
        let types = state.get("num_bikes_available_types")?;
        self.remark(
            "num_bikes_available_types is not in the specification: read as bikes with and without a motor",
        );
        match types {
            Value::Array(types) => types.iter().find_map(|one| one.get("ebike")?.as_i64()),
            Value::Object(types) => types.get("ebike")?.as_i64(),
            _ => None,
        }
    }
}

/// The French text of a list of texts by language, else the first.
fn localised(names: &[Value]) -> String {
    let french = names.iter().find(|name| name["language"].as_str().is_some_and(|tag| tag.starts_with("fr")));
    french.or(names.first()).and_then(|name| name["text"].as_str()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn file(version: &str, stations: Value) -> Value {
        json!({ "last_updated": 1_732_004_538, "ttl": 60, "version": version, "data": { "stations": stations } })
    }

    #[test]
    fn stations_and_states_are_put_together() {
        let about = file(
            "2.3",
            json!([{ "station_id": "a", "name": "Issy", "lat": 48.82, "lon": 2.26, "capacity": 20 }]),
        );
        let state = file(
            "2.3",
            json!([{ "station_id": "a", "num_bikes_available": 3, "num_docks_available": 17, "is_installed": true, "is_renting": true, "is_returning": false }]),
        );
        let found = stations(&about, &state).unwrap();
        let status = found.stations[0].status.clone().unwrap();
        assert_eq!(
            (status.bikes, status.docks, status.is_renting, status.is_returning),
            (3, Some(17), true, false)
        );
        assert!(found.remarks.is_empty() && found.refused.is_empty(), "{found:?}");
        assert_eq!((found.last_updated, found.ttl_s), (Some(1_732_004_538), 60));
    }

    #[test]
    fn version_3_has_names_by_language_and_moments_in_words() {
        let mut about = file(
            "3.0",
            json!([{ "station_id": "a", "name": [{ "text": "Town hall", "language": "en" }, { "text": "Mairie", "language": "fr" }], "lat": 48.82, "lon": 2.26 }]),
        );
        about["last_updated"] = json!("2024-11-19T08:22:18Z");
        let mut state =
            file("3.0", json!([{ "station_id": "a", "num_vehicles_available": 3, "is_installed": true }]));
        state["last_updated"] = json!("2024-11-19T08:22:18Z");
        let found = stations(&about, &state).unwrap();
        assert_eq!((found.stations[0].name.as_str(), found.last_updated), ("Mairie", Some(1_732_004_538)));
        let v3 = json!({ "data": { "feeds": [{ "name": "station_status", "url": "https://a/s" }] } });
        let v2 =
            json!({ "data": { "fr": { "feeds": [{ "name": "station_status", "url": "https://a/s" }] } } });
        assert_eq!(files(&v3).unwrap(), files(&v2).unwrap());
    }

    #[test]
    fn what_real_feeds_write_is_read_and_told() {
        let about = json!({ "lastUpdatedOther": 7, "ttl": 3600, "data": { "stations": [
            { "station_id": 213_688_169, "name": "Godard", "lat": 48.86, "lon": 2.27 },
            { "station_id": 2, "name": "Nulle part", "lat": 4886.0, "lon": 2.27 },
        ] } });
        let state = json!({ "lastUpdatedOther": 7, "ttl": 3600, "data": { "stations": [
            { "station_id": 213_688_169, "num_bikes_available": 5, "numBikesAvailable": 5, "num_bikes_available_types": [{ "mechanical": 3 }, { "ebike": 2 }], "is_installed": 1, "is_renting": 0, "is_returning": 1 },
            { "station_id": 9, "num_bikes_available": 1 },
            { "num_bikes_available": 1 },
        ] } });
        let found = stations(&about, &state).unwrap();
        let status = found.stations[0].status.clone().unwrap();
        assert_eq!((status.ebikes, status.is_renting, found.last_updated), (Some(2), false, Some(7)));
        let remarks: Vec<&String> = found.remarks.iter().collect();
        assert_eq!(found.remarks.len(), 10, "{remarks:#?}");
        assert_eq!(found.refused.len(), 3, "{:#?}", found.refused);
        assert!(stations(&json!({}), &state).unwrap_err().contains("station_information.json"));
    }
}
