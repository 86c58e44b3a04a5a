//! What leaves the hub: the files of the open data, and the poster.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use parvis_pages::{ExportFormat, PageError};

use crate::pages::{Asked, Named};
use crate::state::WebState;

/// `/donnees/{collection}.{ending}`.
pub(crate) async fn file(
    State(state): State<WebState>,
    Named(file): Named<String>,
    headers: HeaderMap,
    asked: Asked,
) -> Response {
    let named =
        file.rsplit_once('.').and_then(|(name, ending)| Some((name, ExportFormat::of_ending(ending)?)));
    let Some((collection, format)) = named else { return asked.result(&state, Err(PageError::NotFound)) };
    let base = base(&state, &headers);
    let language = asked.visitor().language;
    match state.composer.export(language, collection, format, asked.query(), &base) {
        Ok(written) => {
            let next = written.next.map(|next| format!("<{next}>; rel=\"next\""));
            let headers = [
                (header::CONTENT_TYPE, written.content_type),
                (header::CACHE_CONTROL, "no-cache"),
                (header::VARY, "accept-language, cookie"),
                (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            ];
            let mut response = (headers, written.content).into_response();
            if let Some(link) = next.and_then(|link| HeaderValue::from_str(&link).ok()) {
                response.headers_mut().insert(header::LINK, link);
            }
            response
        }
        Err(error) => asked.result(&state, Err(error)),
    }
}

/// `/autour/affiche`.
pub(crate) async fn poster(State(state): State<WebState>, headers: HeaderMap, asked: Asked) -> Response {
    let base = base(&state, &headers);
    let composed = state.composer.poster(asked.visitor(), asked.query(), &base);
    asked.result(&state, composed)
}

/// The address of the hub: the one that the operator wrote down, else the one that was asked.
pub(crate) fn base(state: &WebState, headers: &HeaderMap) -> String {
    match &state.site.public_url {
        Some(url) => url.origin(),
        None => {
            let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
            format!("http://{host}")
        }
    }
}
