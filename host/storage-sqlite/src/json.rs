//! JSON columns: writing a record and reading it back with an error that names it.

use std::fmt::Display;

use parvis_storage::StorageError;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The JSON text of a record.
pub(crate) fn write<T: Serialize>(record: &T) -> Result<String, StorageError> {
    serde_json::to_string(record).map_err(|e| StorageError::Refused(e.to_string()))
}

/// Reads the JSON text of the record `key` of `table`.
pub(crate) fn read<T: DeserializeOwned>(
    table: &str,
    key: impl Display,
    text: &str,
) -> Result<T, StorageError> {
    serde_json::from_str(text).map_err(|e| StorageError::Corrupt(format!("{table} {key}: {e}")))
}
