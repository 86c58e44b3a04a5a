//! Publications: a generation is begun, filled in short transactions, and made visible in one.

use parvis_model::{RunReport, SourceInfo};
use parvis_storage::{ChangeKind, Generation, PartBatch, StorageError};
use sqlx::{Sqlite, Transaction};

use crate::batch::{self, Body};
use crate::error::failed;
use crate::transaction::tell;
use crate::{SqliteStorage, json};

pub(crate) async fn begin(
    store: &SqliteStorage,
    plugin: &str,
    source: &str,
) -> Result<Generation, StorageError> {
    let mut transaction = store.begin().await?;
    let number = sqlx::query_scalar("INSERT INTO generation (plugin, source) VALUES (?, ?) RETURNING number")
        .bind(plugin)
        .bind(source)
        .fetch_one(&mut *transaction)
        .await
        .map_err(failed)?;
    transaction.commit().await.map_err(failed)?;
    Ok(Generation(number))
}

/// One transaction for each body, and one body for all but very large features: so no lock is held for long.
/// If a later body fails the earlier ones stay, which nobody sees: the caller gives the publication up.
pub(crate) async fn add(
    store: &SqliteStorage,
    generation: Generation,
    batch: PartBatch,
) -> Result<u64, StorageError> {
    let mut bytes = 0;
    for body in batch::encode(&batch.features)? {
        bytes += body.bytes.len() as u64;
        add_body(store, generation, &batch.collection, body).await?;
    }
    Ok(bytes)
}

pub(crate) async fn stored_bytes(
    store: &SqliteStorage,
    plugin: &str,
) -> Result<Vec<(String, u64)>, StorageError> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT source.name, SUM(LENGTH(part_batch.body)) FROM source
         JOIN part_batch ON part_batch.generation = source.generation
         WHERE source.plugin = ? GROUP BY source.name",
    )
    .bind(plugin)
    .fetch_all(&store.readers())
    .await
    .map_err(failed)?;
    Ok(rows.into_iter().map(|(source, bytes)| (source, u64::try_from(bytes).unwrap_or(0))).collect())
}

async fn add_body(
    store: &SqliteStorage,
    generation: Generation,
    collection: &str,
    body: Body,
) -> Result<(), StorageError> {
    let mut transaction = store.begin().await?;
    require_open(&mut transaction, generation).await?;
    sqlx::query("INSERT INTO part_batch (generation, collection, body) VALUES (?, ?, ?)")
        .bind(generation.0)
        .bind(collection)
        .bind(body.bytes)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
    sqlx::query(
        "INSERT INTO part (generation, collection, features) VALUES (?, ?, ?)
         ON CONFLICT (generation, collection) DO UPDATE SET features = features + excluded.features",
    )
    .bind(generation.0)
    .bind(collection)
    .bind(body.features)
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    transaction.commit().await.map_err(failed)
}

pub(crate) async fn commit(
    store: &SqliteStorage,
    generation: Generation,
    info: &SourceInfo,
    report: &RunReport,
) -> Result<i64, StorageError> {
    let mut transaction = store.begin().await?;
    let (plugin, source) = require_open(&mut transaction, generation).await?;
    sqlx::query("UPDATE generation SET open = 0 WHERE number = ?")
        .bind(generation.0)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
    sqlx::query(
        "INSERT INTO source (plugin, name, generation, info, published, last_run) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT (plugin, name) DO UPDATE SET generation = excluded.generation, info = excluded.info,
             published = excluded.published, last_run = excluded.last_run",
    )
    .bind(&plugin)
    .bind(&source)
    .bind(generation.0)
    .bind(json::write(info)?)
    .bind(report.finished.0)
    .bind(json::write(report)?)
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    let change = tell(&mut transaction, &ChangeKind::Published { plugin, source }).await?;
    transaction.commit().await.map_err(failed)?;
    Ok(change)
}

/// Plugin and source of a generation that is neither committed nor swept.
async fn require_open(
    transaction: &mut Transaction<'static, Sqlite>,
    generation: Generation,
) -> Result<(String, String), StorageError> {
    sqlx::query_as("SELECT plugin, source FROM generation WHERE number = ? AND open")
        .bind(generation.0)
        .fetch_optional(&mut **transaction)
        .await
        .map_err(failed)?
        .ok_or_else(|| StorageError::NotFound(format!("open generation {}", generation.0)))
}
