//! Events of OpenAgenda, as its public export writes them in JSON (Opendatasoft, versions 1 and 2).

use std::io::Read;

use jiff::Timestamp;
use serde_json::{Map, Value};

use crate::html;
use crate::json::{FileError, each_element};

/// An event.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Unique in OpenAgenda.
    pub uid: String,
    /// What people read first, in French.
    pub title: String,
    /// What it is about, in a sentence or two.
    pub description: String,
    /// Everything about it, in plain words.
    pub details: String,
    /// What one has to pay or to do to come in.
    pub conditions: String,
    /// When it takes place: beginnings and ends, milliseconds since 1970 in UTC, in order.
    pub timings: Vec<(i64, i64)>,
    /// Whether it takes place.
    pub status: Status,
    /// Where; nothing for an event on the network alone.
    pub place: Option<Place>,
    /// Its page on OpenAgenda.
    pub url: String,
    /// A picture; may be empty.
    pub image: String,
    /// Who made the picture.
    pub image_credits: String,
    /// Words that sort it.
    pub keywords: Vec<String>,
    /// For whom it can be reached: `mi` moving, `vi` seeing, `hi` hearing, `ii` understanding, `pi` mind.
    pub accessibility: Vec<String>,
    /// For whom it is, in years.
    pub ages: (Option<i64>, Option<i64>),
    /// The agenda that it comes from.
    pub agenda: String,
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Its name.
    pub name: String,
    /// Street, number, town.
    pub address: String,
    /// INSEE code of the commune; may be empty.
    pub insee: String,
    /// Longitude and latitude in degrees.
    pub position: Option<[f64; 2]>,
}

/// Whether an event takes place: OpenAgenda's numbers 1 to 6.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// As planned.
    Scheduled,
    /// At another time, which it has already.
    Rescheduled,
    /// On the network instead.
    MovedOnline,
    /// At another time, which is not known yet.
    Postponed,
    /// No more places.
    Full,
    /// Not at all.
    Cancelled,
}

/// Reads an export. `each` is given every event with its number from 0, or why it is left out.
pub fn read(file: impl Read, each: &mut dyn FnMut(usize, Result<Event, String>)) -> Result<(), FileError> {
    each_element(file, &["records", "results"], &mut |number, record| each(number, event(&record)))
}

fn event(record: &Value) -> Result<Event, String> {
    let record = record.as_object().ok_or("a record that is no object")?;
    // Version 1 keeps the fields apart; version 2 is the fields.
    let fields = record.get("fields").and_then(Value::as_object).unwrap_or(record);
    let required = |name: &str| match text(fields, name) {
        value if value.is_empty() => Err(format!("no {name}")),
        value => Ok(value),
    };
    Ok(Event {
        uid: required("uid")?,
        title: required("title_fr")?,
        description: html::words(&text(fields, "description_fr")),
        details: html::words(&text(fields, "longdescription_fr")),
        conditions: html::words(&text(fields, "conditions_fr")),
        timings: timings(fields)?,
        status: status(fields)?,
        place: place(fields)?,
        url: text(fields, "canonicalurl"),
        image: text(fields, "image"),
        image_credits: text(fields, "imagecredits"),
        keywords: words(fields, "keywords_fr"),
        accessibility: words(fields, "accessibility"),
        ages: (fields.get("age_min").and_then(Value::as_i64), fields.get("age_max").and_then(Value::as_i64)),
        agenda: text(fields, "originagenda_title"),
    })
}

/// A text, or a number as it is written; empty where there is none.
fn text(fields: &Map<String, Value>, name: &str) -> String {
    match fields.get(name) {
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// A list, or the words of a text between semicolons.
fn words(fields: &Map<String, Value>, name: &str) -> Vec<String> {
    let word = |word: &str| Some(word.trim().to_owned()).filter(|word| !word.is_empty());
    match fields.get(name) {
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).filter_map(word).collect(),
        Some(Value::String(text)) => text.split(';').filter_map(word).collect(),
        _ => Vec::new(),
    }
}

/// A value that the export wrote as JSON within a text.
fn unpacked(fields: &Map<String, Value>, name: &str) -> Result<Value, String> {
    match fields.get(name) {
        None | Some(Value::Null) => Ok(Value::Null),
        Some(Value::String(text)) => serde_json::from_str(text)
            .map_err(|error| format!("{name}: the JSON in the text is broken: {error}")),
        Some(value) => Ok(value.clone()),
    }
}

fn timings(fields: &Map<String, Value>) -> Result<Vec<(i64, i64)>, String> {
    let moment = |text: Option<&Value>| {
        let text = text.and_then(Value::as_str).unwrap_or_default();
        let at: Result<Timestamp, _> = text.parse();
        at.map(|at| at.as_millisecond()).map_err(|_| format!("timings: '{text}' is no moment"))
    };
    let all = unpacked(fields, "timings")?;
    let all = all.as_array().ok_or("no timings")?;
    let one = |timing: &Value| {
        let (begin, end) = (moment(timing.get("begin"))?, moment(timing.get("end"))?);
        if begin <= end { Ok((begin, end)) } else { Err("timings: one ends before it begins".to_owned()) }
    };
    let mut timings = all.iter().map(one).collect::<Result<Vec<_>, String>>()?;
    timings.sort_unstable();
    timings.dedup();
    if timings.is_empty() { Err("no timings".to_owned()) } else { Ok(timings) }
}

fn status(fields: &Map<String, Value>) -> Result<Status, String> {
    let value = unpacked(fields, "status")?;
    let number = value.get("id").unwrap_or(&value);
    Ok(match number.as_i64() {
        None | Some(1) => Status::Scheduled,
        Some(2) => Status::Rescheduled,
        Some(3) => Status::MovedOnline,
        Some(4) => Status::Postponed,
        Some(5) => Status::Full,
        Some(6) => Status::Cancelled,
        Some(other) => return Err(format!("status: {other} is not 1 to 6")),
    })
}

fn place(fields: &Map<String, Value>) -> Result<Option<Place>, String> {
    let name = text(fields, "location_name");
    if name.is_empty() {
        return Ok(None);
    }
    let (address, insee) = (text(fields, "location_address"), text(fields, "location_insee"));
    Ok(Some(Place { name, address, insee, position: position(fields)? }))
}

/// The export writes latitude first in a list, and both by name in an object.
fn position(fields: &Map<String, Value>) -> Result<Option<[f64; 2]>, String> {
    let pair = match fields.get("location_coordinates") {
        Some(Value::Array(pair)) if pair.len() == 2 => [pair[1].as_f64(), pair[0].as_f64()],
        Some(Value::Object(pair)) => ["lon", "lat"].map(|name| pair.get(name).and_then(Value::as_f64)),
        None | Some(Value::Null) => return Ok(None),
        Some(_) => [None, None],
    };
    match pair {
        [Some(longitude), Some(latitude)] if longitude.abs() <= 180.0 && latitude.abs() <= 90.0 => {
            Ok(Some([longitude, latitude]))
        }
        _ => Err("location_coordinates: no latitude and longitude".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn record(change: impl FnOnce(&mut Value)) -> Value {
        let mut fields = json!({
            "uid": "52614576",
            "title_fr": "Bal",
            "description_fr": "Un bal &amp; des lampions.",
            "longdescription_fr": "<p>Venez <b>tous</b>.</p>",
            "timings": "[{\"begin\": \"2026-07-14T21:00:00+02:00\", \"end\": \"2026-07-14T23:30:00+02:00\"}]",
            "status": "{\"id\": 6, \"label\": {\"fr\": \"Annulé\"}}",
            "location_name": "Place de la mairie",
            "location_coordinates": [48.82, 2.26],
            "location_insee": "92040",
            "accessibility": "hi;mi",
            "age_min": 6,
        });
        change(&mut fields);
        fields
    }

    #[test]
    fn both_versions_of_the_export_are_read_alike() {
        let fields = record(|_| {});
        let first = event(&json!({ "recordid": "x", "fields": fields })).unwrap();
        assert_eq!(event(&fields).unwrap(), first);
        assert_eq!(first.timings, [(1_784_055_600_000, 1_784_064_600_000)]);
        assert_eq!((first.status, first.details.as_str()), (Status::Cancelled, "Venez tous."));
        assert_eq!(first.description, "Un bal & des lampions.");
        assert_eq!((first.accessibility.len(), first.ages), (2, (Some(6), None)));
        let place = first.place.unwrap();
        assert_eq!((place.position, place.insee.as_str()), (Some([2.26, 48.82]), "92040"));
        let second = record(|fields| {
            fields["location_coordinates"] = json!({ "lon": 2.26, "lat": 48.82 });
            fields["status"] = json!({ "id": 1 });
            fields["accessibility"] = json!(["hi", "mi"]);
        });
        let second = event(&second).unwrap();
        assert_eq!((second.status, second.accessibility.len()), (Status::Scheduled, 2));
        assert_eq!(second.place.unwrap().position, place.position);
    }

    #[test]
    fn what_cannot_be_meant_is_named() {
        type Change = fn(&mut Value);
        let cases: [(Change, &str); 7] = [
            (|fields| fields["uid"] = json!(null), "no uid"),
            (|fields| fields["title_fr"] = json!(" "), "no title_fr"),
            (|fields| fields["timings"] = json!("[{\"begin\""), "timings: the JSON in the text is broken"),
            (
                |fields| fields["timings"] = json!("[{\"begin\": \"demain\", \"end\": \"\"}]"),
                "'demain' is no moment",
            ),
            (|fields| fields["timings"] = json!([]), "no timings"),
            (|fields| fields["status"] = json!(9), "9 is not 1 to 6"),
            (|fields| fields["location_coordinates"] = json!([48.82, 248.0]), "no latitude and longitude"),
        ];
        for (change, words) in cases {
            let error = event(&record(change)).expect_err(words);
            assert!(error.contains(words), "{words}: {error}");
        }
        let nowhere = event(&record(|fields| fields["location_name"] = json!(null))).unwrap();
        assert_eq!(nowhere.place, None);
    }
}
