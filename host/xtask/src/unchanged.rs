//! Whether everything that a build reads and makes is as that build left it: then a second start need not ask Cargo.

use std::path::Path;
use std::time::UNIX_EPOCH;

use anyhow::{Context, Result};

use crate::repository::Repository;

/// A build by what it reads and what it makes: files and folders inside the checkout.
pub(crate) struct Work<'a> {
    pub(crate) reads: &'a [&'a str],
    pub(crate) makes: &'a str,
    /// Where it is noted how all of it was.
    pub(crate) note: &'a str,
}

impl Work<'_> {
    /// Does it, unless nothing has changed since it was last done. Costs a look at every file.
    pub(crate) fn unless_done(
        &self,
        repository: &Repository,
        work: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        let note = repository.path(self.note);
        let noted = std::fs::read_to_string(&note).ok();
        // What is read is looked at first: a file that changes meanwhile makes the next start build again.
        let read =
            self.reads.iter().map(|path| listing(&repository.path(path))).collect::<Result<String>>()?;
        let whole = || anyhow::Ok(format!("{read}{}", listing(&repository.path(self.makes))?));
        if noted.is_some_and(|noted| whole().is_ok_and(|whole| whole == noted)) {
            return Ok(());
        }
        work()?;
        std::fs::write(&note, whole()?).with_context(|| note.display().to_string())
    }
}

/// A line for each file at and below a path: where it is, its length, when it was written.
fn listing(path: &Path) -> Result<String> {
    let about = std::fs::metadata(path).with_context(|| path.display().to_string())?;
    if about.is_dir() {
        let entries = std::fs::read_dir(path)?.map(|entry| Ok(entry?.path()));
        let mut entries = entries.collect::<std::io::Result<Vec<_>>>()?;
        entries.sort();
        return entries.iter().map(|entry| listing(entry)).collect();
    }
    let written = about.modified()?.duration_since(UNIX_EPOCH)?.as_nanos();
    Ok(format!("{} {} {written}\n", path.display(), about.len()))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const WORK: Work<'_> = Work { reads: &["source", "lock"], makes: "made", note: "note" };

    /// A checkout with something to build in it.
    fn checkout() -> (tempfile::TempDir, Repository) {
        let folder = tempfile::tempdir().expect("a folder");
        let repository = Repository::at(folder.path());
        std::fs::create_dir_all(repository.path("source/inner")).expect("a folder");
        std::fs::create_dir_all(repository.path("made")).expect("a folder");
        write(&repository, "source/inner/a.rs", "1");
        write(&repository, "lock", "1");
        (folder, repository)
    }

    fn write(repository: &Repository, path: &str, text: &str) {
        std::fs::write(repository.path(path), text).expect("written");
    }

    #[test]
    fn it_is_done_again_only_where_something_has_changed() {
        let (_folder, repository) = checkout();
        let done = Cell::new(0);
        let start = || {
            let work = || {
                done.set(done.get() + 1);
                write(&repository, "made/a.wasm", "made");
                Ok(())
            };
            WORK.unless_done(&repository, work).expect("done");
            done.get()
        };
        assert_eq!((start(), start()), (1, 1));
        write(&repository, "source/inner/a.rs", "changed");
        assert_eq!((start(), start()), (2, 2));
        write(&repository, "source/b.rs", "new");
        assert_eq!((start(), start()), (3, 3));
        std::fs::remove_file(repository.path("made/a.wasm")).expect("removed");
        assert_eq!((start(), start()), (4, 4));
    }

    #[test]
    fn what_failed_is_done_again() {
        let (_folder, repository) = checkout();
        let error = WORK.unless_done(&repository, || anyhow::bail!("no compiler")).expect_err("refused");
        assert_eq!(error.to_string(), "no compiler");
        let mut done = false;
        WORK.unless_done(&repository, || {
            done = true;
            Ok(())
        })
        .expect("done");
        assert!(done);
    }
}
