//! The contract's error, in the host's words.

use serde::{Deserialize, Serialize};

use crate::Permission;

/// What the platform answers when it cannot do what was asked. The cases mirror `errors.error` of the contract.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlatformError {
    /// The power was not granted, or this kind of call never has it.
    #[error("not granted: {0}")]
    Denied(Permission),
    /// A quota is used up; it may be asked again after this many milliseconds.
    #[error("quota used up, try again in {0} ms")]
    Quota(i64),
    /// There is no such thing.
    #[error("not found")]
    NotFound,
    /// A field of the request cannot be accepted.
    #[error("{0}")]
    Invalid(InvalidField),
    /// The hub cannot answer now, or not in this version.
    #[error("unavailable")]
    Unavailable,
}

/// Which field was refused, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{field}: {reason}")]
pub struct InvalidField {
    /// Path of the field, `query.limit`.
    pub field: String,
    /// What is wrong and what would be right, for the plugin's author.
    pub reason: String,
}

impl PlatformError {
    /// An `Invalid` in one call.
    pub fn invalid(field: impl Into<String>, reason: impl Into<String>) -> Self {
        PlatformError::Invalid(InvalidField { field: field.into(), reason: reason.into() })
    }
}
