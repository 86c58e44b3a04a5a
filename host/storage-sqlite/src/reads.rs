//! The audit: how often a plugin read what, by day.

use parvis_model::Instant;
use parvis_storage::{ReadCount, StorageError};

use crate::error::failed;
use crate::{SqliteStorage, json};

const DAY_MS: i64 = 86_400_000;

/// Counts written by one transaction.
const COUNTS: usize = 1_000;

pub(crate) async fn add(store: &SqliteStorage, counts: &[ReadCount]) -> Result<(), StorageError> {
    for some in counts.chunks(COUNTS) {
        let array = json::write(&some)?;
        let mut transaction = store.begin().await?;
        // "WHERE true" tells the parser that ON CONFLICT is not a join.
        sqlx::query(
            "INSERT INTO read_count (plugin, day, subject, count)
             SELECT value ->> 'plugin', value ->> 'day', value ->> 'subject', value ->> 'count'
             FROM json_each(?) WHERE true
             ON CONFLICT (plugin, day, subject) DO UPDATE SET count = count + excluded.count",
        )
        .bind(array)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
        transaction.commit().await.map_err(failed)?;
    }
    Ok(())
}

/// The day in which `since` lies is counted whole.
pub(crate) async fn since(
    store: &SqliteStorage,
    plugin: &str,
    since: Instant,
) -> Result<Vec<ReadCount>, StorageError> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(
        "SELECT subject, day, count FROM read_count WHERE plugin = ? AND day > ? ORDER BY day, subject",
    )
    .bind(plugin)
    .bind(since.0.saturating_sub(DAY_MS))
    .fetch_all(&store.readers())
    .await
    .map_err(failed)?;
    let plugin = plugin.to_owned();
    let count =
        |(subject, day, count)| ReadCount { plugin: plugin.clone(), subject, day: Instant(day), count };
    Ok(rows.into_iter().map(count).collect())
}
