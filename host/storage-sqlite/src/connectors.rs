//! Connectors. One that goes, or goes to another plugin, takes what it published with it.

use std::collections::BTreeMap;

use parvis_model::{Connector, SecretHeaders};
use parvis_storage::{ChangeKind, StorageError, StoredConnector};
use serde::{Deserialize, Serialize};
use sqlx::{Sqlite, Transaction};

use crate::error::failed;
use crate::transaction::tell;
use crate::{SqliteStorage, json};

type ConnectorRow = (String, String, bool);

/// A connector as it is kept: with what its source wants to see, which is written nowhere else.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    connector: Connector,
    #[serde(default, rename = "secret-headers", skip_serializing_if = "BTreeMap::is_empty")]
    headers: BTreeMap<String, String>,
}

fn written(connector: &Connector) -> Result<String, StorageError> {
    let headers = connector.headers.exposed().clone();
    json::write(&Kept { connector: connector.clone(), headers })
}

fn read(name: &str, body: &str) -> Result<Connector, StorageError> {
    let kept: Kept = json::read("connector", name, body)?;
    let damaged = |reason| StorageError::Corrupt(format!("connector '{name}': {reason}"));
    let headers = SecretHeaders::new(kept.headers).map_err(damaged)?;
    Ok(Connector { headers, ..kept.connector })
}

pub(crate) async fn all(store: &SqliteStorage) -> Result<Vec<StoredConnector>, StorageError> {
    let rows: Vec<ConnectorRow> = sqlx::query_as("SELECT name, body, from_file FROM connector ORDER BY name")
        .fetch_all(&store.readers())
        .await
        .map_err(failed)?;
    rows.into_iter()
        .map(|(name, body, from_file)| Ok(StoredConnector { connector: read(&name, &body)?, from_file }))
        .collect()
}

pub(crate) async fn put(store: &SqliteStorage, stored: &StoredConnector) -> Result<(), StorageError> {
    let name = &stored.connector.name;
    let mut transaction = store.begin().await?;
    let former = one(&mut transaction, name).await?;
    let same = former.as_ref().is_some_and(|former| former == stored);
    if same {
        return Ok(());
    }
    if let Some(former) = former.filter(|former| former.connector.plugin != stored.connector.plugin) {
        withdraw(&mut transaction, &former.connector).await?;
    }
    sqlx::query(
        "INSERT INTO connector (name, body, from_file) VALUES (?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET body = excluded.body, from_file = excluded.from_file",
    )
    .bind(name)
    .bind(written(&stored.connector)?)
    .bind(stored.from_file)
    .execute(&mut *transaction)
    .await
    .map_err(failed)?;
    finish(transaction, name).await
}

pub(crate) async fn remove(store: &SqliteStorage, name: &str) -> Result<(), StorageError> {
    let mut transaction = store.begin().await?;
    let Some(former) = one(&mut transaction, name).await? else {
        return Err(StorageError::NotFound(format!("connector '{name}'")));
    };
    sqlx::query("DELETE FROM connector WHERE name = ?")
        .bind(name)
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
    withdraw(&mut transaction, &former.connector).await?;
    finish(transaction, name).await
}

async fn one(
    transaction: &mut Transaction<'static, Sqlite>,
    name: &str,
) -> Result<Option<StoredConnector>, StorageError> {
    let row: Option<(String, bool)> = sqlx::query_as("SELECT body, from_file FROM connector WHERE name = ?")
        .bind(name)
        .fetch_optional(&mut **transaction)
        .await
        .map_err(failed)?;
    row.map(|(body, from_file)| Ok(StoredConnector { connector: read(name, &body)?, from_file })).transpose()
}

/// Takes the connector's source away, with its news; the features themselves are swept later.
async fn withdraw(
    transaction: &mut Transaction<'static, Sqlite>,
    connector: &Connector,
) -> Result<(), StorageError> {
    let Connector { plugin, name: source, .. } = connector;
    let done = sqlx::query("DELETE FROM source WHERE plugin = ? AND name = ?")
        .bind(plugin)
        .bind(source)
        .execute(&mut **transaction)
        .await
        .map_err(failed)?;
    if done.rows_affected() > 0 {
        let (plugin, source) = (plugin.clone(), source.clone());
        tell(transaction, &ChangeKind::Published { plugin, source }).await?;
    }
    Ok(())
}

async fn finish(mut transaction: Transaction<'static, Sqlite>, name: &str) -> Result<(), StorageError> {
    tell(&mut transaction, &ChangeKind::Connector { name: name.to_owned() }).await?;
    transaction.commit().await.map_err(failed)
}
