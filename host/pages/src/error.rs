//! What can go wrong while pages are written.

use parvis_model::Language;

/// The crate's error.
#[derive(Debug, thiserror::Error)]
pub enum PagesError {
    /// A file of translations cannot be read.
    #[error("translations/{}.ftl: {reason}", language.tag())]
    Translations {
        /// Its language.
        language: Language,
        /// What is wrong.
        reason: String,
    },
    /// A document cannot be written as JSON.
    #[error("a page cannot be written as JSON: {0}")]
    Json(#[from] serde_json::Error),
}
