//! After a fault: the database opens without a hand, every answered write is there, nothing is there by half.

use std::path::Path;

use parvis_storage::{Storage, StorageError};
use parvis_storage_sqlite::SqliteStorage;
use sqlx::{ConnectOptions, Connection};

use crate::Answered;
use crate::records::PLUGIN;

/// Opens the database as a start would and compares it with the list. The error says what is missing or broken.
///
/// # Errors
/// The first thing that is not as promised.
pub async fn check(database: &Path, answered: &Answered) -> Result<(), String> {
    let store =
        SqliteStorage::open(database).await.map_err(|error| format!("the next start fails: {error}"))?;
    let compared = compare(&store, answered).await;
    let swept = sweep(&store).await;
    store.close().await;
    compared.and(swept)?;
    integrity(database).await
}

async fn compare(store: &SqliteStorage, answered: &Answered) -> Result<(), String> {
    let read = |error: StorageError| format!("cannot be read: {error}");
    for key in ["a", "hub", "command"] {
        let note = store.note(key).await.map_err(read)?;
        not_older(&format!("note {key}"), note.and_then(|text| text.parse().ok()).unwrap_or(0), answered)?;
    }
    let lines = store.logs(None, 1).await.map_err(read)?;
    not_older("line", lines.last().and_then(|line| line.message.parse().ok()).unwrap_or(0), answered)?;
    not_older("published", published(store).await?, answered)?;
    let plugins = store.plugins().await.map_err(read)?;
    let plugin = plugins.first();
    not_older("installed", plugin.map_or(0, |_| 1), answered)?;
    not_older("disabled", plugin.map_or(0, |plugin| u64::from(!plugin.enabled)), answered)?;
    let grants = store.grants().await.map_err(read)?;
    not_older("granted", grants.iter().filter(|(of, _)| of == PLUGIN).count() as u64, answered)
}

fn not_older(subject: &str, found: u64, answered: &Answered) -> Result<(), String> {
    let newest = answered.newest(subject);
    if found >= newest { Ok(()) } else { Err(format!("{subject} {newest} was answered, found is {found}")) }
}

/// The number of what is published, 0 for nothing. An error if it is not whole.
async fn published(store: &SqliteStorage) -> Result<u64, String> {
    let sources = store.sources().await.map_err(|error| error.to_string())?;
    let Some(revision) = sources.first().and_then(|source| Some(source.info.as_ref()?.revision.clone()))
    else {
        return Ok(0);
    };
    let mut features = Vec::new();
    for part in store.published_parts().await.map_err(|error| error.to_string())? {
        let read = store.read_part(&part.part, &mut |batch| features.extend(batch)).await;
        read.map_err(|error| error.to_string())?;
    }
    let whole = format!("{revision} of {}", features.len());
    match features.iter().all(|feature| feature.title.fallback().as_ref() == whole) {
        true => revision.parse().map_err(|_| format!("revision {revision}")),
        false => Err(format!("publication {revision} is not whole: {} features", features.len())),
    }
}

async fn sweep(store: &SqliteStorage) -> Result<(), String> {
    while store.sweep(&[]).await.map_err(|error| format!("cannot be swept: {error}"))? {}
    Ok(())
}

/// SQLite's own check of the whole file.
///
/// # Errors
/// What it found.
pub async fn integrity(database: &Path) -> Result<(), String> {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(database);
    let mut connection = options.connect().await.map_err(|error| error.to_string())?;
    let found: Result<Vec<String>, _> =
        sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut connection).await;
    let closed = connection.close().await;
    let found = found.and_then(|found| closed.map(|()| found)).map_err(|error| error.to_string())?;
    if found == ["ok"] { Ok(()) } else { Err(format!("integrity_check: {}", found.join("; "))) }
}
