//! What every request and answer goes through: a number, the rule against forged forms, the response headers, one log line.
//!
//! The log line names the route's template, never the address asked for, and never the visitor's address.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::Response;
use parvis_pages::{PageError, Visitor};

use crate::answer::{Form, Keep, answer};
use crate::language;
use crate::state::WebState;

/// The number of a request, which a visitor can name and the operator finds in the log.
#[derive(Clone, Debug)]
pub(crate) struct RequestNumber(pub(crate) String);

static NEXT_NUMBER: AtomicU64 = AtomicU64::new(1);

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
    require-trusted-types-for 'script'; trusted-types 'none'";

/// The headers of every answer.
const HEADERS: [(&str, &str); 7] = [
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "geolocation=(self), camera=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    ),
];

pub(crate) async fn guard(State(state): State<WebState>, mut request: Request, next: Next) -> Response {
    let number = format!("{:x}-{:x}", std::process::id(), NEXT_NUMBER.fetch_add(1, Ordering::Relaxed));
    request.extensions_mut().insert(RequestNumber(number.clone()));
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let mut response = if changes(&method) && forged(request.headers()) {
        forbidden(&state, request.headers())
    } else {
        next.run(request).await
    };
    for (name, value) in HEADERS {
        response.headers_mut().insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    let status = response.status().as_u16();
    let route = route.as_deref().unwrap_or("none");
    if response.status().is_server_error() {
        tracing::error!(number, %method, route, status, "answered");
    } else {
        tracing::debug!(number, %method, route, status, "answered");
    }
    response
}

fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

/// True if a browser says that the form was sent from another site. Programs send neither header and are let through:
/// the only thing that a form of this hub changes is the sender's own cookie.
fn forged(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text("sec-fetch-site") {
        return !matches!(site, "same-origin" | "none");
    }
    match (text("origin"), text("host")) {
        (Some(origin), Some(host)) => origin.split_once("://").is_none_or(|(_, from)| from != host),
        (Some(_), None) => true,
        (None, _) => false,
    }
}

fn forbidden(state: &WebState, headers: &HeaderMap) -> Response {
    let visitor = Visitor { language: language::language(&[], headers), place: None, path: "/".to_owned() };
    answer(&state.composer.error(&visitor, PageError::Forbidden, None), Form::wanted(headers), Keep::Nobody)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_from_another_site_is_forged() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
            forged(&headers)
        };
        assert!(!headers(&[]));
        assert!(!headers(&[("sec-fetch-site", "same-origin")]));
        assert!(headers(&[("sec-fetch-site", "cross-site")]));
        assert!(headers(&[("sec-fetch-site", "same-site")]));
        assert!(!headers(&[("origin", "http://hub.example"), ("host", "hub.example")]));
        assert!(headers(&[("origin", "http://evil.example"), ("host", "hub.example")]));
        assert!(headers(&[("origin", "null"), ("host", "hub.example")]));
    }
}
