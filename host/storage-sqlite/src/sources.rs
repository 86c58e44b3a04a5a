//! Sources: what they say of themselves and how their last run went.

use parvis_model::{Instant, RunReport, SourceState};
use parvis_storage::{ChangeKind, StorageError};

use crate::error::failed;
use crate::transaction::tell;
use crate::{SqliteStorage, json};

type SourceRow = (String, String, Option<String>, Option<i64>, String, i64);

pub(crate) async fn all(store: &SqliteStorage) -> Result<Vec<SourceState>, StorageError> {
    let rows: Vec<SourceRow> = sqlx::query_as(
        "SELECT plugin, name, info, published, last_run,
             (SELECT coalesce(sum(features), 0) FROM part WHERE part.generation = source.generation)
         FROM source ORDER BY plugin, name",
    )
    .fetch_all(&store.readers())
    .await
    .map_err(failed)?;
    rows.into_iter().map(decode).collect()
}

fn decode(row: SourceRow) -> Result<SourceState, StorageError> {
    let (plugin, name, info, published, last_run, features) = row;
    let key = format!("{plugin}.{name}");
    let info = info.map(|info| json::read("source", &key, &info)).transpose()?;
    let last_run = Some(json::read("source", &key, &last_run)?);
    Ok(SourceState { plugin, name, info, published: published.map(Instant), features, last_run })
}

pub(crate) async fn record_run(
    store: &SqliteStorage,
    plugin: &str,
    source: &str,
    report: &RunReport,
) -> Result<(), StorageError> {
    let mut transaction = store.begin().await?;
    sqlx::query(
        "INSERT INTO source (plugin, name, last_run) VALUES (?, ?, ?)
         ON CONFLICT (plugin, name) DO UPDATE SET last_run = excluded.last_run",
    )
    .bind(plugin)
    .bind(source)
    .bind(json::write(report)?)
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    let kind = ChangeKind::Reported { plugin: plugin.to_owned(), source: source.to_owned() };
    tell(&mut transaction, &kind).await?;
    transaction.commit().await.map_err(failed)
}
