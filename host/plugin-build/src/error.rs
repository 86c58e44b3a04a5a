//! What can go wrong while a plugin is built; every message says what to do. Show it with its causes (`{error:#}`).

use std::path::{Path, PathBuf};

use parvis_model::ManifestError;

/// Why a plugin was not built. Nothing is written where one of these is returned.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// A file could not be read or written.
    #[error("{path}")]
    File {
        /// The file.
        path: PathBuf,
        /// The reason given by the system.
        source: std::io::Error,
    },
    /// `plugin.toml` is refused.
    #[error("{folder}")]
    Manifest {
        /// The folder of the plugin.
        folder: PathBuf,
        /// What to change in it.
        source: ManifestError,
    },
    /// The program beside `plugin.toml` is not what a plugin needs.
    #[error("{path}: {reason}")]
    Crate {
        /// Its `Cargo.toml` or the file in question.
        path: PathBuf,
        /// What to change in it.
        reason: String,
    },
    /// This machine cannot compile for `wasm32-unknown-unknown`.
    #[error("no compiler for wasm32-unknown-unknown: {0}")]
    Toolchain(String),
    /// A program that the build needs could not be started.
    #[error("{program} could not be started")]
    Start {
        /// The program.
        program: String,
        /// The reason given by the system.
        source: std::io::Error,
    },
    /// Cargo stopped; its own messages were shown on standard error.
    #[error("cargo did not compile {crates}: see its messages above")]
    Compile {
        /// The crates that were asked for.
        crates: String,
    },
    /// A program that wraps scripts is missing or refused one: what to do, or its own words.
    #[error("{0}")]
    Tool(String),
    /// The compiled module cannot become a component.
    #[error("{0}")]
    Component(String),
}

impl BuildError {
    /// For `map_err` on file operations.
    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> BuildError {
        let path = path.to_owned();
        move |source| BuildError::File { path, source }
    }
}
