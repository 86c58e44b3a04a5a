//! `/.well-known/security.txt` (RFC 9116): whom to tell about a weakness, where the operator has said so.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::site::PublicUrl;
use crate::state::WebState;

/// Whoever reads it is told to ask again after half a year.
const GOOD_FOR_SECONDS: i64 = 180 * 86_400;

pub(crate) async fn file(State(state): State<WebState>) -> Response {
    let Some(contact) = &state.site.security_contact else { return StatusCode::NOT_FOUND.into_response() };
    let expires = state.composer.platform().clock().real_now().plus_seconds(GOOD_FOR_SECONDS);
    let canonical = state.site.public_url.as_ref().map(PublicUrl::origin);
    let canonical =
        canonical.map_or_else(String::new, |url| format!("Canonical: {url}/.well-known/security.txt\n"));
    let text = format!("Contact: {contact}\nExpires: {expires}\nPreferred-Languages: fr, en\n{canonical}");
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
