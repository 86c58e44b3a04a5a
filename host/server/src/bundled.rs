//! Finding the bundled plugins, and installing them for the demo.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use parvis_model::{Clock, Grant};
use parvis_plugin_runtime::Compiler;
use parvis_storage::{Installation, InstalledPlugin, Storage};

/// The folder of the bundled plugins: the one given, else beside the binary, else `target/plugins`.
pub(crate) fn folder(given: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(given) = given {
        if given.is_dir() {
            return Ok(given.to_owned());
        }
        bail!(
            "--plugins {}: there is no such folder; `cargo xtask plugins` makes target/plugins",
            given.display()
        );
    }
    let beside = std::env::current_exe().ok().and_then(|binary| Some(binary.parent()?.to_owned()));
    let candidates = beside
        .iter()
        .flat_map(|folder| [folder.join("plugins"), folder.join("../plugins")])
        .chain([PathBuf::from("target/plugins")]);
    candidates
        .into_iter()
        .find(|folder| folder.is_dir())
        .context("the bundled plugins are not here; `cargo xtask plugins` builds them into target/plugins")
}

/// Installs every component of the folder that is new, enabled and with all that it asks for: they are our own.
/// A plugin that the operator has disabled since stays disabled.
pub(crate) async fn install(
    storage: &dyn Storage,
    clock: &Clock,
    compiler: &Compiler,
    folder: &Path,
) -> anyhow::Result<()> {
    let known: BTreeSet<String> = storage.plugins().await?.into_iter().map(|plugin| plugin.digest).collect();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .with_context(|| format!("the folder {} cannot be read", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "wasm"))
        .collect();
    files.sort();
    if files.is_empty() {
        bail!("{} holds no plugin; `cargo xtask plugins` builds them", folder.display());
    }
    for file in files {
        let bytes = std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        if known.contains(&parvis_plugin_runtime::digest(&bytes)) {
            continue;
        }
        let inspection = compiler.inspect(&bytes).with_context(|| file.display().to_string())?;
        let asks = inspection.manifest.asks.keys().cloned();
        let grants: Vec<Grant> = asks.map(|permission| Grant { permission, by_setting: false }).collect();
        let plugin = InstalledPlugin {
            manifest: inspection.manifest,
            digest: inspection.digest,
            enabled: true,
            installed: clock.real_now(),
        };
        let installation =
            Installation { plugin: &plugin, component: &bytes, grants: &grants, enable: false };
        storage.install(&installation).await?;
    }
    Ok(())
}
