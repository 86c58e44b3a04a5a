//! Components of plugins, up to 40 MB, in chunks of 1 MB: one for each short transaction.

use parvis_storage::StorageError;
use sqlx::{Sqlite, Transaction};

use crate::SqliteStorage;
use crate::error::failed;

const CHUNK: usize = 1_000_000;

/// Chunks removed by one transaction of the sweep.
const CHUNKS_SWEPT: i64 = 16;

/// A component that no plugin names is swept after this time: another process may be installing it.
const KEPT_UNNAMED_S: i64 = 3600;

/// Writes the bytes of a component. Those of an earlier attempt are used again.
pub(crate) async fn write(store: &SqliteStorage, digest: &str, bytes: &[u8]) -> Result<(), StorageError> {
    let length = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let mut transaction = store.begin().await?;
    sqlx::query(
        "INSERT INTO component (digest, length, touched_s) VALUES (?, ?, unixepoch())
         ON CONFLICT (digest) DO UPDATE SET touched_s = excluded.touched_s",
    )
    .bind(digest)
    .bind(length)
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    transaction.commit().await.map_err(failed)?;
    for (number, chunk) in (0_i64..).zip(bytes.chunks(CHUNK)) {
        write_chunk(store, digest, number, chunk).await?;
    }
    Ok(())
}

async fn write_chunk(
    store: &SqliteStorage,
    digest: &str,
    number: i64,
    chunk: &[u8],
) -> Result<(), StorageError> {
    let mut transaction = store.begin().await?;
    sqlx::query("INSERT OR IGNORE INTO component_chunk (digest, number, bytes) VALUES (?, ?, ?)")
        .bind(digest)
        .bind(number)
        .bind(chunk)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
    transaction.commit().await.map_err(failed)
}

/// Fails unless every byte of the component is there.
pub(crate) async fn check_complete(
    transaction: &mut Transaction<'static, Sqlite>,
    digest: &str,
) -> Result<(), StorageError> {
    let complete: Option<bool> = sqlx::query_scalar(
        "SELECT length = (SELECT coalesce(sum(length(bytes)), 0) FROM component_chunk WHERE digest = ?1)
         FROM component WHERE digest = ?1",
    )
    .bind(digest)
    .fetch_optional(&mut **transaction)
    .await
    .map_err(failed)?;
    match complete {
        Some(true) => Ok(()),
        _ => Err(StorageError::Failed(format!("component {digest} was removed meanwhile; install it again"))),
    }
}

/// The bytes of a component; `None` also while it is being installed.
pub(crate) async fn read(store: &SqliteStorage, digest: &str) -> Result<Option<Vec<u8>>, StorageError> {
    let mut snapshot = store.readers().begin().await.map_err(failed)?;
    let length: Option<i64> = sqlx::query_scalar("SELECT length FROM component WHERE digest = ?")
        .bind(digest)
        .fetch_optional(&mut *snapshot)
        .await
        .map_err(failed)?;
    let Some(length) = length.and_then(|length| usize::try_from(length).ok()) else { return Ok(None) };
    let mut bytes = Vec::with_capacity(length);
    for number in 0_i64.. {
        let chunk: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT bytes FROM component_chunk WHERE digest = ? AND number = ?")
                .bind(digest)
                .bind(number)
                .fetch_optional(&mut *snapshot)
                .await
                .map_err(failed)?;
        let Some(chunk) = chunk else { break };
        bytes.extend_from_slice(&chunk);
    }
    Ok((bytes.len() == length).then_some(bytes))
}

/// A component that no plugin names any more.
pub(crate) async fn unnamed(store: &SqliteStorage) -> Result<Option<String>, StorageError> {
    sqlx::query_scalar(
        "SELECT digest FROM component
         WHERE digest NOT IN (SELECT digest FROM plugin) AND touched_s < unixepoch() - ? LIMIT 1",
    )
    .bind(KEPT_UNNAMED_S)
    .fetch_optional(&store.readers())
    .await
    .map_err(failed)
}

/// Removes some of the chunks of a component that no plugin names; once there is none, the component.
pub(crate) async fn remove_some(store: &SqliteStorage, digest: &str) -> Result<(), StorageError> {
    let mut transaction = store.begin().await?;
    let chunks = sqlx::query(
        "DELETE FROM component_chunk WHERE rowid IN (
             SELECT rowid FROM component_chunk
             WHERE digest = ?1 AND digest NOT IN (SELECT digest FROM plugin) LIMIT ?2)",
    )
    .bind(digest)
    .bind(CHUNKS_SWEPT)
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    if chunks.rows_affected() < CHUNKS_SWEPT as u64 {
        sqlx::query("DELETE FROM component WHERE digest = ? AND digest NOT IN (SELECT digest FROM plugin)")
            .bind(digest)
            .execute(&mut *transaction)
            .await
            .map_err(failed)?;
    }
    transaction.commit().await.map_err(failed)
}
