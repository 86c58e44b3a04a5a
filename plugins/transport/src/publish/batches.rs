//! Rows handed to the hub in batches.

use parvis_sdk::{Batch, Draft, Error, Row, Value};

/// Rows of one batch, and their bytes: well under the contract's 2,000 rows and 2 MiB.
const ROWS: usize = 1_000;
const BYTES: usize = 1 << 20;

/// Gathers rows of one collection and puts them into the draft, batch by batch.
pub(crate) struct Batches<'a> {
    draft: &'a Draft,
    collection: &'static str,
    columns: &'static [&'static str],
    rows: Vec<Row>,
    bytes: usize,
    /// Rows so far.
    pub(crate) count: usize,
}

impl<'a> Batches<'a> {
    pub(crate) fn new(draft: &'a Draft, collection: &'static str, columns: &'static [&'static str]) -> Self {
        Self { draft, collection, columns, rows: Vec::with_capacity(ROWS), bytes: 0, count: 0 }
    }

    pub(crate) fn add(&mut self, row: Row) -> Result<(), Error> {
        self.bytes += size(&row);
        self.rows.push(row);
        self.count += 1;
        if self.rows.len() == ROWS || self.bytes >= BYTES { self.flush() } else { Ok(()) }
    }

    /// Puts the rest. Without it the last rows are missing.
    pub(crate) fn finish(mut self) -> Result<usize, Error> {
        self.flush()?;
        Ok(self.count)
    }

    fn flush(&mut self) -> Result<(), Error> {
        if self.rows.is_empty() {
            return Ok(());
        }
        self.bytes = 0;
        self.draft.put(&Batch {
            collection: self.collection.to_owned(),
            columns: self.columns.iter().map(|&name| name.to_owned()).collect(),
            rows: std::mem::take(&mut self.rows),
        })
    }
}

/// The bytes of a row, roughly, and never less than the hub counts.
fn size(row: &Row) -> usize {
    let value = |value: &Option<Value>| match value {
        Some(Value::Text(text)) => 32 + text.main.len(),
        Some(Value::Code(text) | Value::Feature(text) | Value::Colour(text)) => 32 + text.len(),
        Some(Value::Codes(all)) => all.iter().map(|text| 32 + text.len()).sum(),
        _ => 32,
    };
    64 + row.id.len() + row.title.main.len() + row.values.iter().map(value).sum::<usize>()
}
