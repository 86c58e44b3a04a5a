//! Services of data.inclusion, version 1 of its schema.

use parvis_connect as connect;
use parvis_formats::mapping::{Mapping, Record};
use parvis_sdk::{Failure, Outcome, Row};

use super::service::{SERVICES, WORDS, row};
use crate::needs;

/// Where the schema writes things.
const USUAL: &[(&str, &str)] = &[
    ("id", "id"),
    ("title", "nom"),
    ("topics", "thematiques"),
    ("organisation", "structure.nom | structure_nom"),
    ("phone", "telephone | structure.telephone"),
    ("email", "courriel | structure.courriel"),
    ("url", "lien_mobilisation | lien_source | structure.site_web"),
    ("address", "adresse & complement_adresse & code_postal & commune"),
    ("opening-hours", "horaires_accueil | recurrence"),
    ("conditions", "conditions_acces"),
    ("fees", "frais"),
    ("audience", "publics_precisions"),
    ("description", "description | presentation_resume"),
    ("checked", "date_maj"),
    ("longitude", "longitude"),
    ("latitude", "latitude"),
];

pub(crate) fn data_inclusion() -> Result<Outcome, Failure> {
    connect::run(SERVICES, &[], |source, rows| {
        let mapping = source.mapping(USUAL, WORDS)?;
        connect::each_record(source, rows, &mut |record| service(&mapping, record))
    })
}

/// A service that residents may go to themselves; one that only professionals may call is of no use here.
fn service(mapping: &Mapping, record: &dyn Record) -> Result<Vec<Row>, String> {
    if is_ignored(record) {
        return Ok(Vec::new());
    }
    let for_whom = record.text("mobilisable_par").unwrap_or_default();
    if !for_whom.is_empty() && !for_whom.contains("usagers") {
        return Ok(Vec::new());
    }
    let topics = mapping.text(record, "topics").unwrap_or_default();
    let mut answered: Vec<String> = Vec::new();
    for topic in connect::lines(topics.trim_matches(['[', ']'])) {
        answered.extend(needs::of_topic(topic.trim_matches(['"', '\''])).map(str::to_owned));
    }
    answered.sort();
    answered.dedup();
    row(mapping, record, answered).map(|row| vec![row])
}

/// The workbook of data.inclusion explains its columns in rows of their own, and marks those.
fn is_ignored(record: &dyn Record) -> bool {
    record
        .text("__ignore__")
        .is_some_and(|word| ["true", "1", "vrai"].contains(&word.to_lowercase().as_str()))
}
