//! The text files of the checkout.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// Folders that hold nothing of ours.
const NOT_OURS: &[&str] = &[".git", "target", "node_modules"];

/// A text file, with its path from the root.
#[derive(Debug)]
pub struct SourceFile {
    /// `host/model/src/lib.rs`
    pub path: String,
    /// Its content.
    pub text: String,
}

/// The root of the checkout.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.ancestors().nth(2).unwrap_or(own).to_owned()
}

/// Every text file below the root, in order of their paths; files that are not UTF-8 are left out.
pub fn all() -> Result<Vec<SourceFile>> {
    let root = root();
    let mut found = Vec::new();
    collect(&root, &root, &mut found)?;
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<SourceFile>) -> Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let entry = entry?;
        let (path, kind) = (entry.path(), entry.file_type()?);
        if kind.is_dir() && !NOT_OURS.contains(&entry.file_name().to_string_lossy().as_ref()) {
            collect(root, &path, found)?;
        } else if kind.is_file()
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            let inside = path.strip_prefix(root).unwrap_or(&path);
            found.push(SourceFile { path: inside.to_string_lossy().into_owned(), text });
        }
    }
    Ok(())
}
