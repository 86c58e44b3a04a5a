//! Native code of components, kept on disk so that a start does not compile again.
//!
//! The name of a file follows from the component's digest and everything that its native code depends on: the exact
//! version of wasmtime, the engine's settings, what a component may be made of. Its content is authenticated with a key
//! that lies outside of the folder: whoever can write into the folder, or swap a file of it, cannot have the hub run what
//! they wrote. A file is read once; the bytes that were verified are the bytes that are loaded.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::io::{Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use ring::hmac::{HMAC_SHA256, Key, Tag, sign, verify};
use sha2::{Digest, Sha256};
use wasmtime::Engine;
use wasmtime::component::Component;

use crate::compiled::Compiled;
use crate::hex::hex;
use crate::{Compiler, RuntimeError};

/// Changes with the form of the files.
const FORM: &[u8] = b"parvis native code 1\n";
/// HMAC-SHA-256.
const MAC: usize = 32;
/// What a file holds beside native code is far less than this.
const BESIDE_CODE: usize = 4 * 1024 * 1024;

/// Authenticates native code. Kept outside of the folder of native code, readable by the hub's user only.
#[derive(Clone)]
pub struct NativeKey([u8; NativeKey::LENGTH]);

impl NativeKey {
    /// Bytes of a key.
    pub const LENGTH: usize = 32;

    /// A key of random bytes; `None` unless there are 32.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }
}

impl std::fmt::Debug for NativeKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("NativeKey")
    }
}

/// The folder of native code.
#[derive(Clone, Debug)]
pub struct NativeCache {
    folder: PathBuf,
    key: NativeKey,
    most_bytes: usize,
}

/// What the folder has of a component.
pub(crate) enum Kept {
    Nothing,
    /// A file that this hub did not write, or that was changed since.
    Forged(PathBuf),
    Code(Box<Compiled>),
}

impl NativeCache {
    /// A cache in `folder`, made if it is missing and readable by this user only.
    pub fn new(folder: &Path, key: NativeKey, compiler: &Compiler) -> Result<Self, RuntimeError> {
        std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(|error| {
            RuntimeError::Engine(format!("the folder {} cannot be made: {error}", folder.display()))
        })?;
        let most_bytes = compiler.limits.code_bytes.saturating_add(BESIDE_CODE);
        Ok(Self { folder: folder.to_owned(), key, most_bytes })
    }

    /// What is kept under a name. What cannot be read is as good as not there.
    pub(crate) fn find(&self, name: &str) -> Kept {
        let file = self.file(name);
        let Some(bytes) = read(&file, self.most_bytes) else { return Kept::Nothing };
        let authentic = bytes
            .split_at_checked(MAC)
            .is_some_and(|(mac, content)| verify(&self.key_of(name), content, mac).is_ok());
        match authentic.then(|| Compiled::read(bytes, MAC)).flatten() {
            Some(compiled) => Kept::Code(Box::new(compiled)),
            None => Kept::Forged(file),
        }
    }

    /// Keeps what was just compiled. Written beside and renamed, so that a file is there whole or not at all.
    pub(crate) fn keep(&self, name: &str, compiled: &Compiled) -> std::io::Result<()> {
        let mac = sign(&self.key_of(name), compiled.bytes());
        let half = self.folder.join(format!("{name}-half-{}", std::process::id()));
        let mut options = std::fs::OpenOptions::new();
        let mut out = options.write(true).create(true).truncate(true).mode(0o600).open(&half)?;
        out.write_all(mac.as_ref())?;
        out.write_all(compiled.bytes())?;
        out.sync_all()?;
        std::fs::rename(&half, self.file(name))
    }

    /// Removes every file but those of these names: of components, versions and settings that are no more.
    pub(crate) fn sweep(&self, names: &BTreeSet<String>) {
        let kept: BTreeSet<PathBuf> = names.iter().map(|name| self.file(name)).collect();
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        for file in entries.flatten().map(|entry| entry.path()).filter(|file| !kept.contains(file)) {
            // What cannot be removed is looked at again at the next start.
            let _ = std::fs::remove_file(file);
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.cwasm"))
    }

    /// The key of one file: content that was moved to another name is not authentic there.
    fn key_of(&self, name: &str) -> Key {
        let whole = Key::new(HMAC_SHA256, &self.key.0);
        let named: Tag = sign(&whole, &[FORM, name.as_bytes()].concat());
        Key::new(HMAC_SHA256, named.as_ref())
    }
}

/// A file's bytes, if it is a file and not larger than what is ever written.
fn read(file: &Path, most_bytes: usize) -> Option<Vec<u8>> {
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let most = u64::try_from(most_bytes).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    std::fs::File::open(file).ok()?.take(most).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// Makes native code ready to run. The error says what of the component does not fit.
#[expect(unsafe_code, reason = "wasmtime cannot check native code; see the safety note")]
pub(crate) fn load(engine: &Engine, compiled: &Compiled) -> Result<Component, RuntimeError> {
    // SAFETY: the code comes from our compiler, by the pipe of a worker of this very binary or from a file that was
    // authenticated after it had been read; it is copied from these bytes, which nobody else can change.
    unsafe { Component::deserialize(engine, compiled.code()) }.map_err(|error| {
        RuntimeError::Refused(format!("the component needs more than this hub's instances have: {error:#}"))
    })
}

/// The name of a component's native code: SHA-256 of its digest and of all that the code depends on.
pub(crate) fn name(engine: &Engine, compiler: &Compiler, digest: &str) -> String {
    let mut sha = Sha256::new();
    let mut hasher = IntoSha(&mut sha);
    FORM.hash(&mut hasher);
    digest.hash(&mut hasher);
    engine.precompile_compatibility_hash().hash(&mut hasher);
    // Where less is allowed than before, what was compiled before is looked at again.
    compiler.component.hash(&mut hasher);
    hex(&sha.finalize())
}

/// Feeds `Hash` into SHA-256, so that the name is the same in every process.
struct IntoSha<'a>(&'a mut Sha256);

impl Hasher for IntoSha<'_> {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compiled::tests::inspection;

    fn cache(folder: &Path, key: u8) -> NativeCache {
        let key = NativeKey::new(&[key; NativeKey::LENGTH]).expect("a key");
        NativeCache::new(folder, key, &Compiler::in_process()).expect("a folder")
    }

    fn is_code(kept: &Kept) -> bool {
        matches!(kept, Kept::Code(compiled) if compiled.code() == b"code")
    }

    #[test]
    fn only_what_this_hub_wrote_under_this_name_is_native_code() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = cache(folder.path(), 7);
        assert!(matches!(cache.find("a"), Kept::Nothing));
        let compiled = Compiled::new(inspection(), b"code").expect("compiled");
        cache.keep("a", &compiled).expect("kept");
        assert!(is_code(&cache.find("a")));
        std::fs::copy(cache.file("a"), cache.file("b")).expect("a file under another's name");
        assert!(matches!(cache.find("b"), Kept::Forged(_)));
        assert!(matches!(super::tests::cache(folder.path(), 8).find("a"), Kept::Forged(_)), "another key");
        let good = std::fs::read(cache.file("a")).expect("read");
        for at in [0, MAC - 1, MAC, MAC + 10, good.len() - 1] {
            let mut flipped = good.clone();
            flipped[at] ^= 1;
            std::fs::write(cache.file("a"), &flipped).expect("written");
            assert!(matches!(cache.find("a"), Kept::Forged(_)), "bit at {at}");
        }
        for length in [0, 1, MAC, good.len() - 1] {
            std::fs::write(cache.file("a"), &good[..length]).expect("written");
            assert!(matches!(cache.find("a"), Kept::Forged(_)), "{length} bytes");
        }
        std::fs::write(cache.file("a"), &good).expect("written");
        assert!(is_code(&cache.find("a")));
    }

    #[test]
    fn a_sweep_leaves_the_names_that_are_wanted() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = cache(folder.path(), 7);
        let compiled = Compiled::new(inspection(), b"code").expect("compiled");
        for name in ["a", "b"] {
            cache.keep(name, &compiled).expect("kept");
        }
        std::fs::write(folder.path().join("a-half-1"), "half").expect("written");
        cache.sweep(&BTreeSet::from(["a".to_owned()]));
        assert!(is_code(&cache.find("a")));
        assert_eq!(std::fs::read_dir(folder.path()).expect("folder").count(), 1);
    }
}
