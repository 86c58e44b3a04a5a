//! First way: the active toolchain has the target.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::TARGET;
use crate::BuildError;

/// Whether the compiler that Cargo would use in `root` has a standard library for the target.
pub(super) fn is_ready(root: &Path) -> Result<bool, BuildError> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = Command::new(&rustc);
    command.args(["--print", "target-libdir", "--target", TARGET]).current_dir(root).stderr(Stdio::null());
    let output = command.output().map_err(|source| BuildError::Start {
        program: format!("{} (install Rust from https://rustup.rs)", rustc.to_string_lossy()),
        source,
    })?;
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    Ok(output.status.success() && has_std(&folder))
}

/// rustc names the folder even where it is empty or absent.
fn has_std(folder: &Path) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libstd-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_without_a_standard_library_is_not_ready() {
        assert!(!has_std(Path::new("/no/such/folder")));
        assert!(!has_std(Path::new(env!("CARGO_MANIFEST_DIR"))));
        let output = Command::new("rustc").args(["--print", "target-libdir"]).output().expect("rustc");
        assert!(has_std(Path::new(String::from_utf8_lossy(&output.stdout).trim())));
    }
}
