//! The one error of the services.

use parvis_storage::StorageError;

/// Why the hub could not do what an operator or the start asked.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The database failed or has no such record.
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// A setting cannot be used: which one, why, what would be right.
    #[error("setting {0}")]
    Setting(String),
    /// The request cannot be accepted.
    #[error("{0}")]
    Refused(String),
}
