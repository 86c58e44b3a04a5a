//! Answers that cost nothing: their bytes are made once, when the hub starts.

use std::fmt::Write;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use bytes::Bytes;
use parvis_pages::{Composer, PageError};

use crate::{headers, site::Site};

/// Why a request is not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// It is no HTTP/1 request, or one that two programs could read in two ways.
    Malformed,
    /// This method is never answered.
    Method,
    /// Its headers or its body did not arrive in time.
    TooSlow,
    /// Its body does not say how long it is.
    LengthRequired,
    /// Its body is too long.
    BodyTooLong,
    /// Its address is too long.
    TargetTooLong,
    /// Too many requests of one visitor are at work.
    TooMany,
    /// Too many headers, or too long ones.
    HeadersTooLong,
    /// It is of another version of HTTP.
    Version,
    /// The hub has as much to do as it can carry.
    Busy,
}

impl Refusal {
    pub(crate) const ALL: [Refusal; 10] = [
        Refusal::Malformed,
        Refusal::Method,
        Refusal::TooSlow,
        Refusal::LengthRequired,
        Refusal::BodyTooLong,
        Refusal::TargetTooLong,
        Refusal::TooMany,
        Refusal::HeadersTooLong,
        Refusal::Version,
        Refusal::Busy,
    ];

    /// Its status, and what is said of it.
    fn said(self) -> (StatusCode, PageError) {
        match self {
            Refusal::Malformed => (StatusCode::BAD_REQUEST, PageError::BadRequest),
            Refusal::Method => (StatusCode::METHOD_NOT_ALLOWED, PageError::BadRequest),
            Refusal::TooSlow => (StatusCode::REQUEST_TIMEOUT, PageError::TooSlow),
            Refusal::LengthRequired => (StatusCode::LENGTH_REQUIRED, PageError::BadRequest),
            Refusal::BodyTooLong => (StatusCode::PAYLOAD_TOO_LARGE, PageError::TooLarge),
            Refusal::TargetTooLong => (StatusCode::URI_TOO_LONG, PageError::TooLarge),
            Refusal::TooMany => (StatusCode::TOO_MANY_REQUESTS, PageError::TooMany),
            Refusal::HeadersTooLong => (StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, PageError::TooLarge),
            Refusal::Version => (StatusCode::HTTP_VERSION_NOT_SUPPORTED, PageError::BadRequest),
            Refusal::Busy => (StatusCode::SERVICE_UNAVAILABLE, PageError::Unavailable),
        }
    }

    pub(crate) fn status(self) -> StatusCode {
        self.said().0
    }

    fn more_headers(self) -> Option<(header::HeaderName, &'static str)> {
        match self {
            Refusal::Busy | Refusal::TooMany => Some((header::RETRY_AFTER, "5")),
            Refusal::Method => Some((header::ALLOW, "GET, HEAD, POST")),
            _ => None,
        }
    }
}

/// The answers to every refusal.
pub(super) struct Refusals(Vec<(Refusal, Made)>);

struct Made {
    headers: HeaderMap,
    body: Bytes,
    whole: Bytes,
}

impl Refusals {
    pub(super) fn new(composer: &Composer, site: &Site) -> Self {
        Self::made(site.is_secure(), |error| composer.refusal(error, &site.home()))
    }

    /// `page` writes what is said of an error.
    pub(super) fn made(secure: bool, page: impl Fn(PageError) -> String) -> Self {
        let make = |refusal: Refusal| (refusal, Made::new(refusal, secure, page(refusal.said().1)));
        Self(Refusal::ALL.into_iter().map(make).collect())
    }

    /// The answer where a request was understood.
    pub(super) fn response(&self, refusal: Refusal) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = refusal.status();
        if let Some(made) = self.get(refusal) {
            *response.headers_mut() = made.headers.clone();
            *response.body_mut() = Body::from(made.body.clone());
        }
        response
    }

    /// The answer as it goes over the line, where no request was understood. The connection ends with it.
    pub(super) fn bytes(&self, refusal: Refusal) -> Bytes {
        self.get(refusal).map(|made| made.whole.clone()).unwrap_or_default()
    }

    fn get(&self, refusal: Refusal) -> Option<&Made> {
        self.0.iter().find(|(known, _)| *known == refusal).map(|(_, made)| made)
    }
}

impl Made {
    fn new(refusal: Refusal, secure: bool, page: String) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        if let Some((name, value)) = refusal.more_headers() {
            headers.insert(name, HeaderValue::from_static(value));
        }
        headers::put(&mut headers, secure);
        let mut head = format!("HTTP/1.1 {}\r\n", refusal.status());
        for (name, value) in &headers {
            // Writing to a text cannot fail.
            let _ = write!(head, "{name}: {}\r\n", value.to_str().unwrap_or_default());
        }
        let _ = write!(head, "content-length: {}\r\nconnection: close\r\n\r\n", page.len());
        let whole = Bytes::from([head.as_bytes(), page.as_bytes()].concat());
        Self { headers, body: Bytes::from(page), whole }
    }
}
