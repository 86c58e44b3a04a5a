//! What plugins read, and what went out: counts by plugin, subject and day, added up in memory and stored from time to time.

use std::collections::HashMap;
use std::sync::Mutex;

use parvis_model::Instant;
use parvis_storage::{ReadCount, Storage, StorageError};

const DAY_MS: i64 = 86_400_000;
/// Counts stored at once.
const AT_ONCE: usize = 1_000;

/// Counts waiting to be stored.
#[derive(Debug, Default)]
pub struct Audit {
    counts: Mutex<HashMap<(String, String, i64), i64>>,
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
            let sum = counts.entry((plugin.to_owned(), subject.to_owned(), day)).or_default();
            *sum = sum.saturating_add(amount);
        }
    }

    /// Stores the counts; what cannot be stored goes on waiting. True if there were any.
    pub(crate) async fn flush(&self, storage: &dyn Storage) -> Result<bool, StorageError> {
        let counts = self.counts.lock().map(|mut counts| std::mem::take(&mut *counts)).unwrap_or_default();
        let records: Vec<ReadCount> = counts
            .into_iter()
            .map(|((plugin, subject, day), count)| ReadCount { plugin, subject, day: Instant(day), count })
            .collect();
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
