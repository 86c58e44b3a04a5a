//! Answers: a composed page as HTML or JSON, and the one place where errors become status codes.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use parvis_pages::{Composed, Page, PageError};

/// What the visitor's browser or program reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Html,
    Json,
}

impl Form {
    /// JSON where the first known type of `Accept` is JSON; HTML otherwise.
    pub(crate) fn wanted(headers: &HeaderMap) -> Form {
        let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let known = accept.split(',').map(|part| part.split(';').next().unwrap_or_default().trim());
        for kind in known {
            match kind {
                "application/json" => return Form::Json,
                "text/html" | "*/*" => return Form::Html,
                _ => {}
            }
        }
        Form::Html
    }
}

/// Who may keep the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Made for one visitor's place: nobody.
    Nobody,
    /// The same for all: shared caches must ask again.
    Revalidate,
}

/// The page as an answer.
pub(crate) fn answer(composed: &Composed<'_>, form: Form, keep: Keep) -> Response {
    let status = match &composed.page {
        Page::Error(page) => status(page.error),
        _ => StatusCode::OK,
    };
    let (content_type, body) = match form {
        Form::Html => ("text/html; charset=utf-8", composed.html()),
        Form::Json => match composed.json() {
            Ok(json) => ("application/json", json.to_string()),
            Err(error) => {
                tracing::error!(%error, "a page cannot be written as JSON");
                return StatusCode::INTERNAL_SERVER_ERROR.into_response();
            }
        },
    };
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    let keep = match keep {
        Keep::Nobody => "private, no-store",
        Keep::Revalidate => "no-cache",
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    headers.insert(header::VARY, HeaderValue::from_static("accept, accept-language, cookie"));
    response
}

/// The status code of an error. The only place that chooses one; what is refused unseen has its own in `server/refusal.rs`.
pub(crate) fn status(error: PageError) -> StatusCode {
    match error {
        PageError::BadRequest | PageError::UnknownPlace | PageError::OutsideTerritory => {
            StatusCode::BAD_REQUEST
        }
        PageError::Forbidden => StatusCode::FORBIDDEN,
        PageError::NotFound => StatusCode::NOT_FOUND,
        PageError::TooMany => StatusCode::TOO_MANY_REQUESTS,
        PageError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        PageError::TooSlow => StatusCode::REQUEST_TIMEOUT,
        PageError::WrongAddress => StatusCode::MISDIRECTED_REQUEST,
        PageError::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        PageError::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_type_decides() {
        let wanted = |accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            Form::wanted(&headers)
        };
        assert_eq!(wanted("application/json"), Form::Json);
        assert_eq!(wanted("text/html,application/json;q=0.9"), Form::Html);
        assert_eq!(wanted("image/png, application/json"), Form::Json);
        assert_eq!(wanted("*/*"), Form::Html);
        assert_eq!(Form::wanted(&HeaderMap::new()), Form::Html);
    }
}
