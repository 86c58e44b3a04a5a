//! Lines of the plugins' logs.

use std::collections::BTreeSet;

use parvis_model::Instant;
use parvis_storage::{LogLine, StorageError};

use crate::error::failed;
use crate::{SqliteStorage, json};

/// Lines kept of each plugin.
const KEPT: i64 = 10_000;

/// Lines written by one transaction.
const LINES: usize = 1_000;

pub(crate) async fn append(store: &SqliteStorage, lines: &[LogLine]) -> Result<(), StorageError> {
    for some in lines.chunks(LINES) {
        append_some(store, some).await?;
    }
    Ok(())
}

/// One statement for all lines, given as a JSON array: a statement for each would be many times slower.
async fn append_some(store: &SqliteStorage, lines: &[LogLine]) -> Result<(), StorageError> {
    let array = json::write(&lines)?;
    let mut transaction = store.begin().await?;
    sqlx::query(
        "INSERT INTO log (at, plugin, call, origin, level, message)
         SELECT value ->> 'at', value ->> 'plugin', value ->> 'call', value ->> 'origin', value ->> 'level',
             value ->> 'message'
         FROM json_each(?) ORDER BY key",
    )
    .bind(array)
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    for plugin in lines.iter().map(|line| &line.plugin).collect::<BTreeSet<_>>() {
        sqlx::query(
            "DELETE FROM log WHERE plugin = ?1 AND number <= (
                 SELECT number FROM log WHERE plugin = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)",
        )
        .bind(plugin)
        .bind(KEPT)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
    }
    transaction.commit().await.map_err(failed)
}

type LogRow = (i64, i64, String, String, String, String, String);

pub(crate) async fn newest(
    store: &SqliteStorage,
    plugin: Option<&str>,
    limit: i64,
) -> Result<Vec<LogLine>, StorageError> {
    let query = match plugin {
        Some(plugin) => sqlx::query_as(
            "SELECT number, at, plugin, call, origin, level, message FROM log WHERE plugin = ?
             ORDER BY number DESC LIMIT ?",
        )
        .bind(plugin),
        None => sqlx::query_as(
            "SELECT number, at, plugin, call, origin, level, message FROM log ORDER BY number DESC LIMIT ?",
        ),
    };
    let rows: Vec<LogRow> = query.bind(limit.max(0)).fetch_all(&store.readers()).await.map_err(failed)?;
    rows.into_iter().rev().map(decode).collect()
}

fn decode((number, at, plugin, call, origin, level, message): LogRow) -> Result<LogLine, StorageError> {
    let origin = json::read("log", number, &format!("\"{origin}\""))?;
    Ok(LogLine { at: Instant(at), plugin, call, origin, level, message })
}
