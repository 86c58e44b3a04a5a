//! The pages of single things, and their calendar files.

use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use crate::exports::base;
use crate::pages::{Asked, Named};
use crate::state::WebState;

/// How the address of a calendar file ends.
const CALENDAR: &str = ".ics";

/// `/x/{collection}/{id}`, and with `.ics` behind it the calendar file.
pub(crate) async fn feature(
    State(state): State<WebState>,
    Named((collection, id)): Named<(String, String)>,
    headers: HeaderMap,
    asked: Asked,
) -> Response {
    let composed = state.composer.feature(asked.visitor(), &collection, &id);
    if let (Err(_), Some(id)) = (&composed, id.strip_suffix(CALENDAR))
        && let Ok(file) = state.composer.calendar(asked.visitor(), (&collection, id), &base(&state, &headers))
    {
        return calendar(file);
    }
    asked.result(&state, composed)
}

fn calendar(file: String) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"parvis.ics\""),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, file).into_response()
}
