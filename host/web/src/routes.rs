//! Every route, by who asks for it.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::routing::{get, post};

use crate::state::WebState;
use crate::{
    exports, features, health, map_files, pages, place, security, security_txt, static_files, tiles,
};

/// The whole web of the hub. Bodies are bounded by [`crate::serve`], before they come here.
pub fn router(state: WebState) -> Router {
    let residents = Router::new()
        .route("/", get(pages::home))
        .route("/ici", post(place::choose))
        .route("/autour", get(pages::around))
        .route("/carte", get(pages::map))
        .route("/autour/affiche", get(exports::poster))
        .route("/vos-donnees", get(pages::your_data))
        .route("/accessibilite", get(pages::accessibility))
        .route("/regles", get(pages::rules))
        .route("/mentions", get(pages::legal))
        .route("/donnees", get(pages::data))
        .route("/donnees/{file}", get(exports::file))
        .route("/chercher", get(pages::search))
        .route("/services", get(pages::services))
        .route("/x/{collection}/{*id}", get(features::feature))
        .route("/services/{plugin}", get(pages::about))
        .route("/services/{plugin}/", get(pages::service_root))
        .route("/services/{plugin}/{*path}", get(pages::service))
        .route("/{verb}", get(pages::verb))
        .fallback(pages::not_found);
    let browsers = Router::new()
        .route("/static/{name}", get(static_files::file))
        .route("/static/carte/{name}", get(map_files::file))
        .route("/tiles/{collection}/{z}/{x}/{y}", get(tiles::tile));
    let machines = Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(health::metrics))
        .route("/.well-known/security.txt", get(security_txt::file));
    residents
        .merge(browsers)
        .merge(machines)
        .layer(DefaultBodyLimit::disable())
        .layer(axum::middleware::from_fn_with_state(state.clone(), security::guard))
        .with_state(state)
}
