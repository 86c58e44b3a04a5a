//! The few files beside the HTML. They are part of the binary.

use axum::extract::RawQuery;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::pages::Named;

/// A static file. Asked for with its fingerprint it is kept for a year, otherwise asked for again.
pub(crate) async fn file(Named(name): Named<String>, RawQuery(query): RawQuery) -> Response {
    let Some(file) = parvis_pages::static_files().iter().find(|file| file.name == name) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let current = query.is_some_and(|query| file.address().ends_with(&format!("?{query}")));
    let keep = if current { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, file.content_type), (header::CACHE_CONTROL, keep)], file.bytes).into_response()
}
