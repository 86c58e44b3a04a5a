//! Reading the change log.

use parvis_storage::{Change, StorageError};

use crate::error::failed;
use crate::{SqliteStorage, json};

pub(crate) async fn after(
    store: &SqliteStorage,
    number: i64,
    limit: i64,
) -> Result<Vec<Change>, StorageError> {
    let rows: Vec<(i64, String)> =
        sqlx::query_as("SELECT number, body FROM change WHERE number > ? ORDER BY number LIMIT ?")
            .bind(number)
            .bind(limit.max(0))
            .fetch_all(&store.readers())
            .await
            .map_err(failed)?;
    rows.into_iter()
        .map(|(number, body)| Ok(Change { number, kind: json::read("change", number, &body)? }))
        .collect()
}

pub(crate) async fn last(store: &SqliteStorage) -> Result<i64, StorageError> {
    sqlx::query_scalar("SELECT coalesce(max(number), 0) FROM change")
        .fetch_one(&store.readers())
        .await
        .map_err(failed)
}
