//! Visible parts and their features.

use parvis_model::Feature;
use parvis_storage::{Generation, PluginPart, PublishedPart, StorageError};

use crate::error::failed;
use crate::{SqliteStorage, batch};

type PartRow = (String, String, i64, String, i64);

pub(crate) async fn published(store: &SqliteStorage) -> Result<Vec<PublishedPart>, StorageError> {
    let rows: Vec<PartRow> = sqlx::query_as(
        "SELECT source.plugin, source.name, part.generation, part.collection, part.features
         FROM source JOIN part ON part.generation = source.generation
         ORDER BY source.plugin, source.name, part.collection",
    )
    .fetch_all(&store.readers())
    .await
    .map_err(failed)?;
    Ok(rows.into_iter().map(published_part).collect())
}

fn published_part((plugin, source, generation, collection, features): PartRow) -> PublishedPart {
    let part = PluginPart { generation: Generation(generation), collection };
    PublishedPart { plugin, source, part, features }
}

/// Reads from one snapshot, so that a sweep meanwhile takes nothing away.
pub(crate) async fn read(
    store: &SqliteStorage,
    part: &PluginPart,
    each: &mut (dyn FnMut(Vec<Feature>) + Send),
) -> Result<(), StorageError> {
    let mut snapshot = store.readers().begin().await.map_err(failed)?;
    let visible: Option<i64> = sqlx::query_scalar("SELECT 1 FROM source WHERE generation = ?")
        .bind(part.generation.0)
        .fetch_optional(&mut *snapshot)
        .await
        .map_err(failed)?;
    if visible.is_none() {
        return Err(StorageError::NotFound(format!("visible generation {}", part.generation.0)));
    }
    let mut last = 0;
    // One row at a time: a stream of rows would hold dozens of batches in the driver's buffer.
    loop {
        let row: Option<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT number, body FROM part_batch
             WHERE generation = ? AND collection = ? AND number > ? ORDER BY number LIMIT 1",
        )
        .bind(part.generation.0)
        .bind(&part.collection)
        .bind(last)
        .fetch_optional(&mut *snapshot)
        .await
        .map_err(failed)?;
        let Some((number, body)) = row else { return Ok(()) };
        let features = batch::decode(&body)
            .map_err(|why| StorageError::Corrupt(format!("part_batch {number}: {why}")))?;
        each(features);
        last = number;
    }
}
