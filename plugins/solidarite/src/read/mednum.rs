//! Places of digital help: the standard of la-mednum, and the local lists that a mapping brings to it.

use parvis_connect as connect;
use parvis_sdk::{Failure, Outcome};

use super::service::{SERVICES, WORDS, row};

/// Where the standard writes things.
const USUAL: &[(&str, &str)] = &[
    ("id", "id"),
    ("title", "nom"),
    ("organisation", "structure_parente"),
    ("phone", "telephone"),
    ("email", "courriels | courriel"),
    ("url", "prise_rdv | site_web"),
    ("address", "adresse & complement_adresse & code_postal & commune"),
    ("opening-hours", "horaires"),
    ("fees", "frais_a_charge"),
    ("audience", "publics_specifiquement_adresses"),
    ("description", "presentation_detail | presentation_resume | services"),
    ("checked", "date_maj"),
    ("longitude", "longitude"),
    ("latitude", "latitude"),
];

pub(crate) fn mednum() -> Result<Outcome, Failure> {
    connect::run(SERVICES, &[], |source, rows| {
        let mapping = source.mapping(USUAL, WORDS)?;
        connect::each_record(source, rows, &mut |record| {
            row(&mapping, record, vec!["numerique".to_owned()]).map(|row| vec![row])
        })
    })
}
