//! The server: accepts connections, bounds what they take, and stops without cutting off whoever is being answered.
//!
//! `axum::serve` sets no limit of time at all. Here a connection is waited for, read, answered and let go by one task that
//! measures each of these steps, and hyper is given requests that have arrived whole.

mod arrivals;
mod connection;
mod desk;
mod exchange;
mod head;
mod held;
mod limits;
mod pace;
mod peers;
mod proxies;
mod refusal;
#[cfg(test)]
mod tests;

use std::future::Future;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::Networks;
use crate::rarely::Rarely;
use crate::routes::router;
use crate::state::WebState;
use connection::{Line, Stop};
use desk::Desk;
use peers::Kind;
use refusal::Refusals;

pub use limits::HttpLimits;
pub(crate) use proxies::Asker;
pub(crate) use refusal::Refusal;

/// Connections past the limit that are still heard, so that `/healthz` is answered and others are told to come back.
const SPARE_CONNECTIONS: usize = 64;
/// How long nothing is accepted after the system could not give a connection.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves the hub's pages until `stop` is ready; returns when the last answer is sent, or cut off after `limits.drain`.
/// What `trusted_proxies` say of a visitor's address is believed.
pub async fn serve(
    listener: TcpListener,
    web: WebState,
    limits: HttpLimits,
    trusted_proxies: Networks,
    stop: impl Future<Output = ()>,
) {
    let refusals = Refusals::new(&web.composer, &web.site);
    let metrics = web.metrics.clone();
    let desk = Desk::new(router(web), limits, trusted_proxies, refusals, metrics);
    run(listener, Arc::new(desk), stop).await;
}

async fn run(listener: TcpListener, desk: Arc<Desk>, stop: impl Future<Output = ()>) {
    let (tell, told) = watch::channel(false);
    let mut lines = JoinSet::new();
    let trouble = Rarely::default();
    let mut stop = std::pin::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(_) = lines.join_next() => {}
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => open(&mut lines, &desk, stream, peer.ip(), Stop(told.clone())),
                Err(error) => pause(&error, &trouble).await,
            },
        }
    }
    drop(listener);
    tell.send_replace(true);
    let ended = async { while lines.join_next().await.is_some() {} };
    if timeout(desk.limits.drain, ended).await.is_err() {
        tracing::warn!(connections = lines.len(), "requests that did not end in time are cut off");
        lines.shutdown().await;
    }
}

/// Gives a connection a task of its own, or closes it if there are too many.
fn open(lines: &mut JoinSet<()>, desk: &Arc<Desk>, stream: TcpStream, peer: IpAddr, stop: Stop) {
    let limits = &desk.limits;
    let (gauge, open) = desk.metrics.connection();
    let peer = peer.to_canonical();
    let counted = !peer.is_loopback() && !desk.trusted_proxies.contain(peer);
    let seat = counted.then(|| desk.peers.seat(peer, Kind::Connection, limits.connections_per_address));
    if open > limits.connections + SPARE_CONNECTIONS || matches!(seat, Some(None)) {
        return desk.metrics.closed_at_once();
    }
    // Answers are small: each goes out when it is there.
    let _ = stream.set_nodelay(true);
    let line = Line { peer, crowded: open > limits.connections, close: false };
    let desk = desk.clone();
    lines.spawn(async move {
        connection::run(stream, desk, line, stop).await;
        drop((gauge, seat));
    });
}

/// Waits a little where the system has no connection to give, because the process has too many files open, or for lack of
/// memory: to ask again at once would only keep the processor busy.
async fn pause(error: &io::Error, log: &Rarely) {
    use io::ErrorKind::{ConnectionAborted, ConnectionReset, Interrupted};
    if matches!(error.kind(), ConnectionAborted | ConnectionReset | Interrupted) {
        return;
    }
    if log.now() {
        tracing::warn!(%error, "no connection can be accepted; see `parvis doctor`");
    }
    sleep(PAUSE).await;
}
