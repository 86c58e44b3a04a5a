//! One connection from its first byte to its end: wait, read a request whole, answer, again. Every wait has its limit.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::net::IpAddr;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::timeout;

use super::arrivals::{Arrivals, Ended};
use super::desk::Desk;
use super::exchange::{Exchange, Progress};
use super::refusal::Refusal;

/// How long a visitor may take to close after the last answer. To close at once would take back, with what is still on
/// its way here, the answer that is on its way there.
const FAREWELL: Duration = Duration::from_secs(1);
/// Bytes that are read and forgotten meanwhile.
const FAREWELL_BYTES: u64 = 4 * 1024 * 1024;
/// How long a connection past the limit may keep its place, which is one of few.
const CROWDED_WAIT: Duration = Duration::from_secs(1);

/// What is known of a connection. No `Debug`: the address is in no log.
#[derive(Clone, Copy)]
pub(super) struct Line {
    /// The other end.
    pub(super) peer: IpAddr,
    /// It is past the limit: only signs of life are answered.
    pub(super) crowded: bool,
    /// It ends with the next answer.
    pub(super) close: bool,
}

/// The hub's word that it stops.
#[derive(Clone)]
pub(super) struct Stop(pub(super) watch::Receiver<bool>);

impl Stop {
    fn is_called(&self) -> bool {
        *self.0.borrow()
    }

    async fn called(&mut self) {
        // An error means that nobody can call any more.
        let _ = self.0.wait_for(|called| *called).await;
    }
}

/// Serves a connection to its end.
pub(super) async fn run(mut stream: TcpStream, desk: Arc<Desk>, mut line: Line, mut stop: Stop) {
    let mut arrivals = Arrivals::new(&desk.held, desk.limits);
    let mut wait = if line.crowded { CROWDED_WAIT } else { desk.limits.first_byte };
    loop {
        if !arrivals.begun() {
            tokio::select! {
                // Who has begun to speak is heard, even at the last moment.
                biased;
                begun = arrivals.begin(&stream, wait) => if !begun { return },
                () = stop.called() => return,
            }
        }
        let head = match arrivals.whole(&stream).await {
            Ok(head) => head,
            Err(Ended::Gone) => return,
            Err(Ended::Refused(refusal)) => {
                drop(arrivals);
                return refuse(&mut stream, &desk, refusal).await;
            }
        };
        line.close = head.close || line.crowded || stop.is_called();
        // In a box: an idle connection does not carry the room that an answer takes.
        if !Box::pin(exchange(&mut stream, arrivals.request(head), &desk, line)).await {
            return;
        }
        if line.close {
            drop(arrivals);
            return farewell(&mut stream).await;
        }
        arrivals.answered(head);
        wait = desk.limits.idle;
    }
}

/// Has a request answered. False if the answer could not be sent.
async fn exchange(stream: &mut TcpStream, request: &[u8], desk: &Desk, line: Line) -> bool {
    let progress = Progress::default();
    let answer = service_fn(|request| {
        let answer = desk.answer(request, line, progress.clone());
        async move { Ok::<_, Infallible>(answer.await) }
    });
    let io = Exchange::new(request, stream, progress.clone(), &desk.limits, desk.held.nothing());
    let mut hyper = http1::Builder::new();
    // The request was read and measured before; hyper only has to find the same headers again.
    hyper.header_read_timeout(None).max_headers(desk.limits.headers);
    let mut connection = std::pin::pin!(hyper.serve_connection(io, answer));
    let ended = poll_fn(|cx| match connection.as_mut().poll(cx) {
        Poll::Pending if progress.is_sent() => Poll::Ready(Ok(())),
        poll => poll,
    });
    ended.await.is_ok() && progress.is_sent()
}

async fn refuse(stream: &mut TcpStream, desk: &Desk, refusal: Refusal) {
    desk.metrics.refused(refusal);
    let bytes = desk.refusals.bytes(refusal);
    if matches!(timeout(desk.limits.grace, stream.write_all(&bytes)).await, Ok(Ok(()))) {
        farewell(stream).await;
    }
}

/// Says that nothing more will come, and gives what is on its way time to arrive.
async fn farewell(stream: &mut TcpStream) {
    if stream.shutdown().await.is_err() {
        return;
    }
    let mut rest = stream.take(FAREWELL_BYTES);
    let mut nowhere = tokio::io::sink();
    let _ = timeout(FAREWELL, tokio::io::copy(&mut rest, &mut nowhere)).await;
}
