//! What plugins read, and what went out: counts by plugin, subject and day, added up in memory and stored from time to time.

use std::collections::HashMap;
use std::sync::Mutex;

use parvis_model::Instant;
use parvis_storage::{ReadCount, Storage};

const DAY_MS: i64 = 86_400_000;

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

    /// Stores the counts.
    pub(crate) async fn flush(&self, storage: &dyn Storage) {
        let counts = match self.counts.lock() {
            Ok(mut counts) => std::mem::take(&mut *counts),
            Err(_) => return,
        };
        let records: Vec<ReadCount> = counts
            .into_iter()
            .map(|((plugin, subject, day), count)| ReadCount { plugin, subject, day: Instant(day), count })
            .collect();
        if !records.is_empty()
            && let Err(error) = storage.add_reads(&records).await
        {
            tracing::error!(%error, "counts of what plugins read could not be stored");
        }
    }
}
