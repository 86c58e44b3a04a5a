//! Servers on this machine for the requests of a plugin: one that answers badly, and one that must never be reached.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Bytes of a piece of a body without end.
const PIECE: usize = 64 * 1024;
/// What the gzip bomb unpacks to: more than any plugin may have.
const UNPACKED: usize = 256 * 1024 * 1024;

/// A server that runs until the test ends.
pub(crate) struct WebServer {
    /// `127.0.0.1:PORT`.
    pub(crate) host: String,
    requests: Arc<Mutex<Vec<String>>>,
}

impl WebServer {
    /// Answers as `answer` says, each connection once.
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let host = listener.local_addr().expect("its address").to_string();
        let requests: Arc<Mutex<Vec<String>>> = Arc::default();
        let seen = requests.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let seen = seen.clone();
                // A client that goes away ends its answer with an error.
                std::thread::spawn(move || serve(stream, &seen));
            }
        });
        Self { host, requests }
    }

    /// The port alone.
    pub(crate) fn port(&self) -> &str {
        self.host.rsplit(':').next().unwrap_or_default()
    }

    /// Everything that was asked so far.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("the list").clone()
    }
}

fn serve(mut stream: TcpStream, seen: &Mutex<Vec<String>>) -> std::io::Result<()> {
    let mut request = String::new();
    let mut buffer = [0; 4096];
    while !request.ends_with("\r\n\r\n") {
        let length = stream.read(&mut buffer)?;
        if length == 0 {
            break;
        }
        request.push_str(&String::from_utf8_lossy(&buffer[..length]));
    }
    let path = request.split(' ').nth(1).unwrap_or("/").to_owned();
    seen.lock().expect("the list").push(request);
    answer(&mut stream, &path)
}

fn answer(stream: &mut TcpStream, path: &str) -> std::io::Result<()> {
    match path.split(['?', '/']).nth(1).unwrap_or_default() {
        "to" => redirect(stream, path.split_once('?').map_or("", |(_, to)| to)),
        "hops" => {
            let left: usize = path.rsplit('/').next().and_then(|n| n.parse().ok()).unwrap_or(0);
            redirect(stream, &format!("/hops/{}", left.saturating_sub(1)))
        }
        "slow-head" => drip(stream, "HTTP/1.1 200 OK\r\nx-slow: "),
        "slow-body" => drip(stream, "HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n"),
        "endless" => flood(stream, "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n", &chunk()),
        "huge" => flood(stream, "HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\n", &[b'a'; PIECE]),
        "trailers" => flood(
            stream,
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n",
            b"x-more: and more\r\n",
        ),
        "bomb" => {
            let body = bomb();
            let length = body.len();
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {length}\r\n\r\n");
            stream.write_all(head.as_bytes())?;
            stream.write_all(&body)
        }
        _ => stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"),
    }
}

fn redirect(stream: &mut TcpStream, to: &str) -> std::io::Result<()> {
    let head = format!("HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n\r\n");
    stream.write_all(head.as_bytes())
}

/// One byte every twentieth of a second, for ever.
fn drip(stream: &mut TcpStream, head: &str) -> std::io::Result<()> {
    stream.write_all(head.as_bytes())?;
    loop {
        stream.write_all(b"a")?;
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn flood(stream: &mut TcpStream, head: &str, piece: &[u8]) -> std::io::Result<()> {
    stream.write_all(head.as_bytes())?;
    loop {
        stream.write_all(piece)?;
    }
}

fn chunk() -> Vec<u8> {
    [format!("{PIECE:x}\r\n").as_bytes(), &[b'a'; PIECE], b"\r\n"].concat()
}

/// A quarter of a megabyte that unpacks to a quarter of a gigabyte.
fn bomb() -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..UNPACKED / PIECE {
        packed.write_all(&[0; PIECE]).expect("packed in memory");
    }
    packed.finish().expect("packed in memory")
}
