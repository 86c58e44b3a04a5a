//! A plugin's folder: its manifest and the crate beside it.

use std::path::{Path, PathBuf};

use parvis_model::Manifest;
use serde::Deserialize;

use crate::BuildError;

/// A folder that was read and found complete.
#[derive(Debug)]
pub(crate) struct PluginFolder {
    pub(crate) manifest: Manifest,
    /// Its `Cargo.toml`, absolute, as Cargo names it in its messages.
    pub(crate) cargo_toml: PathBuf,
    /// The name of its crate, `plugin-<name>`.
    pub(crate) package: String,
    /// Whether its crate is a library for tests too. Cargo leaves link-time optimisation out of such crates.
    pub(crate) is_mixed: bool,
}

#[derive(Deserialize)]
struct CargoToml {
    package: Option<Package>,
    lib: Option<Lib>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Lib {
    crate_type: Option<Vec<String>>,
}

impl PluginFolder {
    /// Reads `plugin.toml` and checks that `Cargo.toml` fits it. Compiles nothing.
    pub(crate) fn read(folder: &Path) -> Result<Self, BuildError> {
        let folder = folder.canonicalize().map_err(BuildError::file(folder))?;
        let manifest = manifest(&folder)?;
        let cargo_toml = folder.join("Cargo.toml");
        if !cargo_toml.exists() {
            let reason = "a plugin's folder holds a program: Cargo.toml (Rust), package.json (JavaScript) or app.py (Python)";
            return Err(BuildError::Crate { path: folder, reason: reason.into() });
        }
        let package = format!("plugin-{}", manifest.name);
        match crate_types(&read(&cargo_toml)?, &package) {
            Err(reason) => Err(BuildError::Crate { path: cargo_toml, reason }),
            Ok(types) => Ok(PluginFolder { manifest, cargo_toml, package, is_mixed: types.len() > 1 }),
        }
    }

    /// Where Cargo must be started.
    pub(crate) fn path(&self) -> &Path {
        self.cargo_toml.parent().unwrap_or(&self.cargo_toml)
    }
}

/// The manifest of a plugin's folder.
pub(crate) fn manifest(folder: &Path) -> Result<Manifest, BuildError> {
    Manifest::from_toml(&read(&folder.join("plugin.toml"))?)
        .map_err(|source| BuildError::Manifest { folder: folder.to_owned(), source })
}

pub(crate) fn read(path: &Path) -> Result<String, BuildError> {
    std::fs::read_to_string(path).map_err(BuildError::file(path))
}

/// The types of a plugin's crate, or what its `Cargo.toml` lacks as a sentence that says what to write.
fn crate_types(cargo_toml: &str, package: &str) -> Result<Vec<String>, String> {
    let parsed: CargoToml = toml::from_str(cargo_toml).map_err(|error| error.to_string())?;
    if parsed.package.is_none_or(|found| found.name != package) {
        return Err(format!(
            "the crate of this plugin must be called \"{package}\" (see name in plugin.toml)"
        ));
    }
    let types = parsed.lib.and_then(|lib| lib.crate_type).unwrap_or_default();
    if !types.iter().any(|kind| kind == "cdylib") {
        return Err("a plugin is a cdylib: write [lib] and crate-type = [\"cdylib\"]".into());
    }
    Ok(types)
}

#[cfg(test)]
mod tests {
    use super::crate_types;

    #[test]
    fn a_fitting_crate_has_no_fault() {
        let text = "[package]\nname = \"plugin-bus\"\n[lib]\ncrate-type = [\"cdylib\", \"rlib\"]\n";
        assert_eq!(crate_types(text, "plugin-bus").expect("no fault"), ["cdylib", "rlib"]);
    }

    #[test]
    fn each_fault_says_what_to_write() {
        let of = |text| crate_types(text, "plugin-bus").expect_err("a fault");
        assert!(of("[package]\nname = \"bus\"\n").contains("\"plugin-bus\""));
        assert!(of("[workspace]\n").contains("\"plugin-bus\""));
        assert!(of("[package]\nname = \"plugin-bus\"\n").contains("[\"cdylib\"]"));
        assert!(of("[package\n").contains("line 1"));
    }
}
