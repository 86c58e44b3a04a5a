//! Any list of places that help: the mapping says where things stand, and which needs they answer.

use parvis_connect as connect;
use parvis_formats::mapping::{Mapping, Record};
use parvis_sdk::{Failure, Outcome, Row};

use super::service::{SERVICES, WORDS, row};
use crate::needs::{self, NEEDS};

/// Where such lists often write things.
const USUAL: &[(&str, &str)] = &[
    ("id", "id"),
    ("title", "name | nom"),
    ("phone", "phone | telephone | tel"),
    ("url", "website | site_web | url"),
    ("address", "adresse | address"),
    ("opening-hours", "opening_hours | horaires"),
    ("longitude", "longitude | lon | x"),
    ("latitude", "latitude | lat | y"),
];

pub(crate) fn places() -> Result<Outcome, Failure> {
    connect::run(SERVICES, &[], |source, rows| {
        let mapping = source.mapping(USUAL, WORDS)?;
        connect::each_record(source, rows, &mut |record| place(&mapping, record))
    })
}

fn place(mapping: &Mapping, record: &dyn Record) -> Result<Vec<Row>, String> {
    let mut answered = Vec::new();
    for need in connect::lines(&mapping.text(record, "needs").unwrap_or_default()) {
        if needs::named(&need).is_none() {
            let known: Vec<&str> = NEEDS.iter().map(|need| need.code).collect();
            return Err(format!("needs: '{need}' is none of {}", known.join(", ")));
        }
        answered.push(need);
    }
    row(mapping, record, answered).map(|row| vec![row])
}
