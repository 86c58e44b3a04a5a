//! HTTP only: the server and its limits, routes, the place cookie, languages, headers, errors to status codes, static files.
//! It must never know: HTML, SQL, wasmtime, the rules of the platform.
//! To add a page: a route in `routes.rs` and a handler in the file of its subject; `pages` composes it.
//! Tested by the unit tests of each file, by `tests/server` and by `tests/end-to-end`.

mod answer;
mod base_map;
mod exports;
mod features;
mod headers;
mod health;
mod language;
mod map_files;
mod metrics;
mod networks;
mod pages;
mod place;
mod place_cookie;
mod rarely;
mod routes;
mod security;
mod security_txt;
mod server;
mod site;
mod state;
mod static_files;
mod tiles;

pub use base_map::BaseMapFile;
pub use map_files::MapFiles;
pub use networks::Networks;
pub use place_cookie::{CookieKey, CookieKeys};
pub use routes::router;
pub use server::{HttpLimits, serve};
pub use site::{PublicUrl, Site};
pub use state::WebState;
