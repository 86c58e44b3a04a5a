//! How this machine compiles for `wasm32-unknown-unknown`: the first way that works, asked in order.

mod debian;
mod installed;
mod rustup;

use std::fs::File;
use std::path::Path;
use std::process::Command;

use crate::BuildError;

/// The target of every guest: no WASI, nothing but what is imported from the contract.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// A way to compile guests that was found to be ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toolchain {
    /// The active toolchain has the target.
    Installed,
    /// Debian's compiler builds its own standard library for the target.
    Debian,
}

impl Toolchain {
    /// Finds a way, installing it where needed and possible (with time limits, saying so through `progress`).
    /// `root` is the workspace; in `state` a failed attempt is remembered for a day.
    pub fn find(
        root: &Path,
        state: &Path,
        offline: bool,
        progress: &mut dyn FnMut(&str),
    ) -> Result<Self, BuildError> {
        if installed::is_ready(root)? {
            return Ok(Toolchain::Installed);
        }
        // One at a time: two rustups at once disturb each other.
        let _lock = lock(state)?;
        if installed::is_ready(root)? {
            return Ok(Toolchain::Installed);
        }
        if !offline && rustup::add_target(root, state, progress) && installed::is_ready(root)? {
            return Ok(Toolchain::Installed);
        }
        debian::make_ready(offline, progress)?;
        Ok(Toolchain::Debian)
    }

    /// What it is, for people.
    pub fn name(self) -> &'static str {
        match self {
            Toolchain::Installed => "the active toolchain",
            Toolchain::Debian => "Debian's compiler",
        }
    }

    /// Makes a `cargo build` use it.
    pub(crate) fn apply(self, command: &mut Command) {
        if self == Toolchain::Debian {
            debian::apply(command);
        }
    }
}

/// Held until it is dropped; waits for whoever installs at this moment.
fn lock(state: &Path) -> Result<File, BuildError> {
    std::fs::create_dir_all(state).map_err(BuildError::file(state))?;
    let path = state.join("toolchain.lock");
    let file = File::create(&path).map_err(BuildError::file(&path))?;
    file.lock().map_err(BuildError::file(&path))?;
    Ok(file)
}
