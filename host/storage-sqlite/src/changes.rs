//! The change log: reading it, and sweeping what everybody has read.

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

/// Changes that are kept: days of a busy hub. Those who follow are a moment behind.
pub(crate) const KEPT: i64 = 100_000;
/// Changes removed by one transaction.
const SWEPT: i64 = 1_000;

/// Whether so many changes are there beyond those that are kept that removing them is worth a transaction.
pub(crate) async fn is_long(store: &SqliteStorage, kept: i64) -> Result<bool, StorageError> {
    let ends = "SELECT coalesce((SELECT max(number) FROM change) - (SELECT min(number) FROM change), 0)";
    let length: i64 = sqlx::query_scalar(ends).fetch_one(&store.readers()).await.map_err(failed)?;
    Ok(length >= kept + SWEPT)
}

/// Removes some of the oldest.
pub(crate) async fn remove_some(store: &SqliteStorage) -> Result<(), StorageError> {
    let mut transaction = store.begin().await?;
    sqlx::query("DELETE FROM change WHERE number < (SELECT min(number) FROM change) + ?")
        .bind(SWEPT)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
    transaction.commit().await.map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_newest_changes_are_kept() {
        let folder = std::env::temp_dir().join(format!("parvis-changes-{}", std::process::id()));
        let store = SqliteStorage::open(&folder.join("hub.db")).await.expect("opened");
        assert!(!is_long(&store, 500).await.expect("asked"), "an empty log is not long");
        let many = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 2600)
                    INSERT INTO change (body) SELECT '{\"kind\":\"none\"}' FROM n";
        sqlx::query(many).execute(&store.writer()).await.expect("written");
        let newest = last(&store).await.expect("number");
        while is_long(&store, 500).await.expect("asked") {
            remove_some(&store).await.expect("removed");
        }
        let left: (i64, i64) = sqlx::query_as("SELECT count(*), max(number) FROM change")
            .fetch_one(&store.readers())
            .await
            .expect("counted");
        assert!((500..1_500).contains(&left.0) && left.1 == newest, "{left:?} of {newest}");
        store.close().await;
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
