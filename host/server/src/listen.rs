//! The socket that the hub listens on.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Context;
use tokio::net::TcpListener;

/// The port unless another is given.
pub(crate) const USUAL_PORT: u16 = 8080;
/// How many ports the demo tries after the usual one.
const TRIED_PORTS: u16 = 50;

/// Listens on the address given, else on 127.0.0.1:8080; the demo then takes the next free port.
pub(crate) async fn listen(given: Option<SocketAddr>, next_free_port: bool) -> anyhow::Result<TcpListener> {
    if let Some(address) = given {
        return TcpListener::bind(address)
            .await
            .with_context(|| format!("cannot listen on {address}; give another one with --listen"));
    }
    let tried = if next_free_port { TRIED_PORTS } else { 1 };
    let mut last = None;
    for port in USUAL_PORT..USUAL_PORT + tried {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => last = Some(error),
        }
    }
    let error = last.map_or_else(|| "no port".to_owned(), |error| error.to_string());
    anyhow::bail!("cannot listen on 127.0.0.1:{USUAL_PORT}: {error}; give another address with --listen")
}
