//! Lists in JSON, XML or CSV: told apart by their first sign, read record by record.

use std::io::{Cursor, Read};

use parvis_formats::json::FileError;
use parvis_formats::mapping::Record;
use parvis_formats::{geojson, json, table, xml};
use parvis_sdk::{Geometry, Row};
use serde_json::Value;

use crate::{Rows, Source, geometry};

/// Members that hold the list, where the file is an object.
const LISTS: &[&str] = &["items", "results", "records", "data", "ads", "offers", "resultats"];
/// How much of the file is looked at.
const START: u64 = 256;
/// Largest XML file, which is read whole.
const MOST_XML: u64 = 16 << 20;

/// What becomes of a record: its rows, or why it is refused.
pub type Each<'e> = dyn FnMut(&dyn Record) -> Result<Vec<Row>, String> + 'e;

/// Gives every record of the source to `each`, which answers with its rows or why it is refused. The line is the row of a
/// table, or the number of an element from 1.
pub fn each_record(source: &Source, rows: &mut Rows, each: &mut Each<'_>) -> Result<(), String> {
    let mut file = source.reader();
    let mut start = Vec::new();
    file.by_ref().take(START).read_to_end(&mut start).map_err(|error| error.to_string())?;
    let first = first_sign(&start);
    let file = Cursor::new(start).chain(file);
    let read = match first {
        Some('[' | '{') => objects(file, rows, each),
        Some('<') => elements(&source.text(MOST_XML)?, rows, each),
        _ => table_rows(file, rows, each),
    };
    read.map_err(|error| rows.broken(error))
}

/// Gives every feature of a GeoJSON file, its properties and its shape, to `each`, which answers with its row or why it is
/// refused. The id of the feature itself stands over that of the row.
pub fn each_feature(
    source: &Source,
    rows: &mut Rows,
    mut each: impl FnMut(&dyn Record, Option<Geometry>) -> Result<Row, String>,
) -> Result<(), String> {
    let read = geojson::read(source.reader(), &mut |number, feature| {
        let row = feature.and_then(|feature| {
            let row = each(&feature.properties, feature.geometry.map(geometry))?;
            Ok(Row { id: feature.id.unwrap_or(row.id), ..row })
        });
        rows.take(number + 1, row.map(|row| vec![row]));
    });
    read.map_err(|error| rows.broken(error))
}

/// The first sign that is no space.
fn first_sign(start: &[u8]) -> Option<char> {
    String::from_utf8_lossy(start).trim_start_matches('\u{feff}').trim_start().chars().next()
}

fn elements(text: &str, rows: &mut Rows, each: &mut Each<'_>) -> Result<(), FileError> {
    xml::each_element(text, &mut |line, members| {
        let found = each(&members);
        rows.take(line, found);
    })
}

fn objects(file: impl Read, rows: &mut Rows, each: &mut Each<'_>) -> Result<(), FileError> {
    json::each_element(file, LISTS, &mut |number, element| {
        let found = match &element {
            Value::Object(members) => each(members),
            other => Err(format!("{} is no record", crate::shortened(&other.to_string(), 40))),
        };
        rows.take(number + 1, found);
    })
}

fn table_rows(file: impl Read, rows: &mut Rows, each: &mut Each<'_>) -> Result<(), FileError> {
    let mut is_old = false;
    table::read(file, None, &mut |line, record| {
        if record.is_old && !std::mem::replace(&mut is_old, true) {
            rows.warn(line, "this row is not UTF-8: it was read as Windows-1252".to_owned());
        }
        let found = each(&record);
        rows.take(line, found);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sign_tells() {
        assert_eq!(first_sign(b" \n[{}]"), Some('['));
        assert_eq!(first_sign("\u{feff}\n<a/>".as_bytes()), Some('<'));
        assert_eq!((first_sign(b"nom;ville\n"), first_sign(b"")), (Some('n'), None));
    }
}
