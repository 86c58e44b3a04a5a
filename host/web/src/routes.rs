//! Every route, by who asks for it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::state::WebState;
use crate::{health, pages, place, security, static_files};

/// Most bytes of a form.
const MOST_FORM_BYTES: usize = 16 * 1024;

/// The whole web of the hub.
pub fn router(state: WebState) -> Router {
    let residents = Router::new()
        .route("/", get(pages::home))
        .route("/ici", post(place::choose))
        .route("/services", get(pages::services))
        .route("/services/{plugin}", get(pages::about))
        .route("/services/{plugin}/", get(pages::service_root))
        .route("/services/{plugin}/{*path}", get(pages::service))
        .route("/{verb}", get(pages::verb))
        .fallback(pages::not_found);
    let browsers = Router::new().route("/static/{name}", get(static_files::file));
    let machines = Router::new().route("/healthz", get(health::alive)).route("/readyz", get(health::ready));
    residents
        .merge(browsers)
        .merge(machines)
        .layer(DefaultBodyLimit::max(MOST_FORM_BYTES))
        .layer(axum::middleware::from_fn_with_state(state.clone(), security::guard))
        .with_state(state)
}
