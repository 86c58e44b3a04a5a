//! Remembers what a component was made of, so that nothing is wrapped twice.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::BuildError;

/// Folders of tools and results, which are no source of a plugin.
const NOT_SOURCES: &[&str] = &["node_modules", ".venv", "target", "__pycache__", ".git"];

/// A hash of everything that a component is made of: the plugin's files and other texts.
pub(super) fn inputs(folder: &Path, texts: &[&str]) -> Result<String, BuildError> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let bytes = std::fs::read(&file).map_err(BuildError::file(&file))?;
        let name = file.strip_prefix(folder).unwrap_or(&file);
        add(&mut hash, name.as_os_str().as_encoded_bytes());
        add(&mut hash, &bytes);
    }
    texts.iter().for_each(|text| add(&mut hash, text.as_bytes()));
    Ok(hex(hash))
}

/// Parts are told apart by their lengths.
fn add(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), BuildError> {
    for entry in std::fs::read_dir(folder).map_err(BuildError::file(folder))?.flatten() {
        let path = entry.path();
        if !path.is_dir() {
            files.push(path);
        } else if !NOT_SOURCES.contains(&entry.file_name().to_string_lossy().as_ref()) {
            collect(&path, files)?;
        }
    }
    Ok(())
}

/// The component, if it was made of these inputs and nobody has changed it since.
pub(super) fn unchanged(staging: &Path, inputs: &str, component: &Path) -> Option<Vec<u8>> {
    let kept = std::fs::read_to_string(staging.join("stamp")).ok()?;
    let bytes = std::fs::read(component).ok()?;
    (kept == line(inputs, &bytes)).then_some(bytes)
}

/// Notes what a component was made of.
pub(super) fn keep(staging: &Path, inputs: &str, component: &[u8]) -> Result<(), BuildError> {
    let file = staging.join("stamp");
    std::fs::write(&file, line(inputs, component)).map_err(BuildError::file(&file))
}

fn line(inputs: &str, component: &[u8]) -> String {
    format!("{inputs} {}\n", hex(Sha256::new_with_prefix(component)))
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_component_is_kept_until_anything_changes() {
        let folder = tempfile::tempdir().expect("a folder");
        let (plugin, staging) = (folder.path().join("plugin"), folder.path().join("staging"));
        for made in [plugin.join("node_modules"), staging.clone()] {
            std::fs::create_dir_all(made).expect("a folder");
        }
        let write = |file: &Path, text: &str| std::fs::write(file, text).expect("written");
        write(&plugin.join("app.js"), "one");
        let component = folder.path().join("x.wasm");
        write(&component, "wasm");
        let first = inputs(&plugin, &["world"]).expect("readable");
        assert_eq!(unchanged(&staging, &first, &component), None, "never made");
        keep(&staging, &first, b"wasm").expect("kept");
        write(&plugin.join("node_modules/tool.js"), "no source");
        assert_eq!(inputs(&plugin, &["world"]).expect("readable"), first);
        assert_eq!(unchanged(&staging, &first, &component).as_deref(), Some(&b"wasm"[..]));
        write(&component, "other");
        assert_eq!(unchanged(&staging, &first, &component), None, "changed by hand");
        write(&plugin.join("app.js"), "two");
        assert_ne!(inputs(&plugin, &["world"]).expect("readable"), first);
        assert_ne!(inputs(&plugin, &["another world"]).expect("readable"), first);
    }
}
