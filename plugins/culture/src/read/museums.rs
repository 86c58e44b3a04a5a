//! Museums: a table whose columns are those of Muséofile, unless a mapping says otherwise.

use parvis_connect as connect;
use parvis_formats::table;
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
        let (mut failed, mut is_old) = (Ok(()), false);
        let read = table::read(source.reader(), None, &mut |line, record| {
            if record.is_old && !std::mem::replace(&mut is_old, true) {
                rows.warn(line, "this row is not UTF-8: it was read as Windows-1252".to_owned());
            }
            let found = row(&mapping, &record, "museum", None).map(|row| vec![row]);
            if failed.is_ok() {
                failed = rows.take(line, found);
            }
        });
        read.map_err(|error| rows.broken(error))?;
        failed
    })
}
