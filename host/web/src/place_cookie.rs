//! The visitor's place in a sealed cookie: encrypted and authenticated, on the visitor's own device and nowhere else.

use std::time::Duration;

use axum_extra::extract::cookie::{Cookie, Key, PrivateCookieJar, SameSite};
use parvis_services::Place;

/// Name of the cookie.
const COOKIE: &str = "ici";
/// How long a browser keeps it, in days.
const KEPT_DAYS: u64 = 30;

/// Sealed texts are filled up to a multiple of this, so that their length tells nothing.
const PADDED_BYTES: usize = 384;

/// The key that seals cookies: 64 random bytes, kept in the hub's data folder.
#[derive(Clone)]
pub struct CookieKey(Key);

impl CookieKey {
    /// Bytes of a key.
    pub const LENGTH: usize = 64;

    /// A key of random bytes; `None` unless there are 64.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        Key::try_from(bytes).ok().map(Self)
    }

    pub(crate) fn into_key(self) -> Key {
        self.0
    }
}

/// The place in the visitor's cookie. A cookie that is forged, damaged or of another key is none.
pub(crate) fn place(jar: &PrivateCookieJar) -> Option<Place> {
    serde_json::from_str(jar.get(COOKIE)?.value()).ok()
}

/// The jar with the place sealed in.
pub(crate) fn seal(jar: PrivateCookieJar, place: &Place, secure: bool) -> PrivateCookieJar {
    let Ok(mut text) = serde_json::to_string(place) else { return jar };
    // JSON may end with any number of spaces.
    let padding = text.len().next_multiple_of(PADDED_BYTES) - text.len();
    text.extend(std::iter::repeat_n(' ', padding));
    let mut cookie = Cookie::new(COOKIE, text);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(secure);
    cookie.set_same_site(SameSite::Lax);
    if let Ok(age) = Duration::from_secs(KEPT_DAYS * 86_400).try_into() {
        cookie.set_max_age(Some(age));
    }
    jar.add(cookie)
}

/// The jar without a place: the browser forgets it.
pub(crate) fn forget(jar: PrivateCookieJar) -> PrivateCookieJar {
    let mut cookie = Cookie::from(COOKIE);
    cookie.set_path("/");
    jar.remove(cookie)
}
