//! Rows on their way into the draft: in batches, each id once, with the report for people.

use std::collections::HashSet;

use parvis_sdk::{Batch, Counts, Draft, Geometry, ReportLine, Row, Severity, Value, geo, publication};

use crate::fingerprint::fingerprint;

/// Rows in a batch.
const BATCH: usize = 500;
/// Bytes in a batch, about: a batch may hold 2 MiB.
const BATCH_BYTES: usize = 1 << 20;
/// Remarks that are kept: the hub keeps no more.
const MOST_REMARKS: usize = 200;
/// Points in one shape: the hub takes no more.
const MOST_CORNERS: usize = 20_000;

/// What is filled.
#[derive(Clone, Copy, Debug)]
pub struct Collection {
    /// Its name.
    pub name: &'static str,
    /// The properties that rows have, in the order of their values. One called `commune` is filled in from the place.
    pub columns: &'static [&'static str],
}

/// The rows of a run.
pub struct Rows {
    /// Title of the source in its own words; may be empty.
    pub title: String,
    /// When the data was made, if it says so, in milliseconds since 1970.
    pub issued: Option<i64>,
    /// Until when it holds; none for what holds until it is replaced.
    pub valid_until: Option<i64>,
    collection: Collection,
    prefix: String,
    draft: Draft,
    batch: Vec<Row>,
    batch_bytes: usize,
    ids: HashSet<String>,
    counts: Counts,
    remarks: Vec<ReportLine>,
    /// The first batch that could not be put: nothing is put after it, and the run fails.
    failed: Result<(), String>,
}

impl Rows {
    pub(crate) fn new(collection: Collection, source: &str, draft: Draft) -> Self {
        Rows {
            title: String::new(),
            issued: None,
            valid_until: None,
            collection,
            prefix: format!("{source}/"),
            draft,
            batch: Vec::new(),
            batch_bytes: 0,
            ids: HashSet::new(),
            counts: Counts { read: 0, kept: 0, refused: 0 },
            remarks: Vec::new(),
            failed: Ok(()),
        }
    }

    /// Takes what one record of the source gives: its rows (none if it is sound and of no use now), or why it is refused.
    /// `line` is where it stands, from 1. An id is unique within the source. The run fails at its end if the hub does not
    /// take them.
    pub fn take(&mut self, line: usize, rows: Result<Vec<Row>, String>) {
        if self.failed.is_err() {
            return;
        }
        self.counts.read += 1;
        match rows.and_then(drawable) {
            Err(reason) => self.refuse(line, reason),
            Ok(rows) => {
                self.counts.kept += 1;
                rows.into_iter().for_each(|row| self.put(line, row));
            }
        }
    }

    /// The same for rows that stand in place of what another source of this plugin publishes: they have its ids.
    pub fn amend(&mut self, line: usize, rows: Result<Vec<Row>, String>) {
        let prefix = std::mem::take(&mut self.prefix);
        self.take(line, rows);
        self.prefix = prefix;
    }

    /// The name of the source, with which the ids of its own rows begin.
    pub fn source(&self) -> &str {
        self.prefix.trim_end_matches('/')
    }

    /// Rows of an earlier run that still hold, under the ids that they have. They are no records of this source.
    pub fn keep(&mut self, rows: Vec<Row>) {
        let prefix = std::mem::take(&mut self.prefix);
        rows.into_iter().for_each(|row| self.put(0, row));
        self.prefix = prefix;
    }

    /// A record that is sound and about what is not kept here.
    pub fn pass_over(&mut self) {
        self.counts.read += 1;
    }

    /// The rows from here on go into another collection.
    pub fn go_on_with(&mut self, collection: Collection) {
        self.flush();
        self.ids.clear();
        self.collection = collection;
    }

    fn put(&mut self, line: usize, mut row: Row) {
        row.id = format!("{}{}", self.prefix, sound(&row.id));
        if !self.ids.insert(row.id.clone()) {
            return self.warn(line, format!("the id {} is there already: this row is left out", row.id));
        }
        self.batch_bytes += bytes(&row);
        self.batch.push(row);
        if self.batch.len() >= BATCH || self.batch_bytes >= BATCH_BYTES {
            self.flush();
        }
    }

    /// A remark about a record that is kept.
    pub fn warn(&mut self, line: usize, reason: String) {
        self.remark(Severity::Warning, line, reason);
    }

    fn refuse(&mut self, line: usize, reason: String) {
        self.counts.refused += 1;
        self.remark(Severity::Warning, line, reason);
    }

    fn remark(&mut self, severity: Severity, line: usize, reason: String) {
        if self.remarks.len() < MOST_REMARKS {
            let line = i64::try_from(line).ok().filter(|line| *line > 0);
            self.remarks.push(ReportLine { severity, file: String::new(), line, reason });
        }
    }

    /// The file as a whole cannot be read: the error for the operator.
    pub fn broken(&mut self, error: parvis_formats::json::FileError) -> String {
        self.remark(Severity::Fatal, error.line, error.reason.clone());
        match error.line {
            0 => error.reason,
            line => format!("line {line}: {}", error.reason),
        }
    }

    pub(crate) fn finish(&mut self) -> Result<(), String> {
        self.flush();
        self.failed.clone()
    }

    pub(crate) fn tell(&mut self) {
        publication::report(&std::mem::take(&mut self.remarks));
    }

    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    pub(crate) fn into_draft(self) -> (Draft, Counts) {
        (self.draft, self.counts)
    }

    fn flush(&mut self) {
        if self.batch.is_empty() || self.failed.is_err() {
            return;
        }
        self.batch_bytes = 0;
        let mut rows = std::mem::take(&mut self.batch);
        if let Some(column) = self.collection.columns.iter().position(|name| *name == "commune") {
            fill_communes(&mut rows, column);
        }
        let columns = self.collection.columns.iter().map(|name| (*name).to_owned()).collect();
        let batch = Batch { collection: self.collection.name.to_owned(), columns, rows };
        let put = self.draft.put(&batch);
        self.failed = put.map_err(|error| format!("what was read cannot be published: {error}"));
    }
}

/// Rows whose shapes the hub takes.
fn drawable(rows: Vec<Row>) -> Result<Vec<Row>, String> {
    match rows.iter().map(corners).max().filter(|most| *most > MOST_CORNERS) {
        Some(many) => Err(format!("its shape has {many} points; at most {MOST_CORNERS}: simplify it")),
        None => Ok(rows),
    }
}

/// How many points the shape of a row has.
fn corners(row: &Row) -> usize {
    match &row.geometry {
        Some(Geometry::LineString(points) | Geometry::MultiPoint(points)) => points.len(),
        Some(Geometry::Polygon(rings) | Geometry::MultiLineString(rings)) => rings.iter().map(Vec::len).sum(),
        Some(Geometry::MultiPolygon(all)) => all.iter().flatten().map(Vec::len).sum(),
        Some(Geometry::Point(_)) | None => 1,
    }
}

/// The commune of what is at a place and does not say which.
fn fill_communes(rows: &mut [Row], column: usize) {
    let point = |row: &Row| match (&row.values[column], &row.geometry) {
        (None, Some(Geometry::Point(point))) => Some(*point),
        _ => None,
    };
    let places: Vec<_> = (0..).zip(rows.iter()).filter_map(|(at, row)| Some((at, point(row)?))).collect();
    let points: Vec<_> = places.iter().map(|(_, point)| *point).collect();
    for ((at, _), commune) in places.into_iter().zip(geo::commune_of(&points)) {
        let row: &mut Row = &mut rows[at];
        row.values[column] = commune.map(Value::Code);
    }
}

/// An id without what no id may have, and short enough.
fn sound(id: &str) -> String {
    let kept: String =
        id.chars().filter(|c| !c.is_control()).map(|c| if c == ' ' { '-' } else { c }).collect();
    if kept.len() <= 180 {
        return kept;
    }
    let mut end = 150;
    while !kept.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}-{:016x}", &kept[..end], fingerprint(&kept))
}

/// About how many bytes a row takes in a batch.
fn bytes(row: &Row) -> usize {
    let value = |value: &Option<Value>| match value {
        Some(Value::Text(text)) => text.main.len() + 16,
        Some(Value::Codes(codes)) => codes.iter().map(|code| code.len() + 8).sum(),
        Some(Value::Code(text) | Value::Url(text) | Value::Phone(text) | Value::Email(text)) => text.len(),
        Some(Value::OpeningHours(text) | Value::Feature(text)) => text.len(),
        _ => 8,
    };
    let values: usize = row.values.iter().map(|one| 16 + value(one)).sum();
    64 + row.id.len() + row.title.main.len() + corners(row) * 16 + values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_stays_its_own() {
        assert_eq!(sound("a b\n7"), "a-b7");
        let long = |end: &str| sound(&format!("{}{end}", "é".repeat(100)));
        assert!(long("a").len() <= 180);
        assert_ne!(long("a"), long("b"));
    }
}
