//! Opening the file: its folder, the checks, the connections.

use std::path::Path;
use std::sync::{Arc, RwLock};

use parvis_storage::{Disk, StorageError};
use rustix::fs::StatVfsMountFlags;
use sqlx::SqlitePool;
use tokio::sync::Mutex;

use crate::SqliteStorage;
use crate::checkpoint::Log;
use crate::connections::{Connections, DatabaseFile, Synchronous};
use crate::error::{CANNOT_OPEN, code, failed, sqlite_code};
use crate::migrations::{self, MigrationError};
use crate::transaction::{LOCK_TIMEOUT, LOCK_TRY, begin};

/// The first SQLite without the WAL-reset bug (<https://www.sqlite.org/wal.html#walresetbug>).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

impl SqliteStorage {
    /// Opens the file, creating it and its folder if need be, and brings it to the newest version.
    ///
    /// `Open` says which file, why and what to do: the folder cannot be made or written, the file is no
    /// database, belongs to another program or to a newer version of this one, or stays locked for 5 s.
    /// A few milliseconds; more if a migration or a recovery has work to do.
    pub async fn open(path: &Path) -> Result<Self, StorageError> {
        Self::open_with(path, Synchronous::Full).await
    }

    /// The same with weaker promises, for the tests that show what they would cost. The hub uses [`SqliteStorage::open`].
    pub async fn open_with(path: &Path, synchronous: Synchronous) -> Result<Self, StorageError> {
        let file = DatabaseFile { path: path.to_owned(), synchronous };
        let refuse = |why: String| StorageError::Open(format!("{}: {why}", path.display()));
        let told = |error: StorageError| refuse(file.diagnosed(error).to_string());
        file.create_folder().map_err(refuse)?;
        let connections = file.connections();
        prepare(&connections.writer).await.map_err(|error| match error {
            MigrationError::Refused(why) => refuse(why),
            MigrationError::Failed(error) => told(failed(error)),
        })?;
        file.sync_folders_above();
        file.sync_folder().map_err(told)?;
        Ok(SqliteStorage {
            file: Arc::new(file),
            connections: Arc::new(RwLock::new(connections)),
            log: Arc::new(Mutex::new(Log::Unknown)),
        })
    }

    /// Ends every connection once running calls are done, and moves the write-ahead log into the file.
    /// Without it nothing is lost: the next start does that work.
    pub async fn close(&self) {
        let log = self.log.lock().await;
        let connections = self.connections();
        if *log != Log::Suspect || connections.close_keeping_log().await.is_err() {
            connections.close().await;
        }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.file.path
    }

    pub(crate) fn connections(&self) -> Connections {
        // A panic elsewhere cannot leave two pools half exchanged.
        self.connections.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    pub(crate) fn readers(&self) -> SqlitePool {
        self.connections().readers
    }

    pub(crate) fn writer(&self) -> SqlitePool {
        self.connections().writer
    }

    /// New connections in place of closed ones.
    pub(crate) fn reconnect(&self) {
        *self.connections.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = self.file.connections();
    }
}

impl DatabaseFile {
    pub(crate) fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(folder) if folder != Path::new("") => folder,
            _ => Path::new("."),
        }
    }

    fn create_folder(&self) -> Result<(), String> {
        std::fs::create_dir_all(self.folder())
            .map_err(|e| format!("its folder cannot be created ({e}); name another or create it"))
    }

    /// Presses the names of the file and of its log onto the disk. SQLite does so too, but does not look at the answer.
    pub(crate) fn sync_folder(&self) -> Result<(), StorageError> {
        let folder = self.folder();
        std::fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(|error| {
            let said = format!("the folder cannot be synced: {error}");
            StorageError::Io(Disk { folder: Some(folder.to_owned()), said })
        })
    }

    /// The same for the names of the folders themselves, whoever made them and when: a start that was cut off may have.
    /// Those above may belong to others: where one cannot be opened it was not made for us.
    fn sync_folders_above(&self) {
        let Ok(folder) = self.folder().canonicalize() else { return };
        for above in folder.ancestors().skip(1) {
            let _ = std::fs::File::open(above).and_then(|folder| folder.sync_all());
        }
    }

    /// The error with its folder. Where SQLite knows only that the disk failed, it is told if it is full or read-only.
    pub(crate) fn diagnosed(&self, error: StorageError) -> StorageError {
        let state = rustix::fs::statvfs(self.folder());
        let read_only = state.as_ref().is_ok_and(|state| state.f_flag.contains(StatVfsMountFlags::RDONLY));
        let error = match error {
            StorageError::Io(disk) if read_only => StorageError::ReadOnly(disk),
            StorageError::Failed(said) if read_only && said.starts_with(CANNOT_OPEN) => {
                StorageError::ReadOnly(Disk { folder: None, said })
            }
            StorageError::Io(disk) if state.is_ok_and(|state| state.f_bavail == 0) => {
                StorageError::Full(disk)
            }
            error => error,
        };
        error.in_folder(self.folder())
    }
}

/// Checks the library and the file, then migrates it.
async fn prepare(writer: &SqlitePool) -> Result<(), MigrationError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(writer).await?;
    check_library(&version).map_err(MigrationError::Refused)?;
    let mut transaction = begin(writer).await?;
    migrations::run(&mut transaction).await?;
    transaction.commit().await?;
    // Only now, so that a file that was refused is left as it was. The mode is kept in the file.
    use_wal(writer).await
}

/// WAL mode needs the file alone for a moment, and SQLite does not wait for it.
async fn use_wal(writer: &SqlitePool) -> Result<(), MigrationError> {
    let deadline = tokio::time::Instant::now() + LOCK_TIMEOUT;
    loop {
        // All rows, though there is one: the mode is told first and written then, and only the end tells how that went.
        let mode = sqlx::query_scalar::<_, String>("PRAGMA journal_mode = WAL").fetch_all(writer).await;
        match mode.map(|modes| modes.into_iter().next().unwrap_or_default()) {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => {
                return Err(MigrationError::Refused(format!(
                    "its disk allows only the journal mode '{mode}'; use a local disk"
                )));
            }
            Err(e) if sqlite_code(&e) == Some(code::BUSY) && tokio::time::Instant::now() < deadline => {
                tokio::time::sleep(LOCK_TRY).await;
            }
            Err(e) => return Err(e.into()),
        }
    }
}

pub(crate) fn check_library(version: &str) -> Result<(), String> {
    let mut numbers = version.split('.').map(|part| part.parse().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    if (next(), next(), next()) >= OLDEST_SQLITE {
        return Ok(());
    }
    let (major, minor, patch) = OLDEST_SQLITE;
    Err(format!(
        "this program was built with SQLite {version}, which can damage files; build it with {major}.{minor}.{patch} or newer"
    ))
}

#[cfg(test)]
mod tests {
    use super::{SqlitePool, SqliteStorage, check_library};

    async fn pragma(pool: &SqlitePool, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(pool).await.expect(sql)
    }

    #[tokio::test]
    async fn commits_are_synced_and_readers_cannot_write() {
        let folder = std::env::temp_dir().join(format!("parvis-open-{}", std::process::id()));
        let store = SqliteStorage::open(&folder.join("hub.db")).await.expect("opened");
        let full = 2;
        assert_eq!(pragma(&store.writer(), "PRAGMA synchronous").await, full);
        assert_eq!(pragma(&store.writer(), "PRAGMA foreign_keys").await, 1);
        sqlx::query("DELETE FROM note").execute(&store.writer()).await.expect("the writer writes");
        sqlx::query("DELETE FROM note").execute(&store.readers()).await.expect_err("a reader wrote");
        store.close().await;
        std::fs::remove_dir_all(folder).expect("removed");
    }

    #[test]
    fn libraries_with_the_wal_reset_bug_are_refused() {
        assert!(check_library("3.51.3").is_ok());
        assert!(check_library("3.52.0").is_ok());
        assert!(check_library("4.0.0").is_ok());
        for old in ["3.51.2", "3.40.1", "3.7.17", "nonsense"] {
            assert!(check_library(old).expect_err(old).contains("3.51.3"));
        }
    }
}
