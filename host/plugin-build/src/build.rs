//! The whole path: folders, toolchain, Cargo, components, files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use parvis_model::Manifest;
use sha2::{Digest, Sha256};

use crate::folder::{self, PluginFolder};
use crate::script::ScriptFolder;
use crate::{BuildError, Import, Toolchain, adopt, cargo, componentize, imports};

/// How to build.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Where components are written, as `<name>.wasm`. Created where absent.
    pub out_dir: PathBuf,
    /// Cargo's folder for guests; `target/guests` of the plugin's own workspace where none is given.
    pub target_dir: Option<PathBuf>,
    /// Folders in which the tools of other languages are looked for first: jco, componentize-py.
    pub tools: Vec<PathBuf>,
    /// Never use the network: no toolchain is installed, no crate downloaded.
    pub offline: bool,
}

impl Options {
    /// Where guests of this workspace are compiled, apart from the host's own builds.
    pub(crate) fn guests_dir(&self, root: &Path) -> PathBuf {
        self.target_dir.clone().unwrap_or_else(|| root.join("target/guests"))
    }
}

/// A plugin that was built.
#[derive(Debug)]
pub struct Built {
    /// The component's file.
    pub path: PathBuf,
    /// Lower-case hexadecimal SHA-256 of its bytes.
    pub digest: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its manifest.
    pub manifest: Manifest,
    /// What it imports. `unasked` compares this with the manifest.
    pub imports: Vec<Import>,
}

/// Builds one plugin. The first build on a machine takes a minute or more, later ones a second or two.
/// `progress` receives one sentence per long step; Cargo's own messages go to standard error.
pub fn build(folder: &Path, options: &Options, progress: &mut dyn FnMut(&str)) -> Result<Built, BuildError> {
    let mut built = build_all(&[folder.to_owned()], options, progress)?;
    built.pop().ok_or_else(|| BuildError::Component("nothing was built".into()))
}

/// Builds several plugins, those of one workspace together, and returns them in the same order.
/// Writes no component unless all compile.
pub fn build_all(
    folders: &[PathBuf],
    options: &Options,
    progress: &mut dyn FnMut(&str),
) -> Result<Vec<Built>, BuildError> {
    let folders = folders.iter().map(|path| Folder::read(path)).collect::<Result<Vec<_>, _>>()?;
    let mut modules = compile_all(&folders, options, progress)?.into_iter();
    let mut components = Vec::new();
    for folder in &folders {
        components.push(match folder {
            Folder::Rust(folder) => component(folder, &modules.next().unwrap_or_default())?,
            Folder::Script(folder) => folder.component(options, progress)?,
        });
    }
    std::fs::create_dir_all(&options.out_dir).map_err(BuildError::file(&options.out_dir))?;
    let written = folders.into_iter().zip(components);
    written.map(|(folder, bytes)| finish(folder.manifest(), &bytes, &options.out_dir)).collect()
}

/// Makes a plugin of a component that some other tool made for the contract, with the manifest of `folder`.
pub fn build_from(folder: &Path, component: &Path, options: &Options) -> Result<Built, BuildError> {
    let manifest = folder::manifest(folder)?;
    let made = std::fs::read(component).map_err(BuildError::file(component))?;
    let bytes = adopt(&made, &manifest)?;
    std::fs::create_dir_all(&options.out_dir).map_err(BuildError::file(&options.out_dir))?;
    finish(manifest, &bytes, &options.out_dir)
}

/// A plugin's folder in one of the languages.
enum Folder {
    Rust(PluginFolder),
    Script(ScriptFolder),
}

impl Folder {
    fn read(path: &Path) -> Result<Self, BuildError> {
        if !path.join("Cargo.toml").exists()
            && let Some(script) = ScriptFolder::read(path)?
        {
            return Ok(Folder::Script(script));
        }
        PluginFolder::read(path).map(Folder::Rust)
    }

    fn rust(&self) -> Option<&PluginFolder> {
        match self {
            Folder::Rust(folder) => Some(folder),
            Folder::Script(_) => None,
        }
    }

    fn manifest(self) -> Manifest {
        match self {
            Folder::Rust(folder) => folder.manifest,
            Folder::Script(folder) => folder.manifest,
        }
    }
}

/// The core modules of the folders of Rust, in the same order.
fn compile_all(
    folders: &[Folder],
    options: &Options,
    progress: &mut dyn FnMut(&str),
) -> Result<Vec<PathBuf>, BuildError> {
    let folders: Vec<&PluginFolder> = folders.iter().filter_map(Folder::rust).collect();
    let mut by_root: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
    for (index, folder) in folders.iter().enumerate() {
        by_root.entry(cargo::workspace_root(folder.path())?).or_default().push(index);
    }
    let mut modules = vec![PathBuf::new(); folders.len()];
    for (root, indices) in by_root {
        let toolchain = Toolchain::find(&root, &options.guests_dir(&root), options.offline, progress)?;
        let members: Vec<_> = indices.iter().map(|index| folders[*index]).collect();
        let names: Vec<_> = members.iter().map(|folder| folder.manifest.name.as_str()).collect();
        progress(&format!("compiling {} with {}", names.join(", "), toolchain.name()));
        let compiled = cargo::compile(&root, &members, toolchain, options)?;
        for (index, module) in indices.into_iter().zip(compiled) {
            modules[index] = module;
        }
    }
    Ok(modules)
}

fn component(folder: &PluginFolder, module: &Path) -> Result<Vec<u8>, BuildError> {
    let core = std::fs::read(module).map_err(BuildError::file(module))?;
    componentize(&core, &folder.manifest).map_err(|error| match error {
        BuildError::Component(reason) => BuildError::Component(format!("{}: {reason}", folder.package)),
        other => other,
    })
}

fn finish(manifest: Manifest, component: &[u8], out_dir: &Path) -> Result<Built, BuildError> {
    let path = out_dir.join(format!("{}.wasm", manifest.name));
    write_whole(&path, component)?;
    let digest = Sha256::digest(component).iter().map(|byte| format!("{byte:02x}")).collect();
    let size = component.len() as u64;
    Ok(Built { path, digest, size, imports: imports(component)?, manifest })
}

/// Replaces a file in one step, and leaves it alone where it holds these bytes already.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), BuildError> {
    if std::fs::read(path).is_ok_and(|present| present == bytes) {
        return Ok(());
    }
    let part = path.with_extension("wasm.part");
    std::fs::write(&part, bytes).map_err(BuildError::file(&part))?;
    std::fs::rename(&part, path).map_err(BuildError::file(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::componentize::tests::{WIT, manifest, module};

    #[test]
    fn what_is_written_is_what_is_described() {
        let out_dir = std::env::temp_dir().join(format!("parvis-plugin-build-{}", std::process::id()));
        std::fs::create_dir_all(&out_dir).expect("a folder");
        let bytes = componentize(&module(WIT), &manifest()).expect("component");
        let built = finish(manifest(), &bytes, &out_dir).expect("written");
        assert_eq!(built.path, out_dir.join("probe.wasm"));
        assert_eq!(std::fs::read(&built.path).expect("readable"), bytes);
        assert_eq!(built.size, bytes.len() as u64);
        assert_eq!((built.digest.len(), built.digest.to_lowercase()), (64, built.digest.clone()));
        assert_eq!(std::fs::read_dir(&out_dir).expect("readable").count(), 1, "no part is left");
        std::fs::remove_dir_all(&out_dir).expect("removed");
    }

    #[test]
    fn a_folder_without_a_plugin_is_named() {
        let error =
            build(Path::new("no/such/plugin"), &Options::default(), &mut |_| {}).expect_err("refused");
        assert!(error.to_string().contains("no/such/plugin"), "{error}");
    }
}
