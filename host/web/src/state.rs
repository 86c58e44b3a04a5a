//! What handlers share.

use std::sync::Arc;

use axum::extract::FromRef;
use axum_extra::extract::cookie::Key;
use parvis_pages::Composer;

use crate::CookieKey;

/// What handlers share. Cheap to clone.
#[derive(Clone)]
pub struct WebState {
    pub(crate) composer: Arc<Composer>,
    pub(crate) cookie_key: Key,
    pub(crate) secure_cookies: bool,
}

impl WebState {
    /// `secure_cookies`: the hub's public address is `https:`, so cookies are sent over https only.
    pub fn new(composer: Arc<Composer>, cookie_key: CookieKey, secure_cookies: bool) -> Self {
        Self { composer, cookie_key: cookie_key.into_key(), secure_cookies }
    }
}

impl FromRef<WebState> for Key {
    fn from_ref(state: &WebState) -> Key {
        state.cookie_key.clone()
    }
}
