//! The plugins of a hub: six with a card, the directory, and silent ones, which have a page and no card.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use parvis_model::{Clock, Manifest};
use parvis_plugin_runtime::{Compiler, digest};
use parvis_storage::{InstalledPlugin, Storage};
use tests_hostile_plugins::plugin_from_core;

use crate::bundled;
use crate::features::{COLLECTIONS, Publishers};

/// How many have a card.
pub(crate) const CARDS: usize = 6;
/// Real plugins in the order in which they come into a hub, those with a card first.
pub(crate) const REAL: [&str; CARDS + 1] =
    ["transport", "culture", "mobilite", "solidarite", "emploi", "desks-rust", "annuaire"];

/// Where the built plugins are, and where their native code is kept, so that each is compiled once for all hubs.
pub(crate) struct Plugins {
    folders: [PathBuf; 2],
    pub(crate) native_code: tempfile::TempDir,
}

impl Plugins {
    pub(crate) fn new(folders: [PathBuf; 2]) -> Result<Self> {
        Ok(Self { folders, native_code: tempfile::tempdir()? })
    }
}

/// Installs and enables `count` plugins and returns who publishes what: where the silent ones do, they share
/// collections with the others.
pub(crate) async fn install(
    storage: &dyn Storage,
    clock: &Clock,
    plugins: &Plugins,
    (count, publishing): (usize, bool),
) -> Result<Publishers> {
    let real: Vec<&str> = REAL.into_iter().take(count).collect();
    install_real(storage, clock, plugins, &real).await?;
    let mut publishers = COLLECTIONS.map(|(_, owner)| {
        // Where its own plugin is not there, the first one publishes it.
        vec![if real.contains(&owner) { owner.to_owned() } else { REAL[0].to_owned() }]
    });
    for number in 0..count - real.len() {
        let name = format!("silent-{number:02}");
        install_silent(storage, clock, &name).await?;
        if publishing {
            publishers[number % COLLECTIONS.len()].push(name);
        }
    }
    Ok(publishers)
}

async fn install_real(storage: &dyn Storage, clock: &Clock, plugins: &Plugins, names: &[&str]) -> Result<()> {
    let only = tempfile::tempdir()?;
    for name in names {
        let file = format!("{name}.wasm");
        let built = plugins.folders.iter().map(|folder| folder.join(&file)).find(|built| built.is_file());
        let built = built.with_context(|| format!("there is no {file}; `cargo xtask plugins` makes it"))?;
        std::fs::copy(built, only.path().join(&file))?;
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
