//! The server on small limits: each wait and each count at its limit and one past, over real sockets.

mod bounds;
mod stopping;
mod waits;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::{get, post};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::desk::Desk;
use super::refusal::Refusals;
use super::{HttpLimits, run};
use crate::Networks;
use crate::metrics::Metrics;

/// Whatever is expected comes within this, however busy the machine.
const SAFETY: Duration = Duration::from_secs(20);
/// More than the system takes for a visitor who does not read.
const LARGE: usize = 32 * 1024 * 1024;

/// A running server.
struct Running {
    address: SocketAddr,
    desk: Arc<Desk>,
    /// Permits let requests to `/wait` go on.
    gate: Arc<Semaphore>,
    stop: oneshot::Sender<()>,
    ended: JoinHandle<()>,
}

/// The limits of most tests: waits that are long enough not to matter.
fn limits() -> HttpLimits {
    HttpLimits { drain: Duration::from_secs(10), ..HttpLimits::default() }
}

async fn start(limits: HttpLimits, trusted: &[&str]) -> Running {
    let gate = Arc::new(Semaphore::new(0));
    let waiting = gate.clone();
    let wait = move || async move {
        // Kept, so that each permit lets one request through.
        waiting.acquire().await.expect("the gate is open").forget();
        "waited"
    };
    let router = Router::new()
        .route("/", get(|| async { "hello" }))
        .route("/unread", post(|| async { "not read" }))
        .route("/echo", post(|body: String| async move { body }))
        .route("/wait", get(wait))
        .route("/large", get(|| async { vec![b'x'; LARGE] }))
        .route("/healthz", get(|| async { "ok\n" }));
    let trusted: Vec<String> = trusted.iter().map(|text| (*text).to_owned()).collect();
    let networks = Networks::parse(&trusted).expect("networks");
    let refusals = Refusals::made(false, |error| format!("<p>{error:?}</p>"));
    let desk = Arc::new(Desk::new(router, limits, networks, refusals, Arc::new(Metrics::default())));
    let listener = TcpListener::bind("0.0.0.0:0").await.expect("port");
    let address = SocketAddr::from(([127, 0, 0, 1], listener.local_addr().expect("address").port()));
    let (stop, stopped) = oneshot::channel();
    let serving = run(listener, desk.clone(), async {
        // Dropped or sent: both mean stop.
        let _ = stopped.await;
    });
    Running { address, desk, gate, stop, ended: tokio::spawn(serving) }
}

impl Running {
    async fn line(&self) -> Line {
        Line(TcpStream::connect(self.address).await.expect("connected"))
    }

    /// Requests that the server is at work on.
    async fn until_at_work(&self, count: usize) {
        self.until(&format!("parvis_http_requests_at_work {count}\n")).await;
    }

    /// Waits until the figures hold this line.
    async fn until(&self, line: &str) {
        let figures = || self.desk.metrics.text();
        let seen = async {
            while !figures().contains(line) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        timeout(SAFETY, seen).await.unwrap_or_else(|_| panic!("never {line} in\n{}", figures()));
    }
}

/// A visitor's end of a connection.
struct Line(TcpStream);

impl Line {
    async fn send(&mut self, text: &str) {
        self.0.write_all(text.as_bytes()).await.expect("sent");
    }

    async fn ask(&mut self, path: &str) -> String {
        self.send(&request(path)).await;
        self.answer().await
    }

    /// One answer of a known length, head and body.
    async fn answer(&mut self) -> String {
        let mut text = String::new();
        while !is_whole(&text) {
            let mut byte = [0];
            let read = timeout(SAFETY, self.0.read_exact(&mut byte)).await.expect("an answer in time");
            read.unwrap_or_else(|error| panic!("{error} after {text:?}"));
            text.push(char::from(byte[0]));
        }
        text
    }

    /// All that comes until the server closes the connection.
    async fn rest(&mut self) -> String {
        let mut bytes = Vec::new();
        let read = timeout(SAFETY, self.0.read_to_end(&mut bytes)).await.expect("closed in time");
        // A reset is an end as well.
        drop(read);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

fn request(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: hub\r\n\r\n")
}

fn is_whole(text: &str) -> bool {
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.is_some_and(|length| length.parse() == Ok(body.len()))
}

#[tokio::test]
async fn a_connection_carries_one_request_after_the_other() {
    let server = start(limits(), &[]).await;
    let mut line = server.line().await;
    for _ in 0..2 {
        let answer = line.ask("/").await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.ends_with("hello"), "{answer}");
        assert!(!answer.contains("connection: close"), "{answer}");
    }
    line.send(&(request("/") + &request("/healthz") + "GET /")).await;
    assert!(line.answer().await.ends_with("hello"), "the first of three sent at once");
    assert!(line.answer().await.ends_with("ok\n"), "the second");
    line.send(" HTTP/1.1\r\nHost: hub\r\n\r\n").await;
    assert!(line.answer().await.ends_with("hello"), "the third, which came in two pieces");
    let body = "a=".to_owned() + &"b".repeat(10_000);
    let form =
        |path| format!("POST {path} HTTP/1.1\r\nHost: hub\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    line.send(&form("/unread")).await;
    assert!(line.answer().await.ends_with("not read"));
    line.send(&form("/echo")).await;
    assert!(line.answer().await.ends_with(&body), "after a body that nobody read");
    line.send("GET / HTTP/1.0\r\n\r\n").await;
    let last = line.rest().await;
    assert!(last.contains("connection: close") && last.ends_with("hello"), "{last}");
    assert_eq!(server.desk.held.bytes(), 0);
}

#[tokio::test]
async fn what_is_no_request_is_refused_and_the_connection_closed() {
    let server = start(limits(), &[]).await;
    let large = "x".repeat(1_000_000);
    for (sent, status) in [
        ("nonsense\r\n\r\n".to_owned(), "400 Bad Request"),
        (format!("GET / HTTP/1.1\r\nHost: hub\r\nX: {large}\r\n\r\n"), "431 Request Header Fields Too Large"),
        (format!("GET /{large} HTTP/1.1\r\n"), "414 URI Too Long"),
        (
            format!("POST /echo HTTP/1.1\r\nHost: hub\r\nContent-Length: 1000000\r\n\r\n{large}"),
            "413 Payload Too Large",
        ),
        (
            "POST /echo HTTP/1.1\r\nHost: hub\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned(),
            "411 Length Required",
        ),
    ] {
        let mut line = server.line().await;
        line.send(&sent).await;
        let answer = line.rest().await;
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{status}: {answer}");
        for header in
            ["connection: close\r\n", "content-security-policy: ", "x-content-type-options: nosniff\r\n"]
        {
            assert!(answer.contains(header), "{status} without {header}: {answer}");
        }
        assert!(is_whole(&answer), "{answer}");
    }
    server.until("parvis_http_connections 0\n").await;
    assert_eq!(server.desk.held.bytes(), 0);
}
