//! Native code of components, kept on disk so that a start does not compile again.
//!
//! The key is the component's digest with everything that native code depends on: the exact version of wasmtime and the
//! engine's settings. A file of another key is never looked at. Files hold what this hub compiled itself; nothing from
//! outside is ever put there.

use std::hash::{Hash, Hasher};
use std::io::Write;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use wasmtime::Engine;
use wasmtime::component::Component;

use crate::RuntimeError;

/// The folder of native code.
#[derive(Clone, Debug)]
pub(crate) struct NativeCache {
    folder: PathBuf,
}

impl NativeCache {
    /// A cache in `folder`, made if it is missing and readable by this user only.
    pub(crate) fn new(folder: &Path) -> Result<Self, RuntimeError> {
        use std::os::unix::fs::DirBuilderExt;
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| {
            RuntimeError::Engine(format!("the folder {} cannot be made: {error}", folder.display()))
        })?;
        Ok(Self { folder: folder.to_owned() })
    }

    /// The component, from the cache or compiled and kept. Compiling takes up to seconds: call it off the async threads.
    pub(crate) fn component(
        &self,
        engine: &Engine,
        digest: &str,
        bytes: impl FnOnce() -> Result<Vec<u8>, RuntimeError>,
    ) -> Result<Component, RuntimeError> {
        let file = self.folder.join(format!("{}.cwasm", key(engine, digest)));
        if let Some(component) = load(engine, &file) {
            return Ok(component);
        }
        let component = Component::from_binary(engine, &bytes()?)
            .map_err(|error| RuntimeError::Refused(format!("the component does not compile: {error:#}")))?;
        if let Err(error) = self.keep(&component, &file) {
            tracing::warn!(%error, "native code could not be kept; the next start compiles again");
        }
        Ok(component)
    }

    /// Written beside and renamed, so that a file is there whole or not at all.
    fn keep(&self, component: &Component, file: &Path) -> Result<(), String> {
        let code = component.serialize().map_err(|error| error.to_string())?;
        let half = self.folder.join(format!("half-{}", std::process::id()));
        let write = || -> std::io::Result<()> {
            let mut out = std::fs::File::create(&half)?;
            out.write_all(&code)?;
            out.sync_all()?;
            std::fs::rename(&half, file)
        };
        write().map_err(|error| error.to_string())
    }
}

#[expect(unsafe_code, reason = "wasmtime cannot check native code; see the safety note")]
fn load(engine: &Engine, file: &Path) -> Option<Component> {
    if !file.exists() {
        return None;
    }
    // SAFETY: the folder is private to this user and holds only what `keep` wrote for exactly this engine; files are
    // renamed into place whole and never changed afterwards.
    match unsafe { Component::deserialize_file(engine, file) } {
        Ok(component) => Some(component),
        Err(error) => {
            tracing::warn!(%error, "native code on disk cannot be used and is made again");
            None
        }
    }
}

/// SHA-256 of the digest and of all that native code depends on.
fn key(engine: &Engine, digest: &str) -> String {
    let mut sha = Sha256::new();
    let mut hasher = IntoSha(&mut sha);
    digest.hash(&mut hasher);
    engine.precompile_compatibility_hash().hash(&mut hasher);
    hex(&sha.finalize())
}

/// Feeds `Hash` into SHA-256, so that the key is the same in every process.
struct IntoSha<'a>(&'a mut Sha256);

impl Hasher for IntoSha<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
