//! The headers that every answer of the hub carries, whatever its status.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// What a page may load and do: its own style, scripts and pictures, nothing else. `types`: who may name a script by a text.
macro_rules! page_policy {
    ($types:literal, $more:literal) => {
        concat!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; ",
            "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; ",
            "require-trusted-types-for 'script'; trusted-types ",
            $types,
            $more
        )
    };
}

const PAGE: &str = page_policy!("'none'", "");
const SECURE_PAGE: &str = page_policy!("'none'", "; upgrade-insecure-requests");
/// The map's library starts a worker by its address, which is a text. `map.js` alone may make one rule for that, which lets
/// the two scripts of the hub's own map through and nothing else.
const MAP: &str = page_policy!("default", "");
const SECURE_MAP: &str = page_policy!("default", "; upgrade-insecure-requests");
/// A worker has the policy of its own file: this one may ask the hub for tiles.
const WORKER: &str = "default-src 'none'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";
/// What is no page loads nothing and runs nothing, should a browser be led to show it.
const NO_PAGE: &str =
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox";

/// Without `includeSubDomains`: a hub at `ville.example` must not close a town's other sites that lack https. What that
/// word protects against, cookies planted by a subdomain, the prefix `__Host-` of the cookie rules out.
const COME_BACK_OVER_HTTPS: &str = "max-age=63072000";

const DENIED_FEATURES: &str = "geolocation=(), camera=(), microphone=(), payment=(), usb=(), browsing-topics=(), \
    publickey-credentials-get=(), publickey-credentials-create=()";
/// For the one page that asks where the visitor is, after a click.
const FEATURES_WITH_POSITION: &str = "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), \
    browsing-topics=(), publickey-credentials-get=(), publickey-credentials-create=()";

const PERMISSIONS: &str = "permissions-policy";

const ALWAYS: [(&str, &str); 5] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    // Not `no-referrer`: browsers would then send forms with `Origin: null`.
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Lets a page ask for the visitor's position.
pub(crate) fn allow_position(headers: &mut HeaderMap) {
    headers.insert(PERMISSIONS, HeaderValue::from_static(FEATURES_WITH_POSITION));
}

/// Lets a page show the map.
pub(crate) fn allow_map(headers: &mut HeaderMap, secure: bool) {
    let policy = if secure { SECURE_MAP } else { MAP };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
}

/// Lets a script be the worker of the map.
pub(crate) fn allow_worker(headers: &mut HeaderMap) {
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(WORKER));
}

/// Puts them all; only the policy of a map stays as it is. `secure`: residents come over https.
pub(crate) fn put(headers: &mut HeaderMap, secure: bool) {
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let kind = headers.get(header::CONTENT_TYPE).map(HeaderValue::as_bytes);
    let policy = match (kind.is_some_and(|kind| kind.starts_with(b"text/html")), secure) {
        (true, false) => PAGE,
        (true, true) => SECURE_PAGE,
        (false, _) => NO_PAGE,
    };
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(policy));
    headers.entry(PERMISSIONS).or_insert(HeaderValue::from_static(DENIED_FEATURES));
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if secure {
        let value = HeaderValue::from_static(COME_BACK_OVER_HTTPS);
        headers.insert(header::STRICT_TRANSPORT_SECURITY, value);
    }
}
