//! The connections to the file: one that writes, a few that read.

use std::path::PathBuf;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection, SqliteConnection, SqlitePool};

use crate::transaction::{LOCK_TIMEOUT, LOCK_TRY};

/// Queries that may run at once; more wait their turn.
const READERS: u32 = 4;

/// How long a call waits for a connection that others of this process use.
const QUEUE_TIMEOUT: Duration = Duration::from_secs(10);

/// How hard a commit is pressed onto the disk before it is answered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Synchronous {
    /// Each commit is synced: it survives a power cut. What the hub uses.
    #[default]
    Full,
    /// The log is synced before it is folded into the file only: a power cut loses the last commits. For the tests that
    /// show the difference.
    Normal,
    /// Nothing is ever synced: a power cut may damage the file. For the same tests.
    Off,
}

/// Which file is opened and how.
#[derive(Clone, Debug)]
pub(crate) struct DatabaseFile {
    pub(crate) path: PathBuf,
    pub(crate) synchronous: Synchronous,
}

/// The connections. Cheap to clone: clones share them.
#[derive(Clone, Debug)]
pub(crate) struct Connections {
    /// One connection, so that transactions of this process queue up fairly here and not in the file's lock.
    /// Named first so that it is dropped first: see [`Connections::close_keeping_log`].
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
}

impl DatabaseFile {
    /// Connections that are opened when they are first used.
    pub(crate) fn connections(&self) -> Connections {
        let writer = self.options().create_if_missing(true).busy_timeout(LOCK_TRY);
        // Read-only also for the system: the last to close such a file leaves its log as it is.
        let readers = self.options().busy_timeout(LOCK_TIMEOUT).read_only(true).pragma("query_only", "ON");
        Connections { writer: pool(1, writer), readers: pool(READERS, readers) }
    }

    pub(crate) fn options(&self) -> SqliteConnectOptions {
        // Statements are logged by those who call, never by the driver: its lines could carry what people wrote.
        use sqlx::ConnectOptions;
        SqliteConnectOptions::new()
            .filename(&self.path)
            .foreign_keys(true)
            .synchronous(match self.synchronous {
                Synchronous::Full => SqliteSynchronous::Full,
                Synchronous::Normal => SqliteSynchronous::Normal,
                Synchronous::Off => SqliteSynchronous::Off,
            })
            // The log is folded into the file by `checkpoint.rs`, which sees what goes wrong with it, and is cut when it
            // begins anew, so that its length tells how much waits in it.
            .pragma("wal_autocheckpoint", "0")
            .pragma("journal_size_limit", "0")
            .disable_statement_logging()
    }
}

/// Connections stay open for the life of the pool: opening one anew costs more than keeping it.
fn pool(size: u32, options: SqliteConnectOptions) -> SqlitePool {
    SqlitePoolOptions::new()
        .max_connections(size)
        .acquire_timeout(QUEUE_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .after_release(|connection, _| Box::pin(is_sound(connection)))
        .connect_lazy_with(options)
}

/// A full disk or an I/O error ends a transaction inside SQLite, and the driver goes on believing in it: such a connection
/// would refuse every later one. It is closed instead, and the next call opens another.
async fn is_sound(connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
    // A rollback may still be on its way; the answer comes after it.
    connection.ping().await?;
    Ok(!connection.is_in_transaction())
}

impl Connections {
    /// Ends every connection once running calls are done, and moves the log into the file.
    pub(crate) async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }

    /// Ends every connection and leaves the log as it is. SQLite folds the log in when the last connection closes, unless
    /// that one cannot write; so a reader goes last, and one that has read: before, it is not counted.
    pub(crate) async fn close_keeping_log(&self) -> Result<(), sqlx::Error> {
        let mut last = self.readers.acquire().await?;
        sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&mut *last).await?;
        self.writer.close().await;
        drop(last);
        self.readers.close().await;
        Ok(())
    }
}
