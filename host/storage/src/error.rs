//! The one error of every store.

/// Why a store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// There is no such record.
    #[error("{0} not found")]
    NotFound(String),
    /// The database could not be opened: which file, why, what to do.
    #[error("cannot open the database: {0}")]
    Open(String),
    /// The database failed: full disk, I/O error, lock held too long.
    #[error("the database failed: {0}")]
    Failed(String),
    /// A record cannot be read: the table, the record, what is wrong.
    #[error("the database holds a record that cannot be read: {0}")]
    Corrupt(String),
    /// A record that was given cannot be kept as it is: which one, what is wrong with it.
    #[error("the record cannot be stored: {0}")]
    Refused(String),
}
