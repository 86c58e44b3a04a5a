//! Mappings: which columns or members of a source hold what a plugin asks for.
//!
//! A mapping is a JSON object of texts, as operators write it under `[connector.NAME.mapping]`: the plugin's word, then where
//! it stands in the source: `"nom"`; `"nom | titre"` the first that is not empty; `"numero & voie"` several, joined by a
//! space; `"= Musée"` these words themselves; `"adresse.ville"` a member within a member.

use std::collections::BTreeMap;

use serde_json::Value;

/// One row or object of a source.
pub trait Record {
    /// What stands under this name, without the spaces around it; none if it is empty or absent.
    fn text(&self, name: &str) -> Option<String>;
    /// Every name that it has.
    fn names(&self) -> Vec<String>;
}

/// Where each thing stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    places: BTreeMap<String, String>,
}

impl Mapping {
    /// Reads what the operator wrote, over what the plugin knows already; `known` are the plugin's words. The error names
    /// the word that is not one of them.
    pub fn new(usual: &[(&str, &str)], written: &str, known: &[&str]) -> Result<Mapping, String> {
        let mut places: BTreeMap<String, String> =
            usual.iter().map(|(word, place)| ((*word).to_owned(), (*place).to_owned())).collect();
        if !written.trim().is_empty() {
            let written: BTreeMap<String, String> = serde_json::from_str(written)
                .map_err(|error| format!("mapping: a JSON object of texts is asked for: {error}"))?;
            if let Some(word) = written.keys().find(|word| !known.contains(&word.as_str())) {
                return Err(format!("mapping.{word}: there is no such word; there are {}", known.join(", ")));
            }
            places.extend(written);
        }
        Ok(Mapping { places })
    }

    /// What the record holds of the plugin's word; none if it holds nothing.
    pub fn text(&self, record: &dyn Record, word: &str) -> Option<String> {
        let place = self.places.get(word)?;
        if let Some(words) = place.trim_start().strip_prefix('=') {
            return Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        }
        place.split('|').find_map(|one| joined(record, one))
    }

    /// Columns that the mapping names and the record lacks: they are told once, not for each row.
    pub fn missing(&self, record: &dyn Record) -> Vec<String> {
        let has = record.names();
        let named = self.places.values().filter(|place| !place.trim_start().starts_with('='));
        let columns = named.flat_map(|place| place.split(['|', '&'])).map(|name| name.trim().to_owned());
        let lacks = |name: &String| {
            let first = name.split('.').next().unwrap_or(name);
            !has.iter().any(|column| {
                let column = column.trim();
                column.eq_ignore_ascii_case(name) || column.eq_ignore_ascii_case(first)
            })
        };
        columns.filter(lacks).collect()
    }

    /// Longitude and latitude in degrees, from the words `longitude` and `latitude`, or from `position`, a cell that holds
    /// both, latitude first as most tables write it. None where nothing stands; the error says what cannot be meant.
    pub fn position(&self, record: &dyn Record) -> Result<Option<[f64; 2]>, String> {
        let (longitude, latitude) = (self.text(record, "longitude"), self.text(record, "latitude"));
        let pair = match (longitude, latitude) {
            (Some(longitude), Some(latitude)) => [number(&longitude)?, number(&latitude)?],
            _ => match self.text(record, "position") {
                Some(text) => pair(&text)?,
                None => return Ok(None),
            },
        };
        let [longitude, latitude] = pair;
        if longitude == 0.0 && latitude == 0.0 {
            return Ok(None);
        }
        match (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude) {
            true => Ok(Some(pair)),
            false => Err(format!("{longitude}, {latitude} are no degrees of longitude and latitude")),
        }
    }
}

fn joined(record: &dyn Record, names: &str) -> Option<String> {
    let texts: Vec<String> = names.split('&').filter_map(|name| said(record.text(name.trim())?)).collect();
    (!texts.is_empty()).then(|| texts.join(" "))
}

/// Words with which spreadsheets say that they hold nothing are nothing.
fn said(text: String) -> Option<String> {
    (!["", "NULL", "#N/D", "#N/A", "N/A", "NaN"].contains(&text.as_str())).then_some(text)
}

/// A number with a point or, as most French tables write it, a comma.
pub fn number(text: &str) -> Result<f64, String> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = if plain.contains('.') { plain } else { plain.replacen(',', ".", 1) };
    match plain.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(format!("'{}' is no number", text.chars().take(40).collect::<String>())),
    }
}

/// Latitude and longitude in one cell, between a comma, a semicolon or spaces.
fn pair(text: &str) -> Result<[f64; 2], String> {
    let inside = text.trim().trim_start_matches(['[', '(']).trim_end_matches([']', ')']);
    let halves = inside
        .split_once(';')
        .or_else(|| inside.split_once(", "))
        .or_else(|| inside.split_once(',').filter(|(_, rest)| !rest.contains(',')))
        .or_else(|| inside.trim().split_once(' '));
    let (latitude, longitude) = halves.ok_or_else(|| format!("'{text}' is no latitude and longitude"))?;
    Ok([number(longitude)?, number(latitude)?])
}

/// An object of JSON.
impl Record for serde_json::Map<String, Value> {
    fn text(&self, name: &str) -> Option<String> {
        if let Some(value) = self.get(name) {
            return plain(value);
        }
        let (first, rest) = name.split_once('.')?;
        Record::text(self.get(first)?.as_object()?, rest)
    }

    fn names(&self) -> Vec<String> {
        self.keys().cloned().collect()
    }
}

/// A value as a text; the values of a list between semicolons.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Array(list) => {
            let texts: Vec<String> = list.iter().filter_map(plain).collect();
            (!texts.is_empty()).then(|| texts.join(";"))
        }
        Value::Null | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const KNOWN: [&str; 5] = ["title", "address", "kind", "position", "longitude"];

    fn read(mapping: Value, record: Value) -> impl Fn(&str) -> Option<String> {
        let mapping = Mapping::new(&[("title", "nom")], &mapping.to_string(), &KNOWN).unwrap();
        move |word| mapping.text(record.as_object().unwrap(), word)
    }

    #[test]
    fn what_is_asked_for_is_found_where_the_mapping_says() {
        let record = json!({
            "nom": "Centre", "numero": 12, "voie": "rue de la Paix", "vide": " ", "rien": "NULL",
            "lieu": { "ville": "Issy" }, "types": ["a", "b"],
        });
        let found = read(
            json!({ "address": "vide | rien | numero & voie & vide", "kind": "= Musée", "position": "lieu.ville" }),
            record.clone(),
        );
        assert_eq!(found("title").as_deref(), Some("Centre"));
        assert_eq!(found("address").as_deref(), Some("12 rue de la Paix"));
        assert_eq!(found("kind").as_deref(), Some("Musée"));
        assert_eq!(found("position").as_deref(), Some("Issy"));
        assert_eq!(found("longitude"), None);
        assert_eq!(read(json!({ "kind": "types" }), record)("kind").as_deref(), Some("a;b"));
    }

    #[test]
    fn a_word_or_a_column_that_is_not_there_is_named() {
        let error = Mapping::new(&[], r#"{"titel":"nom"}"#, &KNOWN).expect_err("unknown");
        assert!(error.contains("mapping.titel") && error.contains("title, address"), "{error}");
        assert!(Mapping::new(&[], "[1]", &KNOWN).expect_err("no object").contains("JSON object"));
        let mapping = Mapping::new(&[("title", "nom | NAME")], r#"{"kind":"= x"}"#, &KNOWN).unwrap();
        assert_eq!(mapping.missing(json!({ "name": 1 }).as_object().unwrap()), ["nom"]);
    }

    #[test]
    fn positions_are_read_as_people_write_them() {
        let mapping =
            Mapping::new(&[("position", "p"), ("longitude", "x"), ("latitude", "y")], "", &[]).unwrap();
        let at = |record: Value| mapping.position(record.as_object().unwrap());
        for text in ["48.82, 2.26", "48.82,2.26", "48,82 ; 2,26", "48.82 2.26", "[48.82, 2.26]"] {
            assert_eq!(at(json!({ "p": text })), Ok(Some([2.26, 48.82])), "{text}");
        }
        assert_eq!(at(json!({ "x": "2,26", "y": 48.82 })), Ok(Some([2.26, 48.82])));
        assert_eq!(at(json!({ "x": "0", "y": "0" })), Ok(None), "an empty form");
        assert_eq!(at(json!({})), Ok(None));
        assert!(at(json!({ "p": "ici" })).expect_err("no pair").contains("'ici'"));
        assert!(at(json!({ "x": "652000", "y": "6862000" })).expect_err("metres").contains("no degrees"));
    }
}
