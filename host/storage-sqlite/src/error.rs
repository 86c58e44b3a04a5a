//! From the driver's errors to the store's: what failed and what to do about it.

use parvis_storage::StorageError;

/// Primary result codes of SQLite (<https://www.sqlite.org/rescode.html>).
pub(crate) mod code {
    pub(crate) const PERM: i32 = 3;
    pub(crate) const BUSY: i32 = 5;
    pub(crate) const READONLY: i32 = 8;
    pub(crate) const IOERR: i32 = 10;
    pub(crate) const CORRUPT: i32 = 11;
    pub(crate) const FULL: i32 = 13;
    pub(crate) const CANTOPEN: i32 = 14;
    pub(crate) const NOTADB: i32 = 26;
}

/// The primary result code, if the error comes from SQLite itself.
pub(crate) fn sqlite_code(error: &sqlx::Error) -> Option<i32> {
    let extended: i32 = error.as_database_error()?.code()?.parse().ok()?;
    Some(extended & 0xff)
}

/// The error of a statement.
pub(crate) fn failed(error: sqlx::Error) -> StorageError {
    match &error {
        sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => StorageError::Corrupt(error.to_string()),
        _ => StorageError::Failed(match advice(&error) {
            Some(advice) => format!("{advice} [{error}]"),
            None => error.to_string(),
        }),
    }
}

/// What to do, for the failures that an operator can mend.
pub(crate) fn advice(error: &sqlx::Error) -> Option<&'static str> {
    if matches!(error, sqlx::Error::PoolTimedOut) {
        return Some("every connection was busy for too long; the disk may be very slow");
    }
    Some(match sqlite_code(error)? {
        code::BUSY => "another process kept the write lock for more than 5 s; end it and try again",
        code::FULL => "the disk is full; free some space",
        code::READONLY | code::PERM => "the file, its folder or its disk is read-only; make it writable",
        code::CANTOPEN => "the file cannot be opened; check that its folder exists and is writable",
        code::IOERR => "the disk reports an input/output error; check the disk",
        code::CORRUPT => "the file is damaged; restore a backup",
        code::NOTADB => "the file is not a SQLite database; name another file or move this one away",
        _ => return None,
    })
}
