//! What all connections share, and where a request is let in or turned away before anything is done for it.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderValue, Request, Response, header};
use hyper::body::Incoming;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower_service::Service;

use super::connection::Line;
use super::exchange::{AnswerBody, Progress};
use super::held::Held;
use super::limits::HttpLimits;
use super::peers::{Kind, Peers, Seat};
use super::proxies::Asker;
use super::refusal::{Refusal, Refusals};
use crate::Networks;
use crate::metrics::{Gauge, Metrics};

/// Answered however much there is to do: whoever watches the hub must not restart it for being busy.
const ALWAYS_ANSWERED: &str = "/healthz";

/// What all connections share.
pub(super) struct Desk {
    pub(super) router: Router,
    pub(super) limits: HttpLimits,
    pub(super) trusted_proxies: Networks,
    pub(super) refusals: Refusals,
    pub(super) metrics: Arc<Metrics>,
    pub(super) peers: Arc<Peers>,
    pub(super) held: Held,
    requests: Arc<Semaphore>,
}

/// A request at work: its part of what the hub and its visitor may have at one time.
pub(super) struct Work {
    _permit: OwnedSemaphorePermit,
    _seat: Option<Seat>,
    _counted: Gauge,
}

impl Desk {
    pub(super) fn new(
        router: Router,
        limits: HttpLimits,
        trusted_proxies: Networks,
        refusals: Refusals,
        metrics: Arc<Metrics>,
    ) -> Self {
        Self {
            router,
            limits,
            trusted_proxies,
            refusals,
            metrics,
            peers: Arc::default(),
            held: Held::new(limits.waiting_bytes),
            requests: Arc::new(Semaphore::new(limits.requests)),
        }
    }

    /// The answer to a request that was understood.
    pub(super) async fn answer(
        &self,
        mut request: Request<Incoming>,
        line: Line,
        progress: Progress,
    ) -> Response<AnswerBody<Option<Work>>> {
        let asker = Asker::of(line.peer, request.headers(), &self.trusted_proxies);
        let always = request.uri().path() == ALWAYS_ANSWERED;
        let work = if always { Ok(None) } else { self.work(&asker, line.crowded).map(Some) };
        let (mut response, work) = match work {
            Ok(work) => {
                request.extensions_mut().insert(asker);
                let Ok(response) = self.router.clone().call(request).await;
                (response, work)
            }
            Err(refusal) => (self.refused(refusal), None),
        };
        if line.close {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        response.map(|body| AnswerBody::new(body, progress, work))
    }

    /// What comes from the machine itself is the operator's, or a proxy's that was not named: it shares no part.
    fn work(&self, asker: &Asker, crowded: bool) -> Result<Work, Refusal> {
        if crowded {
            return Err(Refusal::Busy);
        }
        let seat = |address| self.peers.seat(address, Kind::Request, self.limits.requests_per_address);
        let seat = match asker.visitor.filter(|address| !address.is_loopback()) {
            Some(address) => Some(seat(address).ok_or(Refusal::TooMany)?),
            None => None,
        };
        let permit = self.requests.clone().try_acquire_owned().map_err(|_| Refusal::Busy)?;
        Ok(Work { _permit: permit, _seat: seat, _counted: self.metrics.at_work() })
    }

    fn refused(&self, refusal: Refusal) -> Response<Body> {
        self.metrics.refused(refusal);
        self.refusals.response(refusal)
    }
}
