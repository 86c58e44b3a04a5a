//! What one visitor, and all together, may take of the server. Defaults here, `[http]` in the configuration file.

use std::time::Duration;

/// Limits of the server. Counts and sizes are the largest that is still taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpLimits {
    /// Connections at one time.
    pub connections: usize,
    /// Connections at one time from one address. A household, a school or a mobile operator may share one.
    pub connections_per_address: usize,
    /// Requests at work at one time; the next one is answered 503 at once.
    pub requests: usize,
    /// Requests at work at one time from one address; the next one is answered 429.
    pub requests_per_address: usize,
    /// Bytes of requests that have not arrived whole, and of answers that are not taken, in all.
    pub waiting_bytes: usize,
    /// From the connection to its first byte.
    pub first_byte: Duration,
    /// From the first byte of a request to the end of its headers.
    pub head: Duration,
    /// From the end of the headers to the end of the body.
    pub body: Duration,
    /// How long a body may make no progress, and an answer may not be taken, before `slowest_bytes_per_second` counts.
    pub grace: Duration,
    /// After the grace, bodies arrive and answers are taken at least this fast.
    pub slowest_bytes_per_second: u64,
    /// From an answer to the next request of the connection.
    pub idle: Duration,
    /// How long requests at work may take to end when the hub is told to stop.
    pub drain: Duration,
    /// Headers of a request.
    pub headers: usize,
    /// Bytes of a request line and its headers.
    pub head_bytes: usize,
    /// Bytes of the address that is asked for, path and query.
    pub target_bytes: usize,
    /// Bytes of a body.
    pub body_bytes: usize,
}

impl Default for HttpLimits {
    fn default() -> Self {
        const KIB: usize = 1024;
        Self {
            connections: 16_384,
            connections_per_address: 1_024,
            requests: 256,
            requests_per_address: 64,
            waiting_bytes: 64 * KIB * KIB,
            first_byte: Duration::from_secs(5),
            head: Duration::from_secs(10),
            body: Duration::from_secs(30),
            grace: Duration::from_secs(5),
            slowest_bytes_per_second: 1_024,
            idle: Duration::from_secs(75),
            drain: Duration::from_secs(10),
            headers: 100,
            head_bytes: 16 * KIB,
            target_bytes: 8 * KIB,
            body_bytes: 16 * KIB,
        }
    }
}
