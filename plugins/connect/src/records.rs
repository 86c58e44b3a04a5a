//! Lists in JSON or CSV: told apart by their first sign, read record by record.

use std::io::{Cursor, Read};

use parvis_formats::json::FileError;
use parvis_formats::mapping::Record;
use parvis_formats::{json, table};
use parvis_sdk::Row;
use serde_json::Value;

use crate::{Rows, Source};

/// Members that hold the list, where the file is an object.
const LISTS: &[&str] = &["items", "results", "records", "data"];
/// How much of the file is looked at.
const START: u64 = 256;

/// What becomes of a record: its rows, or why it is refused.
pub type Each<'e> = dyn FnMut(&dyn Record) -> Result<Vec<Row>, String> + 'e;

/// Gives every record of the source to `each`, which answers with its rows or why it is refused. The line is the row of a
/// table, or the number of an element from 1.
pub fn each_record(source: &Source, rows: &mut Rows, each: &mut Each<'_>) -> Result<(), String> {
    let mut file = source.reader();
    let mut start = Vec::new();
    file.by_ref().take(START).read_to_end(&mut start).map_err(|error| error.to_string())?;
    let is_json = is_json(&start);
    let file = Cursor::new(start).chain(file);
    let mut failed = Ok(());
    let read = match is_json {
        true => objects(file, rows, each, &mut failed),
        false => table_rows(file, rows, each, &mut failed),
    };
    read.map_err(|error| rows.broken(error))?;
    failed
}

fn is_json(start: &[u8]) -> bool {
    let text = String::from_utf8_lossy(start);
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']).starts_with(['[', '{'])
}

fn objects(
    file: impl Read,
    rows: &mut Rows,
    each: &mut Each<'_>,
    failed: &mut Result<(), String>,
) -> Result<(), FileError> {
    json::each_element(file, LISTS, &mut |number, element| {
        let found = match &element {
            Value::Object(members) => each(members),
            other => Err(format!("{} is no record", crate::shortened(&other.to_string(), 40))),
        };
        if failed.is_ok() {
            *failed = rows.take(number + 1, found);
        }
    })
}

fn table_rows(
    file: impl Read,
    rows: &mut Rows,
    each: &mut Each<'_>,
    failed: &mut Result<(), String>,
) -> Result<(), FileError> {
    let mut is_old = false;
    table::read(file, None, &mut |line, record| {
        if record.is_old && !std::mem::replace(&mut is_old, true) {
            rows.warn(line, "this row is not UTF-8: it was read as Windows-1252".to_owned());
        }
        let found = each(&record);
        if failed.is_ok() {
            *failed = rows.take(line, found);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_sign_tells() {
        assert!(is_json(b" \n[{}]") && is_json("\u{feff}{}".as_bytes()));
        assert!(!is_json(b"nom;ville\n") && !is_json(b""));
    }
}
