//! One GTFS file as rows under named columns, with the line of each row. One row is in memory at a time.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder, StringRecord, Terminator};

use super::limits::Limits;
use super::report::{Refusal, Report};
use super::room;

/// Longest text for people, in signs; the rest is cut.
const LONGEST_WORDS: usize = 200;
/// What a row is taken to cost above its text, and the text twice: in a list, and as the key of its id.
const ROW_BYTES: usize = 256;
/// After so many bytes of rows it is asked whether there is room for as many more.
const ROOM_BYTES: usize = 4 << 20;
/// What the table of ids may ask for at once, for each row so far.
const GROWTH_BYTES: usize = 40;

/// A file being read.
pub(super) struct Table<'a> {
    file: &'static str,
    reader: csv::Reader<Box<dyn Read + 'a>>,
    header: Vec<String>,
    record: StringRecord,
    /// Line at which the reader stood before the current row.
    begun: u64,
    left_rows: usize,
    rows: usize,
    /// Bytes of rows since room was asked for.
    unasked: usize,
}

/// A column by its place in the row; an optional column that the file lacks reads as empty.
#[derive(Clone, Copy)]
pub(super) struct Column(Option<usize>);

/// A row of the file.
pub(super) struct Row<'a> {
    record: &'a StringRecord,
    /// Line in the file, from 1; of a row with quoted line breaks, the first.
    pub(super) line: u32,
}

impl Row<'_> {
    /// The cell in this column without the spaces around it; empty if there is none.
    pub(super) fn text(&self, column: Column) -> &str {
        column.0.and_then(|index| self.record.get(index)).unwrap_or("").trim()
    }

    /// The same as words for people: at most 200 signs.
    pub(super) fn words(&self, column: Column) -> String {
        self.text(column).chars().take(LONGEST_WORDS).collect()
    }
}

impl<'a> Table<'a> {
    /// Reads the header. `bytes` come from `CleanBytes`.
    pub(super) fn open(
        file: &'static str,
        bytes: Box<dyn Read + 'a>,
        limits: &Limits,
        report: &mut Report,
    ) -> Result<Table<'a>, Refusal> {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .terminator(Terminator::Any(b'\n'))
            .from_reader(bytes);
        let left_rows = if file == "stop_times.txt" { limits.stop_times } else { limits.rows };
        let (header, record) = (Vec::new(), StringRecord::new());
        let mut table = Table { file, reader, header, record, begun: 1, left_rows, rows: 0, unasked: 0 };
        report.read(file, 0);
        if !table.read_record(report)? {
            return Err(Refusal::of(file, "the file is empty; its first line must name the columns"));
        }
        table.header = table.record.iter().map(|cell| cell.trim().to_ascii_lowercase()).collect();
        if table.header.len() > limits.columns {
            let reason = format!("{} columns, more than {}", table.header.len(), limits.columns);
            return Err(table.refusal(reason));
        }
        table.check_header(report);
        Ok(table)
    }

    /// The place of a column that the file must have.
    pub(super) fn required(&self, name: &str) -> Result<Column, Refusal> {
        let found = self.header.iter().position(|column| column == name);
        found.map(|index| Column(Some(index))).ok_or_else(|| {
            let columns = self.header.join(", ");
            let reason =
                format!("the column {name} is missing; the first line names: {columns}. Add the column");
            Refusal { line: Some(1), ..Refusal::of(self.file, reason) }
        })
    }

    /// The place of a column that the file may have.
    pub(super) fn optional(&self, name: &str) -> Column {
        Column(self.header.iter().position(|column| column == name))
    }

    /// The next row that is not empty; `None` at the end of the file.
    pub(super) fn next_row(&mut self, report: &mut Report) -> Result<Option<Row<'_>>, Refusal> {
        loop {
            if !self.read_record(report)? {
                return Ok(None);
            }
            if self.record.iter().any(|cell| !cell.trim().is_empty()) {
                break;
            }
        }
        self.left_rows = self.left_rows.checked_sub(1).ok_or_else(|| {
            self.refusal("the file has more rows than a hub reads; cut the feed down to the territory")
        })?;
        self.check_room()?;
        report.read(self.file, 1);
        self.check_width(report);
        Ok(Some(Row { record: &self.record, line: self.line() }))
    }

    /// Refuses the feed at the present row.
    pub(super) fn refusal(&self, reason: impl Into<String>) -> Refusal {
        Refusal { line: Some(self.line()), ..Refusal::of(self.file, reason) }
    }

    /// Refuses the feed at the present row for want of memory.
    pub(super) fn no_room(&self) -> Refusal {
        self.refusal("the feed takes more memory than a plugin may use; cut it down to the territory")
    }

    fn check_room(&mut self) -> Result<(), Refusal> {
        self.rows += 1;
        self.unasked += 2 * self.record.as_byte_record().as_slice().len() + ROW_BYTES;
        if self.unasked < ROOM_BYTES {
            return Ok(());
        }
        self.unasked = 0;
        if room::for_bytes(2 * ROOM_BYTES + self.rows * GROWTH_BYTES) { Ok(()) } else { Err(self.no_room()) }
    }

    fn read_record(&mut self, report: &mut Report) -> Result<bool, Refusal> {
        let mut bytes = std::mem::take(&mut self.record).into_byte_record();
        self.begun = self.reader.position().line();
        let more = self.reader.read_byte_record(&mut bytes).map_err(|error| Refusal {
            line: u32::try_from(self.begun).ok(),
            ..Refusal::of(self.file, format!("the file cannot be read: {error}"))
        })?;
        self.record = match StringRecord::from_byte_record(bytes) {
            Ok(record) => record,
            Err(error) => {
                let record = lossy(&error.into_byte_record());
                let reason = format_args!("not written in UTF-8: the unreadable signs are shown as \u{FFFD}");
                report.warn(self.file, Some(self.line()), reason);
                record
            }
        };
        if self.record.as_byte_record().as_slice().contains(&0) {
            self.record = self.record.iter().map(|cell| cell.replace('\0', "")).collect();
            report.warn(
                self.file,
                Some(self.line()),
                format_args!("the row holds NUL signs: they are left out"),
            );
        }
        Ok(more)
    }

    /// The line where the current row begins. Every row ends with a line feed that the reader has just passed; where a quote
    /// is never closed, that line feed is in the row.
    fn line(&self) -> u32 {
        let breaks: usize =
            self.record.iter().map(|cell| cell.bytes().filter(|byte| *byte == b'\n').count()).sum();
        let last = self.reader.position().line().saturating_sub(1);
        u32::try_from(last.saturating_sub(breaks as u64).max(self.begun)).unwrap_or(u32::MAX)
    }

    fn check_header(&self, report: &mut Report) {
        for (index, name) in self.header.iter().enumerate() {
            if !name.is_empty() && self.header[..index].contains(name) {
                let reason = format_args!("the column {name} is there twice: the first one is read");
                report.warn(self.file, Some(1), reason);
            }
        }
    }

    fn check_width(&self, report: &mut Report) {
        let extra = self.record.iter().skip(self.header.len()).any(|cell| !cell.trim().is_empty());
        if extra {
            let reason =
                format_args!("more cells than columns: the last ones are not read (a comma without quotes?)");
            report.warn(self.file, Some(self.line()), reason);
        }
    }
}

fn lossy(record: &ByteRecord) -> StringRecord {
    record.iter().map(String::from_utf8_lossy).collect()
}
