//! From the driver's errors to the store's: what failed and what to do about it.

use parvis_storage::{Disk, StorageError};

/// Result codes of SQLite (<https://www.sqlite.org/rescode.html>): primary ones, and two extended ones.
pub(crate) mod code {
    pub(crate) const PERM: i32 = 3;
    pub(crate) const BUSY: i32 = 5;
    pub(crate) const READONLY: i32 = 8;
    pub(crate) const IOERR: i32 = 10;
    pub(crate) const CORRUPT: i32 = 11;
    pub(crate) const FULL: i32 = 13;
    pub(crate) const CANTOPEN: i32 = 14;
    pub(crate) const NOTADB: i32 = 26;
    /// A sync failed.
    pub(crate) const IOERR_FSYNC: i32 = IOERR | 4 << 8;
    /// The shared memory file could not grow, for want of space.
    pub(crate) const IOERR_SHMSIZE: i32 = IOERR | 19 << 8;
}

fn extended_code(error: &sqlx::Error) -> Option<i32> {
    error.as_database_error()?.code()?.parse().ok()
}

/// The primary result code, if the error comes from SQLite itself.
pub(crate) fn sqlite_code(error: &sqlx::Error) -> Option<i32> {
    Some(extended_code(error)? & 0xff)
}

/// Whether a sync failed: what was written before may be lost, though it can still be read.
pub(crate) fn is_failed_sync(error: &sqlx::Error) -> bool {
    extended_code(error) == Some(code::IOERR_FSYNC)
}

/// The error of a statement.
pub(crate) fn failed(error: sqlx::Error) -> StorageError {
    let disk = || Disk { folder: None, said: error.to_string() };
    match (&error, extended_code(&error), sqlite_code(&error)) {
        (sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_), ..) => {
            StorageError::Corrupt(error.to_string())
        }
        (_, Some(code::IOERR_SHMSIZE), _) | (_, _, Some(code::FULL)) => StorageError::Full(disk()),
        (_, _, Some(code::READONLY | code::PERM)) => StorageError::ReadOnly(disk()),
        (_, _, Some(code::IOERR)) => StorageError::Io(disk()),
        _ => match busy(&error) {
            Some(why) => StorageError::Busy(format!("{why} [{error}]")),
            None => StorageError::Failed(advised(&error)),
        },
    }
}

fn busy(error: &sqlx::Error) -> Option<&'static str> {
    match error {
        sqlx::Error::PoolTimedOut => {
            Some("every connection to the database was busy for too long; the disk may be very slow")
        }
        sqlx::Error::PoolClosed => {
            Some("the database is being opened anew after a failed sync; try again in a moment")
        }
        _ => (sqlite_code(error)? == code::BUSY)
            .then_some("another process kept the write lock for more than 5 s; end it and try again"),
    }
}

/// What is said of a file that cannot be opened, for whatever reason.
pub(crate) const CANNOT_OPEN: &str =
    "the file cannot be opened; check that its folder exists and is writable";

/// The driver's words, with what to do for the failures that an operator can mend.
fn advised(error: &sqlx::Error) -> String {
    let advice = match sqlite_code(error) {
        Some(code::CANTOPEN) => CANNOT_OPEN,
        Some(code::CORRUPT) => "the file is damaged; restore a backup",
        Some(code::NOTADB) => "the file is not a SQLite database; name another file or move this one away",
        _ => return error.to_string(),
    };
    format!("{advice} [{error}]")
}
