//! Tables: text between separators (CSV), with the column names in the first row. One row is in memory at a time.

mod clean_bytes;
mod encoding;

pub use clean_bytes::CleanBytes;

use std::io::{self, Cursor, Read};

use csv::{ByteRecord, ReaderBuilder, Terminator};

use crate::json::FileError;
use crate::mapping::Record;
use encoding::{plain_words, without_utf_16};

/// Longest row, in bytes: beyond it a quote is open that nobody closed.
const LONGEST_ROW: usize = 1 << 20;
/// Most columns.
const MOST_COLUMNS: usize = 200;
/// Longest cell, in bytes.
const LONGEST_CELL: usize = 64 * 1024;
/// What may stand between cells, the likeliest first.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// How much of the file is looked at to find its separator.
const FIRST_ROW: u64 = 64 * 1024;

/// A row under the names of its columns.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    header: &'a [String],
    cells: Vec<String>,
    /// True if it was not UTF-8 and read as Windows-1252.
    pub is_old: bool,
}

impl Record for Row<'_> {
    fn text(&self, column: &str) -> Option<String> {
        let same = |name: &String| name.trim().eq_ignore_ascii_case(column.trim());
        let at = self.header.iter().position(|name| name == column);
        let at = at.or_else(|| self.header.iter().position(same))?;
        self.cells.get(at).map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty())
    }

    fn names(&self) -> Vec<String> {
        self.header.to_vec()
    }
}

/// Reads a table. The separator is found in the first row unless it is given; a row that is not UTF-8 is read as
/// Windows-1252, which says so; UTF-16 is read by its mark. `each` is given every row that is not empty, with its line from
/// 1. Rows that came before an error were given already: keep nothing of a file that ends in one. Memory: the longest row.
pub fn read(
    file: impl Read,
    separator: Option<u8>,
    each: &mut dyn FnMut(usize, Row<'_>),
) -> Result<(), FileError> {
    let broken = |line: usize, reason: String| FileError { line, reason };
    let file = without_utf_16(file).map_err(|error| broken(0, error.to_string()))?;
    let (start, file) = with_start(file).map_err(|error| broken(0, error.to_string()))?;
    let separator = separator.unwrap_or_else(|| likeliest(&start));
    let file = Cursor::new(start).chain(file);
    let mut rows = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .terminator(Terminator::Any(b'\n'))
        .from_reader(CleanBytes::new(file, separator, LONGEST_ROW));
    let (mut header, mut record) = (Vec::new(), ByteRecord::new());
    loop {
        let begun = rows.position().line();
        let more = rows.read_byte_record(&mut record);
        if !more.map_err(|error| broken(line(begun), words(&error)))? {
            break;
        }
        let line = line(begun.max(first_line(&rows, &record)));
        let (mut cells, is_old) = plain_words(&record);
        cells.truncate(MOST_COLUMNS + 1);
        if let Some(long) = cells.iter().find(|cell| cell.len() > LONGEST_CELL) {
            return Err(broken(line, format!("a cell of {} bytes, more than {LONGEST_CELL}", long.len())));
        }
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if header.is_empty() {
            header = columns(cells).map_err(|reason| broken(line, reason))?;
        } else {
            each(line, Row { header: &header, cells, is_old });
        }
    }
    if header.is_empty() {
        return Err(broken(1, "the file is empty; its first row must name the columns".to_owned()));
    }
    Ok(())
}

/// The beginning of the file, and the rest.
fn with_start<R: Read>(mut file: R) -> io::Result<(Vec<u8>, R)> {
    let mut start = Vec::new();
    file.by_ref().take(FIRST_ROW).read_to_end(&mut start)?;
    Ok((start, file))
}

fn line(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Where the row that was just read begins: the reader stands behind it, and empty lines may stand before it.
fn first_line<R: Read>(rows: &csv::Reader<R>, record: &ByteRecord) -> u64 {
    let breaks = record.as_slice().iter().filter(|byte| **byte == b'\n').count();
    rows.position().line().saturating_sub(1).saturating_sub(breaks as u64)
}

fn columns(cells: Vec<String>) -> Result<Vec<String>, String> {
    match cells.len() {
        0..=MOST_COLUMNS => Ok(cells.into_iter().map(|cell| cell.trim().to_owned()).collect()),
        many => Err(format!("{many} columns, more than {MOST_COLUMNS}")),
    }
}

/// The separator that the first row holds most often, outside of quotes.
fn likeliest(start: &[u8]) -> u8 {
    let mut counts = [0; SEPARATORS.len()];
    let mut quoted = false;
    for byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            byte if !quoted => {
                if let Some(at) = SEPARATORS.iter().position(|separator| separator == byte) {
                    counts[at] += 1;
                }
            }
            _ => {}
        }
    }
    let most = counts.iter().max().copied().unwrap_or(0);
    counts.iter().position(|count| *count == most).map_or(b',', |at| SEPARATORS[at])
}

/// The error without the reader's own sense of place.
fn words(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Io(error) => error.to_string(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rows = Vec<(usize, Vec<String>, bool)>;

    fn all(bytes: &[u8]) -> Result<Rows, FileError> {
        let mut found = Vec::new();
        read(bytes, None, &mut |line, row| found.push((line, row.cells.clone(), row.is_old))).map(|()| found)
    }

    #[test]
    fn the_separator_is_found_and_lines_are_counted() {
        for text in
            ["nom;ville\nA,1;Issy\n\n\"B\nb\";Meudon\n", "nom\tville\r\nA,1\tIssy\r\n\r\n\"B\r\nb\"\tMeudon"]
        {
            let rows = all(text.as_bytes()).unwrap();
            assert_eq!(rows[0], (2, vec!["A,1".to_owned(), "Issy".to_owned()], false), "{text}");
            assert_eq!((rows[1].0, rows[1].1[0].as_str()), (4, "B\nb"), "{text}");
        }
        assert_eq!(all(b"\"a;b;c\",d\n1,2\n").unwrap()[0].1, ["1", "2"], "quoted ones do not count");
    }

    #[test]
    fn columns_are_found_by_name() {
        let mut seen = Vec::new();
        read(&b"\xEF\xBB\xBFNom , Code postal\nA,05000\n"[..], None, &mut |_, row| {
            seen = vec![row.text("nom"), row.text("Code postal"), row.text("x")];
        })
        .unwrap();
        assert_eq!(seen, [Some("A".to_owned()), Some("05000".to_owned()), None]);
    }

    #[test]
    fn old_encodings_are_read_and_told() {
        let rows = all(b"nom\nS\xE8vres \x80\nS\xC3\xA8vres\n").unwrap();
        assert_eq!(rows[0].1[0], "Sèvres €");
        assert_eq!((rows[0].2, rows[1].2, rows[1].1[0].as_str()), (true, false, "Sèvres"));
        let utf_16: Vec<u8> = "\u{feff}nom;x\nSèvres;1\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(all(&utf_16).unwrap()[0].1, ["Sèvres", "1"]);
    }

    #[test]
    fn what_is_no_table_is_refused_with_its_line() {
        assert!(all(b"").unwrap_err().reason.contains("empty"));
        let open = [b"a,b\n1,2\n\"".as_slice(), &[b'x'; LONGEST_ROW + 1]].concat();
        let error = all(&open).unwrap_err();
        assert!(error.line == 3 && error.reason.contains("never closed"), "{error:?}");
        let wide = format!("{}\n", "a,".repeat(201));
        let long = format!("a,b\n1,{}\n", "x".repeat(LONGEST_CELL + 1));
        assert!(all(long.as_bytes()).unwrap_err().reason.contains("more than 65536"));
        assert!(all(long.replacen("xx", "x", 1).as_bytes()).is_ok());
        assert!(all(wide.as_bytes()).unwrap_err().reason.contains("more than 200"));
    }
}
