//! What every request and answer goes through: a number, the hub's name, the rule against forged forms, the response
//! headers, the figures, one log line.
//!
//! The log line names the route's template, never the address asked for, and never the visitor's address.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderMap, Method};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use futures_util::FutureExt;
use parvis_pages::{PageError, Visitor};

use crate::answer::{Form, Keep, answer, status};
use crate::server::Asker;
use crate::state::WebState;
use crate::{headers, language};

/// The number of a request, which a visitor can name and the operator finds in the log.
#[derive(Clone, Debug)]
pub(crate) struct RequestNumber(pub(crate) String);

static NEXT_NUMBER: AtomicU64 = AtomicU64::new(1);

/// What machines ask for under whatever name they know.
const FOR_MACHINES: [&str; 3] = ["/healthz", "/readyz", "/metrics"];

pub(crate) async fn guard(State(state): State<WebState>, mut request: Request, next: Next) -> Response {
    let began = Instant::now();
    let number = format!("{:x}-{:x}", std::process::id(), NEXT_NUMBER.fetch_add(1, Ordering::Relaxed));
    request.extensions_mut().insert(RequestNumber(number.clone()));
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let mut response = match refused(&state, &request) {
        Some(response) => response,
        None => answered(&state, request, next, &number).await,
    };
    headers::put(response.headers_mut(), state.site.is_secure());
    let status = response.status();
    let route = route.as_deref().unwrap_or("none");
    state.metrics.answered(route, status, began.elapsed());
    let status = status.as_u16();
    if status >= 500 {
        tracing::error!(number, %method, route, status, "answered");
    } else {
        tracing::debug!(number, %method, route, status, "answered");
    }
    response
}

/// A request that asks for another site, or a form that was sent from one.
fn refused(state: &WebState, request: &Request) -> Option<Response> {
    let headers = request.headers();
    let from_proxy = request.extensions().get::<Asker>().is_some_and(|asker| asker.from_proxy);
    if !FOR_MACHINES.contains(&request.uri().path())
        && !state.site.answers_to(request.uri(), headers, from_proxy)
    {
        if state.other_names.now() {
            tracing::warn!(
                "requests come for another name than the configured public-url and are answered 421; where a proxy \
                 rewrites Host, let it keep Host or send X-Forwarded-Host; other names of the hub go into `hosts`"
            );
        }
        let page = state.composer.refusal(PageError::WrongAddress, &state.site.home());
        return Some((status(PageError::WrongAddress), Html(page)).into_response());
    }
    let forged = changes(request.method()) && state.site.is_forged(headers);
    forged.then(|| error(state, headers, PageError::Forbidden, None))
}

/// The answer. A handler that panics costs its own request and no more.
async fn answered(state: &WebState, request: Request, next: Next, number: &str) -> Response {
    let headers = request.headers().clone();
    let run = AssertUnwindSafe(next.run(request)).catch_unwind();
    run.await.unwrap_or_else(|_| error(state, &headers, PageError::Internal, Some(number.to_owned())))
}

fn changes(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn error(state: &WebState, headers: &HeaderMap, error: PageError, number: Option<String>) -> Response {
    let visitor = Visitor { language: language::language(&[], headers), place: None, path: "/".to_owned() };
    answer(&state.composer.error(&visitor, error, number), Form::wanted(headers), Keep::Nobody)
}
