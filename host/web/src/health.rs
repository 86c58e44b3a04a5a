//! For machines: is the hub alive, is it ready.

use axum::extract::State;
use axum::http::StatusCode;

use crate::state::WebState;

/// The process answers.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// The database answers too.
pub(crate) async fn ready(State(state): State<WebState>) -> (StatusCode, &'static str) {
    match state.composer.platform().storage().last_change().await {
        Ok(_) => (StatusCode::OK, "ready\n"),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n"),
    }
}
