//! Requests as they arrive on one connection. A request is handed on when it is whole, so that a slow visitor holds
//! nothing but these few bytes.

use std::io;
use std::time::Duration;

use bytes::{Buf, BytesMut};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout, timeout_at};

use super::head::{self, Head};
use super::held::{Held, HeldBytes};
use super::limits::HttpLimits;
use super::pace::Pace;
use super::refusal::Refusal;

/// Room for one reading.
const READING: usize = 4096;

/// What has arrived and is not answered yet. Empty, it takes no memory.
pub(super) struct Arrivals {
    bytes: BytesMut,
    held: HeldBytes,
    limits: HttpLimits,
}

/// Why no request arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// The visitor has gone.
    Gone,
    /// What arrived is answered with this.
    Refused(Refusal),
}

impl Arrivals {
    pub(super) fn new(held: &Held, limits: HttpLimits) -> Self {
        Self { bytes: BytesMut::new(), held: held.nothing(), limits }
    }

    /// True if something has arrived.
    pub(super) fn begun(&self) -> bool {
        !self.bytes.is_empty()
    }

    /// Waits for the first byte. False if none came in time.
    pub(super) async fn begin(&mut self, stream: &TcpStream, limit: Duration) -> bool {
        matches!(timeout(limit, self.read(stream)).await, Ok(Ok(bytes)) if bytes > 0)
    }

    /// Waits until the request that has begun is whole.
    pub(super) async fn whole(&mut self, stream: &TcpStream) -> Result<Head, Ended> {
        let head = self.head(stream).await?;
        self.body(stream, head).await?;
        Ok(head)
    }

    /// The bytes of a whole request.
    pub(super) fn request(&self, head: Head) -> &[u8] {
        &self.bytes[..head.bytes + head.body_bytes]
    }

    /// Forgets a request that was answered.
    pub(super) fn answered(&mut self, head: Head) {
        self.bytes.advance(head.bytes + head.body_bytes);
        if self.bytes.is_empty() {
            self.bytes = BytesMut::new();
        }
        self.held.set(self.bytes.capacity());
    }

    async fn head(&mut self, stream: &TcpStream) -> Result<Head, Ended> {
        let deadline = Instant::now() + self.limits.head;
        // Looking at every byte that drips in would cost as many readings as there are bytes: looked at is what may be
        // whole, and else what has doubled.
        let (mut seen, mut look_again_at) = (0, 0);
        loop {
            let length = self.bytes.len();
            if length >= look_again_at || may_be_whole(&self.bytes[seen..]) {
                if let Some(head) = head::head(&self.bytes, &self.limits).map_err(Ended::Refused)? {
                    return Ok(head);
                }
                look_again_at = (2 * length).min(self.limits.head_bytes);
            }
            seen = length.saturating_sub(3);
            self.more(stream, deadline).await?;
        }
    }

    async fn body(&mut self, stream: &TcpStream, head: Head) -> Result<(), Ended> {
        let mut pace = Pace::begin(Instant::now());
        let last = Instant::now() + self.limits.body;
        while self.bytes.len() < head.bytes + head.body_bytes {
            let deadline = pace.deadline(&self.limits).min(last);
            pace.moved(self.more(stream, deadline).await?);
        }
        Ok(())
    }

    async fn more(&mut self, stream: &TcpStream, deadline: Instant) -> Result<usize, Ended> {
        match timeout_at(deadline, self.read(stream)).await {
            Err(_) => Err(Ended::Refused(Refusal::TooSlow)),
            Ok(Ok(0) | Err(_)) => Err(Ended::Gone),
            Ok(Ok(_)) if !self.held.set(self.bytes.capacity()) => Err(Ended::Refused(Refusal::Busy)),
            Ok(Ok(bytes)) => Ok(bytes),
        }
    }

    /// Memory is taken only once there is something to read.
    async fn read(&mut self, stream: &TcpStream) -> io::Result<usize> {
        loop {
            stream.readable().await?;
            self.bytes.reserve(READING);
            match stream.try_read_buf(&mut self.bytes) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                read => return read,
            }
        }
    }
}

/// True if the end of a head is among these bytes, whether its lines end well or not.
fn may_be_whole(bytes: &[u8]) -> bool {
    bytes.windows(2).any(|two| two == b"\n\n") || bytes.windows(3).any(|three| three == b"\n\r\n")
}
