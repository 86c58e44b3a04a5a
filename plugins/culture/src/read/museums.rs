//! Museums: a list whose columns are those of Muséofile, unless a mapping says otherwise.

use parvis_connect as connect;
use parvis_sdk::{Failure, Outcome};

use super::place::{PLACES, WORDS, row};

/// Where Muséofile writes things.
const MUSEOFILE: &[(&str, &str)] = &[
    ("id", "Identifiant | identifiant"),
    ("title", "Nom officiel | Nom usage | nom_officiel"),
    ("description", "Atout | Histoire"),
    ("address", "Adresse & Code Postal & Ville"),
    ("phone", "Téléphone"),
    ("url", "URL"),
    ("keywords", "Domaine thématique"),
    ("position", "geolocalisation | Geolocalisation"),
];

pub(crate) fn museums() -> Result<Outcome, Failure> {
    connect::run(PLACES, &[], |source, rows| {
        let mapping = source.mapping(MUSEOFILE, WORDS)?;
        connect::each_record(source, rows, &mut |record| {
            row(&mapping, record, "museum", None).map(|row| vec![row])
        })
    })
}
