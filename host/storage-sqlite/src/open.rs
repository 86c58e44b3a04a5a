//! Opening the file: its folder, the checks, the connections.

use std::path::Path;
use std::time::Duration;

use parvis_storage::StorageError;
use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteSynchronous};

use crate::SqliteStorage;
use crate::error::advice;
use crate::migrations::{self, MigrationError};
use crate::transaction::{LOCK_TIMEOUT, LOCK_TRY, begin};

/// The first SQLite without the WAL-reset bug (<https://www.sqlite.org/wal.html#walresetbug>).
const OLDEST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// Queries that may run at once; more wait their turn.
const READERS: u32 = 4;

/// How long a call waits for a connection that others of this process use.
const QUEUE_TIMEOUT: Duration = Duration::from_secs(10);

impl SqliteStorage {
    /// Opens the file, creating it and its folder if need be, and brings it to the newest version.
    ///
    /// `Open` says which file, why and what to do: the folder cannot be made or written, the file is no
    /// database, belongs to another program or to a newer version of this one, or stays locked for 5 s.
    /// A few milliseconds; more if a migration or a recovery has work to do.
    pub async fn open(path: &Path) -> Result<Self, StorageError> {
        let refuse = |why: String| StorageError::Open(format!("{}: {why}", path.display()));
        create_folder(path).map_err(refuse)?;
        let writer = pool(1, writer_options(path));
        prepare(&writer).await.map_err(refuse)?;
        let readers = pool(READERS, connection(path).busy_timeout(LOCK_TIMEOUT).pragma("query_only", "ON"));
        Ok(SqliteStorage { writer, readers })
    }

    /// Ends every connection once running calls are done, and moves the write-ahead log into the file.
    /// Without it nothing is lost: the next start does that work.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.close().await;
    }
}

fn create_folder(path: &Path) -> Result<(), String> {
    let Some(folder) = path.parent() else { return Err("this names a folder, name a file".into()) };
    std::fs::create_dir_all(folder)
        .map_err(|e| format!("its folder cannot be created ({e}); name another or create it"))
}

fn connection(path: &Path) -> SqliteConnectOptions {
    // Statements are logged by those who call, never by the driver: its lines could carry what people wrote.
    use sqlx::ConnectOptions;
    SqliteConnectOptions::new()
        .filename(path)
        .foreign_keys(true)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging()
}

fn writer_options(path: &Path) -> SqliteConnectOptions {
    connection(path).create_if_missing(true).busy_timeout(LOCK_TRY)
}

/// Connections stay open for the life of the pool: opening one anew costs more than keeping it.
fn pool(size: u32, options: SqliteConnectOptions) -> SqlitePool {
    SqlitePoolOptions::new()
        .max_connections(size)
        .acquire_timeout(QUEUE_TIMEOUT)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_lazy_with(options)
}

/// Checks the library and the file, then migrates it. Answers with the reason of a refusal.
async fn prepare(writer: &SqlitePool) -> Result<(), String> {
    let version: String =
        sqlx::query_scalar("SELECT sqlite_version()").fetch_one(writer).await.map_err(explain)?;
    check_library(&version)?;
    let mut transaction = begin(writer).await.map_err(explain)?;
    migrations::run(&mut transaction).await.map_err(|e| match e {
        MigrationError::Refused(why) => why,
        MigrationError::Failed(e) => explain(e),
    })?;
    transaction.commit().await.map_err(explain)?;
    // Only now, so that a file that was refused is left as it was. The mode is kept in the file.
    use_wal(writer).await
}

/// WAL mode needs the file alone for a moment, and SQLite does not wait for it.
async fn use_wal(writer: &SqlitePool) -> Result<(), String> {
    let deadline = tokio::time::Instant::now() + LOCK_TIMEOUT;
    loop {
        let mode = sqlx::query_scalar::<_, String>("PRAGMA journal_mode = WAL").fetch_one(writer).await;
        match mode {
            Ok(mode) if mode == "wal" => return Ok(()),
            Ok(mode) => {
                return Err(format!("its disk allows only the journal mode '{mode}'; use a local disk"));
            }
            Err(e) if is_busy(&e) && tokio::time::Instant::now() < deadline => {
                tokio::time::sleep(LOCK_TRY).await;
            }
            Err(e) => return Err(explain(e)),
        }
    }
}

fn is_busy(error: &sqlx::Error) -> bool {
    crate::error::sqlite_code(error) == Some(crate::error::code::BUSY)
}

fn explain(error: sqlx::Error) -> String {
    advice(&error).map_or_else(|| error.to_string(), |advice| format!("{advice} [{error}]"))
}

fn check_library(version: &str) -> Result<(), String> {
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
        assert_eq!(pragma(&store.writer, "PRAGMA synchronous").await, full);
        assert_eq!(pragma(&store.writer, "PRAGMA foreign_keys").await, 1);
        sqlx::query("DELETE FROM note").execute(&store.writer).await.expect("the writer writes");
        sqlx::query("DELETE FROM note").execute(&store.readers).await.expect_err("a reader wrote");
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
