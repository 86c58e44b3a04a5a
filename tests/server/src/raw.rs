//! A connection on which anything can be said.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// Whatever is expected comes within this, however busy the machine.
pub const SAFETY: Duration = Duration::from_secs(30);

/// A connection to the hub.
pub struct Raw(pub TcpStream);

impl Raw {
    /// Connects to `127.0.0.1:PORT`.
    ///
    /// # Panics
    /// If nobody answers there.
    pub fn to(address: &str) -> Self {
        let stream = TcpStream::connect(address).unwrap_or_else(|error| panic!("{address}: {error}"));
        for set in [stream.set_read_timeout(Some(SAFETY)), stream.set_nodelay(true)] {
            set.unwrap_or_else(|error| panic!("{address}: {error}"));
        }
        Self(stream)
    }

    /// Sends bytes; true if the hub took them all. It may close while they are on their way.
    pub fn send(&mut self, bytes: impl AsRef<[u8]>) -> bool {
        self.0.write_all(bytes.as_ref()).is_ok()
    }

    /// Asks for a path and reads the answer; the connection stays open.
    ///
    /// # Panics
    /// If no whole answer comes.
    pub fn ask(&mut self, path: &str) -> String {
        assert!(self.send(get(path)), "{path}: the connection is closed");
        self.answer()
    }

    /// One answer that says its length.
    ///
    /// # Panics
    /// If no whole answer comes.
    pub fn answer(&mut self) -> String {
        let (mut bytes, mut piece) = (Vec::new(), [0; 16 * 1024]);
        while !is_whole(&bytes) {
            match self.0.read(&mut piece) {
                Ok(0) => panic!("closed after {:?}", String::from_utf8_lossy(&bytes)),
                Ok(read) => bytes.extend_from_slice(&piece[..read]),
                Err(error) => panic!("{error} after {:?}", String::from_utf8_lossy(&bytes)),
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// All that comes until the hub closes the connection, or resets it.
    ///
    /// # Panics
    /// If it stays open.
    pub fn rest(&mut self) -> String {
        let (mut bytes, mut piece) = (Vec::new(), [0; 16 * 1024]);
        loop {
            match self.0.read(&mut piece) {
                Ok(0) => break,
                Ok(read) => bytes.extend_from_slice(&piece[..read]),
                Err(error) if error.kind() == ErrorKind::ConnectionReset => break,
                Err(error) => panic!("still open: {error}"),
            }
        }
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n")
}

fn is_whole(bytes: &[u8]) -> bool {
    let Some(head) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { return false };
    let text = String::from_utf8_lossy(&bytes[..head]);
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    length.is_some_and(|length| bytes.len() >= head + 4 + length)
}
