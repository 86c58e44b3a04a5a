//! The sweep: removes what nobody can see or asks for any more, a few rows in each transaction.

use parvis_storage::{Generation, StorageError};

use crate::error::failed;
use crate::{SqliteStorage, changes, components};

/// Rows removed by one transaction; each is at most about 1 MB.
const BATCHES_SWEPT: i64 = 16;

/// One step; true if another is needed. Takes no lock if there is nothing to remove.
pub(crate) async fn step(store: &SqliteStorage, open: &[Generation]) -> Result<bool, StorageError> {
    if let Some(generation) = next_generation(store, open).await? {
        remove_some(store, generation).await?;
    } else if let Some(digest) = components::unnamed(store).await? {
        components::remove_some(store, &digest).await?;
    } else if changes::is_long(store, changes::KEPT).await? {
        changes::remove_some(store).await?;
    } else {
        return Ok(false);
    }
    Ok(next_generation(store, open).await?.is_some()
        || components::unnamed(store).await?.is_some()
        || changes::is_long(store, changes::KEPT).await?)
}

/// The oldest generation that is neither visible nor open.
async fn next_generation(store: &SqliteStorage, open: &[Generation]) -> Result<Option<i64>, StorageError> {
    let unseen: Vec<i64> = sqlx::query_scalar(
        "SELECT number FROM generation
         WHERE NOT EXISTS (SELECT 1 FROM source WHERE source.generation = generation.number) ORDER BY number",
    )
    .fetch_all(&store.readers())
    .await
    .map_err(failed)?;
    Ok(unseen.into_iter().find(|number| !open.contains(&Generation(*number))))
}

async fn remove_some(store: &SqliteStorage, generation: i64) -> Result<(), StorageError> {
    let mut transaction = store.begin().await?;
    // Closed first, so that what is half removed can never be committed; unless it was committed meanwhile.
    let closed = sqlx::query(
        "UPDATE generation SET open = 0
         WHERE number = ?1 AND NOT EXISTS (SELECT 1 FROM source WHERE source.generation = ?1)",
    )
    .bind(generation)
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    if closed.rows_affected() == 0 {
        return Ok(());
    }
    let removed = sqlx::query(
        "DELETE FROM part_batch WHERE number IN (SELECT number FROM part_batch WHERE generation = ? LIMIT ?)",
    )
    .bind(generation)
    .bind(BATCHES_SWEPT)
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    if removed.rows_affected() < BATCHES_SWEPT as u64 {
        for sql in ["DELETE FROM part WHERE generation = ?", "DELETE FROM generation WHERE number = ?"] {
            sqlx::query(sql).bind(generation).execute(&mut *transaction).await.map_err(failed)?;
        }
    }
    transaction.commit().await.map_err(failed)
}
