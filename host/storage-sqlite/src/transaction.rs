//! Write transactions: how they begin, and how they tell their news.

use std::time::Duration;

use parvis_storage::{ChangeKind, StorageError};
use sqlx::{Sqlite, SqlitePool, Transaction};
use tokio::time::Instant;

use crate::SqliteStorage;
use crate::error::{code, failed, sqlite_code};
use crate::json;

/// How long a writer waits for the lock of another process.
pub(crate) const LOCK_TIMEOUT: Duration = Duration::from_secs(5);

/// How long SQLite itself waits before [`begin`] asks again. SQLite waits longer from try to try, up to 100 ms,
/// and so loses again and again against a publisher that takes the lock every few milliseconds; tries begun
/// anew stay short.
pub(crate) const LOCK_TRY: Duration = Duration::from_millis(20);

impl SqliteStorage {
    /// Begins a write transaction: waits for the other writers of this process, then for those of others.
    /// Dropped without `commit`, it is rolled back. Nothing is written to a log that a failed sync has made doubtful.
    pub(crate) async fn begin(&self) -> Result<Transaction<'static, Sqlite>, StorageError> {
        self.tidy_log().await?;
        begin(&self.writer()).await.map_err(failed)
    }
}

/// Begins a write transaction on a pool of writers.
pub(crate) async fn begin(writer: &SqlitePool) -> Result<Transaction<'static, Sqlite>, sqlx::Error> {
    let deadline = Instant::now() + LOCK_TIMEOUT;
    loop {
        match writer.begin_with("BEGIN IMMEDIATE").await {
            Err(e) if sqlite_code(&e) == Some(code::BUSY) && Instant::now() < deadline => {}
            result => return result,
        }
    }
}

/// Writes news into the change log; returns its number.
pub(crate) async fn tell(
    transaction: &mut Transaction<'static, Sqlite>,
    kind: &ChangeKind,
) -> Result<i64, StorageError> {
    sqlx::query_scalar("INSERT INTO change (body) VALUES (?) RETURNING number")
        .bind(json::write(kind)?)
        .fetch_one(&mut **transaction)
        .await
        .map_err(failed)
}
