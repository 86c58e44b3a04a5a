//! One GTFS file as rows under named columns, with the line of each row. One row is in memory at a time.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder, StringRecord, Terminator};

use super::limits::Limits;
use super::report::{Refusal, Report};

/// A file being read.
pub(super) struct Table<'a> {
    file: &'static str,
    reader: csv::Reader<Box<dyn Read + 'a>>,
    header: Vec<String>,
    record: StringRecord,
    left_rows: usize,
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
        let mut table = Table { file, reader, header: Vec::new(), record: StringRecord::new(), left_rows };
        report.read(file, 0);
        if !table.read_record(report)? {
            return Err(Refusal::of(file, "the file is empty; its first line must name the columns"));
        }
        table.header = table.record.iter().map(|cell| cell.trim().to_ascii_lowercase()).collect();
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
            Refusal::of(
                self.file,
                "the file has more rows than a hub reads; cut the feed down to the territory",
            )
        })?;
        report.read(self.file, 1);
        self.check_width(report);
        Ok(Some(Row { record: &self.record, line: self.line() }))
    }

    fn read_record(&mut self, report: &mut Report) -> Result<bool, Refusal> {
        let mut bytes = std::mem::take(&mut self.record).into_byte_record();
        let line = self.reader.position().line();
        let more = self.reader.read_byte_record(&mut bytes).map_err(|error| Refusal {
            line: u32::try_from(line).ok(),
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

    /// The line where the current row begins. Every row ends with a line feed that the reader has just passed.
    fn line(&self) -> u32 {
        let breaks: usize =
            self.record.iter().map(|cell| cell.bytes().filter(|byte| *byte == b'\n').count()).sum();
        let last = self.reader.position().line().saturating_sub(1);
        u32::try_from(last.saturating_sub(breaks as u64)).unwrap_or(u32::MAX)
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
