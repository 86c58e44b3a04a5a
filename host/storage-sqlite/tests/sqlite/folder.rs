//! A folder for one test, removed with it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use parvis_storage_sqlite::SqliteStorage;

pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("sqlite-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder in the target directory");
        Folder(path)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Opens the folder's database, creating it if it is not there.
    pub(crate) async fn open(&self) -> SqliteStorage {
        SqliteStorage::open(&self.path("hub.db")).await.expect("opened")
    }

    /// Copies the database as a crash would leave it: the file and its write-ahead log, without the shared memory.
    pub(crate) fn crashed_copy(&self) -> Folder {
        let copy = Folder::new();
        for name in ["hub.db", "hub.db-wal"] {
            std::fs::copy(self.path(name), copy.path(name)).expect("copied");
        }
        copy
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A folder that stays behind is no failure of the test.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
