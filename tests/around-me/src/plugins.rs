//! The plugins of a hub: the six that are bundled, each with a card, and silent ones, which have a page and no card.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use parvis_model::{Clock, Manifest};
use parvis_plugin_runtime::{Compiler, digest};
use parvis_storage::{InstalledPlugin, Storage};
use tests_hostile_plugins::plugin_from_core;

use crate::bundled;
use crate::features::{COLLECTIONS, Publishers};

/// Those with a card, in the order in which they come into a hub.
pub(crate) const WITH_A_CARD: [&str; 6] =
    ["transport", "culture", "annuaire", "mobilite", "solidarite", "emploi"];

/// Where the built plugins are, and where their native code is kept, so that each is compiled once for all hubs.
pub(crate) struct Plugins {
    pub(crate) folder: PathBuf,
    pub(crate) native_code: tempfile::TempDir,
}

impl Plugins {
    pub(crate) fn new(folder: PathBuf) -> Result<Self> {
        Ok(Self { folder, native_code: tempfile::tempdir()? })
    }
}

/// Installs and enables `count` plugins and returns who publishes what: the silent ones share collections with the others.
pub(crate) async fn install(
    storage: &dyn Storage,
    clock: &Clock,
    folder: &Path,
    count: usize,
) -> Result<Publishers> {
    let bundled: Vec<&str> = WITH_A_CARD.into_iter().take(count).collect();
    install_bundled(storage, clock, folder, &bundled).await?;
    let mut publishers = COLLECTIONS.map(|(_, owner)| {
        // Where its own plugin is not there, the first one publishes it.
        vec![if bundled.contains(&owner) { owner.to_owned() } else { WITH_A_CARD[0].to_owned() }]
    });
    for number in 0..count - bundled.len() {
        let name = format!("silent-{number:02}");
        install_silent(storage, clock, &name).await?;
        publishers[number % COLLECTIONS.len()].push(name);
    }
    Ok(publishers)
}

async fn install_bundled(storage: &dyn Storage, clock: &Clock, folder: &Path, names: &[&str]) -> Result<()> {
    let only = tempfile::tempdir()?;
    for name in names {
        let file = format!("{name}.wasm");
        std::fs::copy(folder.join(&file), only.path().join(&file)).with_context(|| {
            format!("{file} is not in {}; `cargo xtask plugins` makes it", folder.display())
        })?;
    }
    bundled::install(storage, clock, &Compiler::in_process(), only.path()).await
}

/// A component of one page, the smallest that there is, under another name.
async fn install_silent(storage: &dyn Storage, clock: &Clock, name: &str) -> Result<()> {
    let toml = format!(
        "name = \"{name}\"\nversion = \"1\"\ncontract = \"0.1\"\ntitle = \"Service {name}\"\nsummary = \"Essai.\"\n\
         maker = \"Parvis\"\n"
    );
    let Ok(manifest) = Manifest::from_toml(&toml) else { bail!("the manifest of {name} is not sound") };
    let component = plugin_from_core("well", &manifest);
    let (digest, installed) = (digest(&component), clock.real_now());
    let plugin = InstalledPlugin { manifest, digest, enabled: true, installed };
    storage.install_plugin(&plugin, &component).await?;
    Ok(())
}
