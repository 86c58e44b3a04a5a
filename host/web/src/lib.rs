//! HTTP only: routes, the place cookie, languages, headers, errors to status codes, static files.
//! It must never know: HTML, SQL, wasmtime, the rules of the platform.
//! To add a page: a route in `routes.rs` and a handler in the file of its subject; `pages` composes it.
//! Tested by the unit tests of each file and by `tests/end-to-end`.

mod answer;
mod health;
mod language;
mod pages;
mod place;
mod place_cookie;
mod routes;
mod security;
mod state;
mod static_files;

pub use place_cookie::CookieKey;
pub use routes::router;
pub use state::WebState;
