//! Plugins: each enabled one compiles, links and makes an instance on this machine.

use std::path::Path;

use parvis_plugin_runtime::Inspection;
use parvis_storage::{InstalledPlugin, Storage};
use parvis_storage_sqlite::SqliteStorage;

use super::{Finding, fail, ok, warn};
use crate::compiler::compiler;
use crate::limits::LimitsSection;

const PART: &str = "plugins";

/// Makes every enabled plugin ready as the hub would. Takes up to seconds for each.
pub(super) async fn ready(data: &Path, limits: &LimitsSection) -> Vec<Finding> {
    let file = data.join("parvis.sqlite");
    if !file.exists() {
        return Vec::new();
    }
    let storage = match SqliteStorage::open(&file).await {
        Ok(storage) => storage,
        Err(error) => return vec![fail(PART, error.to_string(), "see the line about the database")],
    };
    let plugins = match storage.plugins().await {
        Ok(plugins) => plugins,
        Err(error) => return vec![fail(PART, error.to_string(), "see the line about the database")],
    };
    let mut findings = Vec::new();
    for plugin in plugins.iter().filter(|plugin| plugin.enabled) {
        findings.push(one(&storage, plugin, limits).await);
    }
    if findings.is_empty() {
        findings.push(warn(
            PART,
            "none is enabled",
            "`parvis plugin list`, then `parvis plugin enable NAME`",
        ));
    }
    findings
}

async fn one(storage: &dyn Storage, plugin: &InstalledPlugin, limits: &LimitsSection) -> Finding {
    let name = &plugin.manifest.name;
    let advice = format!("install it again: `parvis plugin install {name}.wasm`");
    match storage.component(&plugin.digest).await {
        Ok(Some(bytes)) => match checked(&bytes, limits) {
            Ok(_) => ok(PART, format!("{name} {} is ready", plugin.manifest.version)),
            Err(error) => fail(PART, format!("{name}: {error:#}"), advice),
        },
        Ok(None) => fail(PART, format!("{name}: its component is not stored"), advice),
        Err(error) => fail(PART, format!("{name}: {error}"), advice),
    }
}

fn checked(bytes: &[u8], limits: &LimitsSection) -> anyhow::Result<Inspection> {
    Ok(parvis_plugin_runtime::check(bytes, &compiler(limits)?, &limits.limits()?, None)?)
}
