//! Small named values of the hub itself.

use parvis_storage::StorageError;

use crate::SqliteStorage;
use crate::error::failed;

pub(crate) async fn get(store: &SqliteStorage, key: &str) -> Result<Option<String>, StorageError> {
    sqlx::query_scalar("SELECT value FROM note WHERE key = ?")
        .bind(key)
        .fetch_optional(&store.readers())
        .await
        .map_err(failed)
}

pub(crate) async fn set(store: &SqliteStorage, key: &str, value: &str) -> Result<(), StorageError> {
    let mut transaction = store.begin().await?;
    sqlx::query(
        "INSERT INTO note (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    .bind(key)
    .bind(value)
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    transaction.commit().await.map_err(failed)
}
