//! Folding the write-ahead log into the file, and what to do when the disk fails a sync.
//!
//! Linux reports a failed sync once and then takes the lost pages for written: they can be read until they leave memory,
//! a second sync succeeds, and a power cut shows that they never reached the disk. So no sync is simply tried again.
//! - *A commit* whose sync fails is not answered and rolled back. The next transaction writes the same place of the log
//!   anew, which makes those pages dirty again: its sync is a true one.
//! - *A checkpoint* may have copied a part of the log earlier, without a sync, which SQLite counts as done. After a failed
//!   sync of the file only the whole log, copied once more, makes it sound. SQLite does that when it opens a log that
//!   nobody uses: so every connection is closed and one alone opens it. No write is taken before that succeeded.
//! - *At the start* the log may be what another process left after a failed sync: it is folded in before the first write.

use parvis_storage::StorageError;
use sqlx::sqlite::SqliteLockingMode;
use sqlx::{ConnectOptions, Connection, SqliteConnection};

use crate::SqliteStorage;
use crate::connections::DatabaseFile;
use crate::error::{failed, is_failed_sync};
use crate::transaction::LOCK_TIMEOUT;

/// Bytes from which the log is folded in before the next write: about a thousand pages.
const LONG_LOG: u64 = 4 * 1024 * 1024;

/// What is known of the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Log {
    /// Not folded in since the start.
    Unknown,
    /// What it holds is on the disk.
    Sound,
    /// A sync of the file failed.
    Suspect,
}

impl SqliteStorage {
    /// Makes the log fit for another write. Costs a look at its length, and about every 4 MB of writing a checkpoint.
    pub(crate) async fn tidy_log(&self) -> Result<(), StorageError> {
        let mut log = self.log.lock().await;
        if *log == Log::Sound && self.log_length() < LONG_LOG {
            return Ok(());
        }
        if *log != Log::Suspect {
            match self.checkpoint().await {
                Ok(()) => *log = Log::Sound,
                Err(error) if is_failed_sync(&error) => *log = Log::Suspect,
                // With no space to fold it in, there may still be some to append to it: the write itself will tell.
                Err(_) if *log == Log::Sound => {}
                Err(error) => return Err(failed(error)),
            }
        }
        if *log == Log::Suspect {
            self.copy_whole_log().await?;
            *log = Log::Sound;
        }
        Ok(())
    }

    fn log_length(&self) -> u64 {
        let mut path = self.file.path.clone().into_os_string();
        path.push("-wal");
        std::fs::metadata(path).map_or(0, |log| log.len())
    }

    /// Copies as much of the log as no reader needs; waits for nobody.
    async fn checkpoint(&self) -> Result<(), sqlx::Error> {
        sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(&self.writer()).await.map(drop)
    }

    /// Closes every connection, copies the whole log, and opens the file anew. Readers wait or are told to try again.
    async fn copy_whole_log(&self) -> Result<(), StorageError> {
        self.connections().close_keeping_log().await.map_err(failed)?;
        let copied = self.file.copy_log_alone().await;
        self.reconnect();
        copied?;
        self.file.sync_folder()
    }
}

impl DatabaseFile {
    /// As the only one who has the file open: reads the whole log, copies it and syncs the file. `Busy` if another
    /// process has it open.
    async fn copy_log_alone(&self) -> Result<(), StorageError> {
        let alone = self.options().locking_mode(SqliteLockingMode::Exclusive).busy_timeout(LOCK_TIMEOUT);
        let mut connection = alone.connect().await.map_err(failed)?;
        let copied = copy_log(&mut connection).await;
        // In vain it may be again, but it copies the whole log first: nothing rests on the sync that failed.
        let closed = connection.close().await;
        copied.and(closed).map_err(failed)
    }
}

async fn copy_log(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    // The first read opens the log, which has no index then: SQLite takes nothing of it for copied.
    sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&mut *connection).await?;
    sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)").execute(connection).await.map(drop)
}
