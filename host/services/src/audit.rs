//! What plugins read, and what went out: counts by plugin, subject and day, added up in memory and stored from time to time.

use std::collections::{BTreeMap, HashMap};
use std::sync::Mutex;

use parvis_model::Instant;
use parvis_storage::{ReadCount, Storage, StorageError};

const DAY_MS: i64 = 86_400_000;
/// Counts stored at once.
const AT_ONCE: usize = 1_000;

/// Counts waiting to be stored: by plugin, subject and day. Nested, so that what is there already is found without a copy
/// of its names.
type Counts = HashMap<String, HashMap<String, BTreeMap<i64, i64>>>;

/// Counts what plugins read.
#[derive(Debug, Default)]
pub struct Audit {
    counts: Mutex<Counts>,
}

impl Audit {
    /// Counts one read of a subject (a collection, `clock`, `settings`...) at real time `at`.
    pub fn count(&self, plugin: &str, subject: &str, at: Instant) {
        self.add(plugin, subject, 1, at);
    }

    /// Adds to the count of a subject at real time `at`.
    pub(crate) fn add(&self, plugin: &str, subject: &str, amount: i64, at: Instant) {
        let day = at.0 - at.0.rem_euclid(DAY_MS);
        if let Ok(mut counts) = self.counts.lock() {
            match counts.get_mut(plugin).and_then(|subjects| subjects.get_mut(subject)?.get_mut(&day)) {
                Some(sum) => *sum = sum.saturating_add(amount),
                None => {
                    let subjects = counts.entry(plugin.to_owned()).or_default();
                    subjects.entry(subject.to_owned()).or_default().insert(day, amount);
                }
            }
        }
    }

    /// Stores the counts; what cannot be stored goes on waiting. True if there were any.
    pub(crate) async fn flush(&self, storage: &dyn Storage) -> Result<bool, StorageError> {
        let counts = self.counts.lock().map(|mut counts| std::mem::take(&mut *counts)).unwrap_or_default();
        let records = records(&counts);
        for (number, some) in records.chunks(AT_ONCE).enumerate() {
            if let Err(error) = storage.add_reads(some).await {
                for left in &records[number * AT_ONCE..] {
                    self.add(&left.plugin, &left.subject, left.count, left.day);
                }
                return Err(error);
            }
        }
        Ok(!records.is_empty())
    }
}

fn records(counts: &Counts) -> Vec<ReadCount> {
    let mut records = Vec::new();
    for (plugin, subjects) in counts {
        for (subject, days) in subjects {
            records.extend(days.iter().map(|(day, count)| ReadCount {
                plugin: plugin.clone(),
                subject: subject.clone(),
                day: Instant(*day),
                count: *count,
            }));
        }
    }
    records
}
