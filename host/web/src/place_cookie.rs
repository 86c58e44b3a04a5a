//! The visitor's place in a sealed cookie: encrypted and authenticated, on the visitor's own device and nowhere else.

use std::sync::Arc;
use std::time::Duration;

use arc_swap::ArcSwap;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::IntoResponse;
use axum_extra::extract::cookie::{Cookie, Key, PrivateCookieJar, SameSite};
use parvis_services::Place;

/// Name of the cookie.
const COOKIE: &str = "ici";
/// The same over https. Browsers take a cookie of this prefix from the hub itself and from no other site.
const SECURE_COOKIE: &str = "__Host-ici";
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
    /// How long a cookie is kept by browsers: as long, the key before may still be needed.
    pub const NEEDED: Duration = Duration::from_secs(KEPT_DAYS * 86_400);

    /// A key of random bytes; `None` unless there are 64.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        Key::try_from(bytes).ok().map(Self)
    }
}

/// The key that seals cookies, and the one before it, which still opens those that it sealed. Clones share them.
#[derive(Clone)]
pub struct CookieKeys(Arc<ArcSwap<Keys>>);

struct Keys {
    current: Key,
    before: Option<Key>,
}

impl CookieKeys {
    /// `before`: the key that sealed cookies until the last rotation.
    pub fn new(current: CookieKey, before: Option<CookieKey>) -> Self {
        Self(Arc::new(ArcSwap::from_pointee(Keys::new(current, before))))
    }

    /// From now on these are used.
    pub fn replace(&self, current: CookieKey, before: Option<CookieKey>) {
        self.0.store(Arc::new(Keys::new(current, before)));
    }

    /// The cookies of a request, to put a place into.
    pub(crate) fn jar(&self, headers: &HeaderMap) -> PrivateCookieJar {
        PrivateCookieJar::from_headers(headers, self.0.load().current.clone())
    }

    /// The place in the value of a header `Cookie`, as every page reads it.
    pub fn opened(&self, header: &[u8]) -> Option<Place> {
        place(&HeaderMap::from_iter([(header::COOKIE, HeaderValue::from_bytes(header).ok()?)]), self, false)
    }

    /// The value of a header `Set-Cookie` that gives a browser this place.
    pub fn sealed(&self, place: &Place) -> Option<String> {
        let response = (seal(self.jar(&HeaderMap::new()), place, false), ()).into_response();
        response.headers().get(header::SET_COOKIE)?.to_str().ok().map(str::to_owned)
    }
}

impl Keys {
    fn new(current: CookieKey, before: Option<CookieKey>) -> Self {
        Self { current: current.0, before: before.map(|key| key.0) }
    }
}

fn name(secure: bool) -> &'static str {
    if secure { SECURE_COOKIE } else { COOKIE }
}

/// The place in the visitor's cookie. A cookie that is forged, damaged or of another key is none.
pub(crate) fn place(headers: &HeaderMap, keys: &CookieKeys, secure: bool) -> Option<Place> {
    let keys = keys.0.load();
    let open = |key: &Key| PrivateCookieJar::from_headers(headers, key.clone()).get(name(secure));
    let cookie = open(&keys.current).or_else(|| keys.before.as_ref().and_then(open))?;
    serde_json::from_str(cookie.value()).ok()
}

/// The jar with the place sealed in.
pub(crate) fn seal(jar: PrivateCookieJar, place: &Place, secure: bool) -> PrivateCookieJar {
    let Ok(mut text) = serde_json::to_string(place) else { return jar };
    // JSON may end with any number of spaces.
    let padding = text.len().next_multiple_of(PADDED_BYTES) - text.len();
    text.extend(std::iter::repeat_n(' ', padding));
    let mut cookie = empty(secure);
    cookie.set_value(text);
    if let Ok(age) = CookieKey::NEEDED.try_into() {
        cookie.set_max_age(Some(age));
    }
    jar.add(cookie)
}

/// The jar without a place: the browser forgets it.
pub(crate) fn forget(jar: PrivateCookieJar, secure: bool) -> PrivateCookieJar {
    jar.remove(empty(secure))
}

fn empty(secure: bool) -> Cookie<'static> {
    let mut cookie = Cookie::from(name(secure));
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(secure);
    cookie.set_same_site(SameSite::Lax);
    cookie
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, header};
    use axum::response::IntoResponse;
    use parvis_model::Point;

    use super::*;

    fn key(byte: u8) -> CookieKey {
        CookieKey::new(&[byte; CookieKey::LENGTH]).expect("key")
    }

    /// What the hub would send, and what the browser would send back.
    fn sealed(keys: &CookieKeys, secure: bool) -> (String, HeaderMap) {
        let point = Point::new(2.258, 48.82).expect("point");
        let place = Place { point, name: None, commune: None };
        let response = seal(keys.jar(&HeaderMap::new()), &place, secure).into_response();
        let line = response.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
        let pair = line.split(';').next().expect("pair").to_owned();
        let headers = HeaderMap::from_iter([(header::COOKIE, HeaderValue::try_from(pair).expect("value"))]);
        (line, headers)
    }

    #[test]
    fn the_key_before_opens_and_the_one_before_that_does_not() {
        let keys = CookieKeys::new(key(1), None);
        let (_, cookie) = sealed(&keys, false);
        assert!(place(&cookie, &keys, false).is_some());
        keys.replace(key(2), Some(key(1)));
        assert!(place(&cookie, &keys, false).is_some(), "after one rotation");
        let (_, newer) = sealed(&keys, false);
        keys.replace(key(3), Some(key(2)));
        assert!(place(&cookie, &keys, false).is_none(), "after two");
        assert!(place(&newer, &keys, false).is_some(), "the new key sealed it");
    }

    #[test]
    fn over_https_the_cookie_is_the_hubs_alone() {
        let keys = CookieKeys::new(key(1), None);
        let (line, cookie) = sealed(&keys, true);
        assert!(line.starts_with("__Host-ici="), "{line}");
        for word in ["Secure", "Path=/", "HttpOnly", "SameSite=Lax"] {
            assert!(line.split("; ").any(|part| part == word), "{word}: {line}");
        }
        assert!(!line.contains("Domain"), "{line}");
        assert!(place(&cookie, &keys, true).is_some() && place(&cookie, &keys, false).is_none());
        let gone = forget(keys.jar(&cookie), true).into_response();
        let line = gone.headers()[header::SET_COOKIE].to_str().expect("text");
        assert!(line.starts_with("__Host-ici=;") && line.contains("Secure"), "{line}");
    }
}
