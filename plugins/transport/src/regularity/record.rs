//! The record as it is published: one feature for each line and day.

use std::collections::BTreeMap;

use parvis_sdk::{Counts, Feature, Row, SourceInfo, Text, Value, all, publication, text};

use super::count::{Count, Passage};
use super::{SOURCE, integer};
use crate::gtfs::Date;
use crate::live::published::{PAGE, code, each, value};
use crate::publish::batches::Batches;

const COLLECTION: &str = "regularity";
const COLUMNS: &[&str] = &[
    "line",
    "line-code",
    "line-code-colour",
    "day",
    "planned",
    "observed",
    "on-time",
    "late",
    "cancelled",
    "added",
    "on-time-share",
];
/// Days that are kept: a year and a month.
const MOST_DAYS: usize = 396;
/// The record promises to be counted again within this time, in seconds.
const PROMISE_S: i64 = 2 * 3600;

/// A line on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) day: Date,
    /// Id of the line.
    pub(super) line: String,
}

/// Everything that was counted.
#[derive(Default)]
pub(super) struct Record {
    lines: BTreeMap<Key, Entry>,
}

struct Entry {
    title: Text,
    code: Option<Value>,
    colour: Option<Value>,
    count: Count,
}

impl Record {
    /// Reads what was published so far.
    pub(super) fn published() -> Result<Self, String> {
        let mut record = Record::default();
        each(all(COLLECTION, PAGE), |feature| {
            if let Some((key, entry)) = entry(&feature) {
                record.lines.insert(key, entry);
            }
        })?;
        Ok(record)
    }

    /// Counts one departure.
    pub(super) fn add(&mut self, key: Key, departure: &Feature, passage: Passage) {
        let entry = self.lines.entry(key).or_insert_with(|| {
            let code = value(departure, "line-code").cloned();
            let title = match &code {
                Some(Value::Code(code)) => text(format!("Ligne {code}")).en(format!("Line {code}")),
                _ => text("Ligne").en("Line"),
            };
            let colour = value(departure, "line-code-colour").cloned();
            Entry { title, code, colour, count: Count::default() }
        });
        entry.count.add(passage);
    }

    /// Publishes it in place of the one before; `until` is when it was counted to.
    pub(super) fn publish(&self, until: i64) -> Result<(), String> {
        let failed = |error| format!("the record cannot be published: {error}");
        let draft = publication::begin(SOURCE).map_err(failed)?;
        let mut batches = Batches::new(&draft, COLLECTION, COLUMNS);
        self.kept().try_for_each(|(key, entry)| batches.add(row(key, entry))).map_err(failed)?;
        let count = i64::try_from(batches.finish().map_err(failed)?).unwrap_or(i64::MAX);
        let counts = Counts { read: count, kept: count, refused: 0 };
        publication::commit(draft, &info(until), counts).map_err(failed)
    }

    /// The latest days. A line of which nothing was told yet stays too: it may be told of later that day.
    fn kept(&self) -> impl Iterator<Item = (&Key, &Entry)> {
        let mut days: Vec<Date> = self.lines.keys().map(|key| key.day).collect();
        days.dedup();
        let first = days.len().checked_sub(MOST_DAYS).map(|at| days[at]);
        self.lines.iter().filter(move |(key, _)| first.is_none_or(|first| key.day >= first))
    }
}

fn entry(feature: &Feature) -> Option<(Key, Entry)> {
    let day = match value(feature, "day")? {
        Value::Date(day) => Date::parse(&day.replace('-', ""))?,
        _ => return None,
    };
    let number = |name| integer(feature, name);
    let count = Count {
        on_time: number("on-time"),
        late: number("late"),
        cancelled: number("cancelled"),
        added: number("added"),
        not_observed: number("planned") - number("observed"),
    };
    let entry = Entry {
        title: feature.title.clone(),
        code: value(feature, "line-code").cloned(),
        colour: value(feature, "line-code-colour").cloned(),
        count,
    };
    Some((Key { day, line: code(feature, "line")? }, entry))
}

fn row(key: &Key, entry: &Entry) -> Row {
    let count = &entry.count;
    Row {
        id: format!("{SOURCE}/{}/{}", key.day, key.line),
        title: entry.title.clone(),
        geometry: None,
        period: None,
        parent: Some(key.line.clone()),
        values: vec![
            Some(Value::Feature(key.line.clone())),
            entry.code.clone(),
            entry.colour.clone(),
            Some(Value::Date(key.day.to_string())),
            Some(Value::Integer(count.planned())),
            Some(Value::Integer(count.observed())),
            Some(Value::Integer(count.on_time)),
            Some(Value::Integer(count.late)),
            Some(Value::Integer(count.cancelled)),
            Some(Value::Integer(count.added)),
            count.on_time_share().map(Value::Number),
        ],
    }
}

fn info(until: i64) -> SourceInfo {
    SourceInfo {
        title: text("Régularité relevée ici").en("Regularity as recorded here"),
        attribution: String::new(),
        licence: String::new(),
        url: String::new(),
        issued: None,
        valid_from: None,
        valid_until: None,
        promise_s: Some(PROMISE_S),
        example: false,
        revision: until.to_string(),
    }
}
