//! `parvis plugin install`, `enable`, `disable`, `grant`, `revoke`: what changes a hub.

use std::path::Path;

use anyhow::{Context, bail};
use parvis_model::{Clock, Grant, Permission};
use parvis_outbound::HostPattern;
use parvis_storage::{InstalledPlugin, Storage, StorageError};
use serde_json::json;

use super::{open, plugin_build, print};

pub(super) async fn install(
    data: &Path,
    file: &Path,
    grant_all: bool,
    enable: bool,
    json: bool,
) -> anyhow::Result<()> {
    let (inspection, bytes) = plugin_build::read(file)?;
    let storage = open(data).await?;
    let name = inspection.manifest.name.clone();
    let asks: Vec<Permission> = inspection.manifest.asks.keys().cloned().collect();
    let plugin = InstalledPlugin {
        manifest: inspection.manifest,
        digest: inspection.digest,
        enabled: false,
        installed: Clock::real().real_now(),
    };
    storage.install_plugin(&plugin, &bytes).await?;
    for permission in asks.iter().filter(|_| grant_all) {
        storage.grant(&name, &Grant { permission: permission.clone(), by_setting: false }).await?;
    }
    if enable {
        storage.set_enabled(&name, true).await?;
    }
    if json {
        return print::json(&json!({ "name": name, "digest": plugin.digest, "asks": asks }));
    }
    print::line(format!("{name} {} is installed", plugin.manifest.version));
    if !grant_all {
        for permission in asks {
            print::line(format!("  asks {permission}: parvis plugin grant {name} {permission}"));
        }
    }
    Ok(())
}

pub(super) async fn set_enabled(data: &Path, name: &str, enabled: bool) -> anyhow::Result<()> {
    let storage = open(data).await?;
    known(&storage, name).await?;
    storage.set_enabled(name, enabled).await?;
    print::line(format!("{name} is {}", if enabled { "enabled" } else { "disabled" }));
    Ok(())
}

pub(super) async fn grant(data: &Path, name: &str, permission: Permission) -> anyhow::Result<()> {
    let storage = open(data).await?;
    let plugin = known(&storage, name).await?;
    if !plugin.manifest.asks.contains_key(&permission) {
        let asks: Vec<String> = plugin.manifest.asks.keys().map(ToString::to_string).collect();
        bail!("{name} does not ask for {permission}; it asks for {}", asks.join(", "));
    }
    if let Permission::Outbound(host) = &permission {
        host.parse::<HostPattern>().context("this grant")?;
    }
    storage.grant(name, &Grant { permission: permission.clone(), by_setting: false }).await?;
    print::line(format!("{name} has {permission}"));
    Ok(())
}

pub(super) async fn revoke(data: &Path, name: &str, permission: &Permission) -> anyhow::Result<()> {
    let storage = open(data).await?;
    known(&storage, name).await?;
    match storage.revoke(name, permission).await {
        Ok(()) => print::line(format!("{name} no longer has {permission}")),
        Err(StorageError::NotFound(_)) => bail!("{name} was never granted {permission}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// The plugin of that name, or an error that lists the names there are.
pub(super) async fn known(storage: &dyn Storage, name: &str) -> anyhow::Result<InstalledPlugin> {
    let plugins = storage.plugins().await?;
    let names: Vec<String> = plugins.iter().map(|plugin| plugin.manifest.name.clone()).collect();
    let found = plugins.into_iter().find(|plugin| plugin.manifest.name == name);
    found.with_context(|| {
        let names = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        format!("there is no plugin '{name}'; installed: {names}")
    })
}
