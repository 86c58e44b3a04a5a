//! Is this the beginning of a request that the hub takes? Stricter than the standard wherever a proxy in front might read
//! the same bytes in another way: one length, one host, whole line ends.

use axum::http::Uri;
use axum::http::uri::Authority;
use httparse::{EMPTY_HEADER, Error, Header, Request, Status};

use super::limits::HttpLimits;
use super::refusal::Refusal;

/// Room for the method and the version beside the target in a line that has not ended.
const AROUND_TARGET: usize = 64;

/// What must be known of a request before it is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// Bytes of the request line and headers with the empty line.
    pub(super) bytes: usize,
    /// Bytes of the body that follows.
    pub(super) body_bytes: usize,
    /// The connection ends with the answer.
    pub(super) close: bool,
}

/// The head at the beginning of `bytes`; `None` while it is not whole and may still become one.
pub(super) fn head(bytes: &[u8], limits: &HttpLimits) -> Result<Option<Head>, Refusal> {
    let mut headers = vec![EMPTY_HEADER; limits.headers];
    let mut request = Request::new(&mut headers);
    let status = request.parse(bytes).map_err(refusal)?;
    let target = request.path.map_or_else(|| begun_target(bytes), str::len);
    if target > limits.target_bytes {
        return Err(Refusal::TargetTooLong);
    }
    let length = match status {
        Status::Complete(length) if length <= limits.head_bytes => length,
        Status::Partial if bytes.len() < limits.head_bytes => return Ok(None),
        _ => return Err(Refusal::HeadersTooLong),
    };
    if request.method == Some("CONNECT") {
        return Err(Refusal::Method);
    }
    let readable = request.path.is_some_and(|path| path.parse::<Uri>().is_ok());
    if !readable || !line_ends_are_whole(&bytes[..length]) {
        return Err(Refusal::Malformed);
    }
    let old = request.version == Some(0);
    one_host(request.headers, old)?;
    let body_bytes = body_length(request.headers)?;
    if body_bytes > limits.body_bytes {
        return Err(Refusal::BodyTooLong);
    }
    let close = old || values(request.headers, "connection").any(asks_to_close);
    Ok(Some(Head { bytes: length, body_bytes, close }))
}

fn refusal(error: Error) -> Refusal {
    match error {
        Error::TooManyHeaders => Refusal::HeadersTooLong,
        Error::Version => Refusal::Version,
        _ => Refusal::Malformed,
    }
}

/// The least that a target in a line that has not ended can have.
fn begun_target(bytes: &[u8]) -> usize {
    let line = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    line.saturating_sub(AROUND_TARGET)
}

fn line_ends_are_whole(head: &[u8]) -> bool {
    let mut before = 0;
    head.iter().all(|byte| {
        let whole = *byte != b'\n' || before == b'\r';
        before = *byte;
        whole
    })
}

fn values<'a>(headers: &'a [Header<'a>], name: &'static str) -> impl Iterator<Item = &'a [u8]> {
    headers.iter().filter(move |header| header.name.eq_ignore_ascii_case(name)).map(|header| header.value)
}

/// Exactly one, and readable; only HTTP/1.0 may lack it.
fn one_host(headers: &[Header<'_>], old: bool) -> Result<(), Refusal> {
    let mut hosts = values(headers, "host");
    let sound = match hosts.next() {
        None => old,
        Some(host) => hosts.next().is_none() && Authority::try_from(host).is_ok(),
    };
    if sound { Ok(()) } else { Err(Refusal::Malformed) }
}

/// One `Content-Length`, or no body. Chunks are for bodies of unknown length, which forms are not; refusing them leaves
/// nothing that a proxy and the hub could count differently.
fn body_length(headers: &[Header<'_>]) -> Result<usize, Refusal> {
    let mut lengths = values(headers, "content-length");
    let (first, more) = (lengths.next(), lengths.next());
    if values(headers, "transfer-encoding").next().is_some() {
        return Err(if first.is_some() { Refusal::Malformed } else { Refusal::LengthRequired });
    }
    match first {
        None => Ok(0),
        Some(digits) if more.is_none() => number(digits).ok_or(Refusal::Malformed),
        Some(_) => Err(Refusal::Malformed),
    }
}

/// A number that is too large to count is as large as can be.
fn number(digits: &[u8]) -> Option<usize> {
    let all = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    let text = std::str::from_utf8(digits).ok().filter(|_| all)?;
    Some(text.parse().unwrap_or(usize::MAX))
}

fn asks_to_close(value: &[u8]) -> bool {
    value.split(|byte| *byte == b',').any(|word| word.trim_ascii().eq_ignore_ascii_case(b"close"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Option<Head>, Refusal> {
        head(text.as_bytes(), &HttpLimits::default())
    }

    /// A request with these lines after the first.
    fn with(lines: &str) -> Result<Option<Head>, Refusal> {
        read(&format!("POST /ici HTTP/1.1\r\nHost: hub\r\n{lines}\r\n"))
    }

    #[test]
    fn a_sound_head_is_measured() {
        let text = "GET /?a=b HTTP/1.1\r\nHost: hub:8080\r\n\r\n";
        let sound = Head { bytes: text.len(), body_bytes: 0, close: false };
        assert_eq!(read(text), Ok(Some(sound)));
        assert_eq!(read(&format!("{text}GET /next")), Ok(Some(sound)));
        for begun in 0..text.len() {
            assert_eq!(read(&text[..begun]), Ok(None), "{begun}");
        }
        assert!(
            with("Content-Length: 5\r\n").is_ok_and(|head| head.is_some_and(|head| head.body_bytes == 5))
        );
        for (text, close) in [
            ("GET / HTTP/1.0\r\n\r\n", true),
            ("GET / HTTP/1.1\r\nHost: hub\r\nConnection: a, Close\r\n\r\n", true),
            ("GET / HTTP/1.1\r\nHost: hub\r\nConnection: keep-alive\r\n\r\n", false),
        ] {
            assert!(read(text).is_ok_and(|head| head.is_some_and(|head| head.close == close)), "{text}");
        }
    }

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for lines in [
            "Content-Length: 5\r\nContent-Length: 5\r\n",
            "Content-Length: 5\r\nContent-Length: 6\r\n",
            "Content-Length: 5, 5\r\n",
            "Content-Length: +5\r\n",
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
            "Host: hub\r\n",
            "X: a\nY: b\r\n",
            "X : a\r\n",
            "X: a\r\n folded\r\n",
            "X: \0\r\n",
        ] {
            assert_eq!(with(lines), Err(Refusal::Malformed), "{lines:?}");
        }
        assert_eq!(with("Transfer-Encoding: chunked\r\n"), Err(Refusal::LengthRequired));
        for text in [
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET / HTTP/1.1\nHost: hub\n\n",
            "GET  / HTTP/1.1\r\nHost: hub\r\n\r\n",
            "G\u{e9}T / HTTP/1.1\r\nHost: hub\r\n\r\n",
            "GET http://[::1/ HTTP/1.1\r\nHost: hub\r\n\r\n",
            "\u{16}\u{3}\u{1}\u{2}",
        ] {
            assert_eq!(read(text), Err(Refusal::Malformed), "{text:?}");
        }
        assert_eq!(read("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), Err(Refusal::Version));
        assert_eq!(read("CONNECT hub:80 HTTP/1.1\r\nHost: hub\r\n\r\n"), Err(Refusal::Method));
    }

    #[test]
    fn each_size_is_taken_at_its_limit_and_refused_one_past() {
        let limits = HttpLimits::default();
        let target = |bytes| read(&format!("GET /{} HTTP/1.1\r\nHost: hub\r\n\r\n", "a".repeat(bytes - 1)));
        assert!(target(limits.target_bytes).is_ok());
        assert_eq!(target(limits.target_bytes + 1), Err(Refusal::TargetTooLong));
        let endless = format!("GET /{}", "a".repeat(limits.target_bytes + AROUND_TARGET));
        assert_eq!(read(&endless), Err(Refusal::TargetTooLong), "a line that never ends");
        let headers = |count| with(&"X: y\r\n".repeat(count - 1));
        assert!(headers(limits.headers).is_ok());
        assert_eq!(headers(limits.headers + 1), Err(Refusal::HeadersTooLong));
        let around = "POST /ici HTTP/1.1\r\nHost: hub\r\nX: \r\n\r\n".len();
        let bytes = |bytes: usize| with(&format!("X: {}\r\n", "a".repeat(bytes - around)));
        assert!(bytes(limits.head_bytes).is_ok());
        assert_eq!(bytes(limits.head_bytes + 1), Err(Refusal::HeadersTooLong));
        let unfinished = format!("GET / HTTP/1.1\r\nX: {}", "a".repeat(limits.head_bytes));
        assert_eq!(read(&unfinished), Err(Refusal::HeadersTooLong));
        let body = |bytes: usize| with(&format!("Content-Length: {bytes}\r\n"));
        assert!(body(limits.body_bytes).is_ok());
        assert_eq!(body(limits.body_bytes + 1), Err(Refusal::BodyTooLong));
        assert_eq!(with(&format!("Content-Length: {}\r\n", "9".repeat(40))), Err(Refusal::BodyTooLong));
    }
}
