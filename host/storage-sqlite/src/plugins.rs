//! Installed plugins and their grants.

use parvis_model::{Grant, Instant, Permission};
use parvis_storage::{ChangeKind, Installation, InstalledPlugin, StorageError};
use sqlx::{Sqlite, Transaction};

use crate::error::failed;
use crate::transaction::tell;
use crate::{SqliteStorage, components, json};

type PluginRow = (String, String, String, bool, i64);

pub(crate) async fn all(store: &SqliteStorage) -> Result<Vec<InstalledPlugin>, StorageError> {
    let rows: Vec<PluginRow> =
        sqlx::query_as("SELECT name, manifest, digest, enabled, installed FROM plugin ORDER BY name")
            .fetch_all(&store.readers())
            .await
            .map_err(failed)?;
    rows.into_iter().map(decode).collect()
}

fn decode((name, manifest, digest, enabled, installed): PluginRow) -> Result<InstalledPlugin, StorageError> {
    let manifest = json::read("plugin", &name, &manifest)?;
    Ok(InstalledPlugin { manifest, digest, enabled, installed: Instant(installed) })
}

pub(crate) async fn install(
    store: &SqliteStorage,
    installation: &Installation<'_>,
) -> Result<(), StorageError> {
    let Installation { plugin, component, grants, enable } = *installation;
    let name = &plugin.manifest.name;
    let present: Option<String> = sqlx::query_scalar("SELECT digest FROM plugin WHERE name = ?")
        .bind(name)
        .fetch_optional(&store.readers())
        .await
        .map_err(failed)?;
    // First the bytes in short transactions, then the one that makes them the plugin's.
    if present.as_ref() != Some(&plugin.digest) {
        components::write(store, &plugin.digest, component).await?;
    }
    let mut transaction = store.begin().await?;
    components::check_complete(&mut transaction, &plugin.digest).await?;
    let mut changed = upsert(&mut transaction, plugin).await?;
    for grant in grants {
        changed |= add_grant(&mut transaction, name, grant).await?;
    }
    if enable {
        changed |= put_enabled(&mut transaction, name, true).await?;
    }
    finish(transaction, name, changed).await
}

/// Writes the plugin's row; `enabled` is kept if there is one. False if the same digest is there already.
async fn upsert(
    transaction: &mut Transaction<'static, Sqlite>,
    plugin: &InstalledPlugin,
) -> Result<bool, StorageError> {
    let done = sqlx::query(
        "INSERT INTO plugin (name, manifest, digest, enabled, installed) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (name) DO UPDATE SET
             manifest = excluded.manifest, digest = excluded.digest, installed = excluded.installed
         WHERE digest <> excluded.digest",
    )
    .bind(&plugin.manifest.name)
    .bind(json::write(&plugin.manifest)?)
    .bind(&plugin.digest)
    .bind(plugin.enabled)
    .bind(plugin.installed.0)
    .execute(&mut **transaction)
    .await
    .map_err(failed)?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn set_enabled(
    store: &SqliteStorage,
    plugin: &str,
    enabled: bool,
) -> Result<(), StorageError> {
    let mut transaction = store.begin().await?;
    require(&mut transaction, plugin).await?;
    let changed = put_enabled(&mut transaction, plugin, enabled).await?;
    finish(transaction, plugin, changed).await
}

/// False if it is so already.
async fn put_enabled(
    transaction: &mut Transaction<'static, Sqlite>,
    plugin: &str,
    enabled: bool,
) -> Result<bool, StorageError> {
    let done = sqlx::query("UPDATE plugin SET enabled = ?2 WHERE name = ?1 AND enabled <> ?2")
        .bind(plugin)
        .bind(enabled)
        .execute(&mut **transaction)
        .await
        .map_err(failed)?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn grants(store: &SqliteStorage) -> Result<Vec<(String, Grant)>, StorageError> {
    let rows: Vec<(String, String, bool)> =
        sqlx::query_as("SELECT plugin, permission, by_setting FROM plugin_grant ORDER BY plugin, permission")
            .fetch_all(&store.readers())
            .await
            .map_err(failed)?;
    rows.into_iter()
        .map(|(plugin, permission, by_setting)| {
            let permission = permission
                .parse()
                .map_err(|e| StorageError::Corrupt(format!("plugin_grant of {plugin}: {e}")))?;
            Ok((plugin, Grant { permission, by_setting }))
        })
        .collect()
}

pub(crate) async fn grant(store: &SqliteStorage, plugin: &str, grant: &Grant) -> Result<(), StorageError> {
    let mut transaction = store.begin().await?;
    require(&mut transaction, plugin).await?;
    let changed = add_grant(&mut transaction, plugin, grant).await?;
    finish(transaction, plugin, changed).await
}

/// False if it is given already.
async fn add_grant(
    transaction: &mut Transaction<'static, Sqlite>,
    plugin: &str,
    grant: &Grant,
) -> Result<bool, StorageError> {
    let done = sqlx::query(
        "INSERT INTO plugin_grant (plugin, permission, by_setting) VALUES (?, ?, ?)
         ON CONFLICT (plugin, permission) DO UPDATE SET by_setting = excluded.by_setting
         WHERE by_setting <> excluded.by_setting",
    )
    .bind(plugin)
    .bind(grant.permission.to_string())
    .bind(grant.by_setting)
    .execute(&mut **transaction)
    .await
    .map_err(failed)?;
    Ok(done.rows_affected() > 0)
}

pub(crate) async fn revoke(
    store: &SqliteStorage,
    plugin: &str,
    permission: &Permission,
) -> Result<(), StorageError> {
    let mut transaction = store.begin().await?;
    let done = sqlx::query("DELETE FROM plugin_grant WHERE plugin = ? AND permission = ?")
        .bind(plugin)
        .bind(permission.to_string())
        .execute(&mut *transaction)
        .await
        .map_err(failed)?;
    if done.rows_affected() == 0 {
        return Err(StorageError::NotFound(format!("grant {permission} of plugin '{plugin}'")));
    }
    finish(transaction, plugin, true).await
}

async fn require(transaction: &mut Transaction<'static, Sqlite>, plugin: &str) -> Result<(), StorageError> {
    let found: Option<i64> = sqlx::query_scalar("SELECT 1 FROM plugin WHERE name = ?")
        .bind(plugin)
        .fetch_optional(&mut **transaction)
        .await
        .map_err(failed)?;
    found.map(drop).ok_or_else(|| StorageError::NotFound(format!("plugin '{plugin}'")))
}

/// Commits, with news about the plugin if something changed.
async fn finish(
    mut transaction: Transaction<'static, Sqlite>,
    plugin: &str,
    changed: bool,
) -> Result<(), StorageError> {
    if changed {
        tell(&mut transaction, &ChangeKind::Plugin { plugin: plugin.to_owned() }).await?;
    }
    transaction.commit().await.map_err(failed)
}
