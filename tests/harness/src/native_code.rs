//! Native code that an earlier hub of the tests compiled, lent to the next ones: a first start takes seconds for each
//! plugin, and most tests are about something else.
//!
//! The hub trusts it no more than its own of the start before: it has to be authentic under the key, and its name follows
//! from the component, the version of wasmtime and the settings. What a test does to its copy stays in its folder.

use std::fs::File;
use std::io::Result;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::NamedTempFile;

/// As in the data folder.
const KEY: &str = "native.key";
const CODE: &str = "native-code";
/// Code of components that have changed since is of no use to anybody.
const OLD: Duration = Duration::from_secs(24 * 3_600);

/// Where it is kept between hubs: laid out like a data folder.
pub(crate) struct NativeCode(pub(crate) PathBuf);

impl NativeCode {
    /// That of this checkout.
    pub(crate) fn shared() -> Self {
        NativeCode(crate::workspace().join("target/test-native-code"))
    }

    /// Copies what is kept into a data folder before the first start.
    pub(crate) fn lend(&self, data: &Path) -> Result<()> {
        if !self.0.join(KEY).exists() {
            return Ok(());
        }
        std::fs::copy(self.0.join(KEY), data.join(KEY))?;
        make(&data.join(CODE))?;
        for file in files(&self.0.join(CODE))? {
            // One that another test has just cleared away is compiled.
            let _ = std::fs::copy(&file, data.join(CODE).join(file.file_name().unwrap_or_default()));
        }
        Ok(())
    }

    /// Keeps what a hub has compiled since, if it did so under the key that is kept, or under the first one.
    pub(crate) fn keep(&self, data: &Path) -> Result<()> {
        let code = self.0.join(CODE);
        make(&code)?;
        // Several tests may be the first: one of them makes the key.
        put(&data.join(KEY), &self.0.join(KEY))?;
        if std::fs::read(data.join(KEY))? != std::fs::read(self.0.join(KEY))? {
            return Ok(());
        }
        files(&code)?.iter().filter(|file| is_old(file)).for_each(|file| drop(std::fs::remove_file(file)));
        files(&data.join(CODE))?
            .iter()
            .try_for_each(|file| put(file, &code.join(file.file_name().unwrap_or_default())))
    }
}

fn is_old(file: &Path) -> bool {
    let written = file.metadata().and_then(|about| about.modified()).ok();
    written.and_then(|at| at.elapsed().ok()).is_some_and(|age| age > OLD)
}

fn make(folder: &Path) -> Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// The finished files of native code in a folder.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    Ok(entries.filter(|path| path.extension().is_some_and(|kind| kind == "cwasm")).collect())
}

/// Copies a file to where none is, whole or not at all; what another test has put there meanwhile stays.
fn put(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        return Ok(());
    }
    let mut whole = NamedTempFile::new_in(to.parent().unwrap_or(to))?;
    std::io::copy(&mut File::open(from)?, &mut whole)?;
    match whole.persist_noclobber(to) {
        Err(kept) if kept.error.kind() != std::io::ErrorKind::AlreadyExists => Err(kept.error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A data folder with a key and the code of one plugin.
    fn data(key: &str, plugin: &str) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(KEY), key).expect("written");
        std::fs::create_dir(folder.path().join(CODE)).expect("made");
        std::fs::write(folder.path().join(CODE).join(format!("{plugin}.cwasm")), plugin).expect("written");
        folder
    }

    fn lent(kept: &NativeCode) -> (Option<String>, usize) {
        let folder = tempfile::tempdir().expect("a folder");
        kept.lend(folder.path()).expect("lent");
        let count = files(&folder.path().join(CODE)).map_or(0, |files| files.len());
        (std::fs::read_to_string(folder.path().join(KEY)).ok(), count)
    }

    #[test]
    fn code_is_lent_under_the_key_that_made_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = NativeCode(folder.path().join("kept"));
        assert_eq!(lent(&kept), (None, 0));
        kept.keep(data("first", "one").path()).expect("kept");
        assert_eq!(lent(&kept), (Some("first".into()), 1));
        kept.keep(data("second", "two").path()).expect("passed over");
        assert_eq!(lent(&kept), (Some("first".into()), 1));
        kept.keep(data("first", "two").path()).expect("kept");
        assert_eq!(lent(&kept), (Some("first".into()), 2));
    }
}
