//! `parvis plugin install`, `enable`, `disable`, `grant`, `revoke`: what changes a hub.

use std::path::Path;

use anyhow::{Context, bail};
use parvis_model::{Clock, Grant, Permission};
use parvis_outbound::HostPattern;
use parvis_plugin_runtime::NativeCache;
use parvis_storage::{Installation, InstalledPlugin, Storage, StorageError};
use serde_json::json;

use super::{open, plugin_build, print};
use crate::compiler::compiler;
use crate::hub::NATIVE_CODE;
use crate::limits::LimitsSection;
use crate::native_key::native_key;

/// What to install, and how.
pub(super) struct Wanted<'a> {
    pub(super) file: &'a Path,
    pub(super) grant_all: bool,
    pub(super) enable: bool,
}

pub(super) async fn install(
    data: &Path,
    limits: &LimitsSection,
    wanted: &Wanted<'_>,
    json: bool,
) -> anyhow::Result<()> {
    let storage = open(data).await?;
    let native = NativeCache::new(&data.join(NATIVE_CODE), native_key(data)?, &compiler(limits)?)?;
    let (inspection, bytes) = plugin_build::read(wanted.file, limits, Some(&native))?;
    let name = inspection.manifest.name.clone();
    let asks: Vec<Permission> = inspection.manifest.asks.keys().cloned().collect();
    let plugin = InstalledPlugin {
        manifest: inspection.manifest,
        digest: inspection.digest,
        enabled: false,
        installed: Clock::real().real_now(),
    };
    let was_enabled =
        storage.plugins().await?.iter().any(|known| known.manifest.name == name && known.enabled);
    let granted = asks.iter().filter(|_| wanted.grant_all);
    let grants: Vec<Grant> =
        granted.map(|permission| Grant { permission: permission.clone(), by_setting: false }).collect();
    let installation =
        Installation { plugin: &plugin, component: &bytes, grants: &grants, enable: wanted.enable };
    storage.install(&installation).await?;
    if json {
        return print::json(&json!({ "name": name, "digest": plugin.digest, "asks": asks }));
    }
    print::line(format!("{name} {} is installed", plugin.manifest.version));
    let at = if data == Path::new("data") { String::new() } else { format!(" --data {}", data.display()) };
    for permission in not_granted(&storage, &name, &asks).await? {
        print::line(format!("  asks {permission}: {}", how_to_grant(&name, permission, &at)));
    }
    if !wanted.enable && !was_enabled {
        print::line(format!("  it is disabled: parvis plugin enable {name}{at}"));
    }
    Ok(())
}

/// The powers among `asks` that nobody has granted yet.
async fn not_granted<'a>(
    storage: &dyn Storage,
    name: &str,
    asks: &'a [Permission],
) -> anyhow::Result<impl Iterator<Item = &'a Permission>> {
    let grants = storage.grants().await?;
    let granted: Vec<Permission> =
        grants.into_iter().filter(|(of, _)| of == name).map(|(_, grant)| grant.permission).collect();
    Ok(asks.iter().filter(move |permission| !granted.contains(permission)))
}

/// What to type, for a power that is not granted.
fn how_to_grant(name: &str, permission: &Permission, at: &str) -> String {
    match permission {
        Permission::Source(setting) => {
            format!("start the hub with --setting {name}.{setting}=FILE_OR_URL, which grants it")
        }
        permission => format!("parvis plugin grant {name} {permission}{at}"),
    }
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
        bail!(
            "{name} does not ask for {permission}; it asks for {}",
            print::list(plugin.manifest.asks.keys())
        );
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
