//! A fetch from beginning to end: check, connect, follow redirects, keep the body.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use reqwest::header::{ACCEPT_ENCODING, CONTENT_ENCODING, HeaderMap, HeaderName, HeaderValue, LOCATION};
use reqwest::{Response, StatusCode};

use crate::connect::{CONNECT_TIMEOUT, Connector, error_text};
use crate::error::OutboundError;
use crate::grants::{HostPattern, HostPort};
use crate::incoming::{Encoding, Incoming};
use crate::resolve::{checked_addresses, is_listed};
use crate::source_headers::{OwnHeaders, SourceHeaders};
use crate::spool::{Spool, Spooled};
use crate::target::Target;
use crate::traffic::Traffic;

/// Request headers that are passed on.
const PASSED: [&str; 3] = ["accept", "if-none-match", "if-modified-since"];
/// Longest value of such a header, in bytes: enough for any etag.
const LONGEST_VALUE: usize = 1024;
/// Response headers that are kept.
const KEPT: [&str; 3] = ["content-type", "etag", "last-modified"];
/// Redirects that are followed in one fetch.
const MAX_REDIRECTS: usize = 5;

/// What the operator's configuration says about the outside.
#[derive(Clone, Debug)]
pub struct OutboundConfig {
    /// `[outbound] private`: the only hosts that may have an inside address, each an exact `host:port`.
    pub private: Vec<String>,
    /// Folder for bodies while they are used; it must exist.
    pub temp_dir: PathBuf,
}

/// One fetch.
#[derive(Clone, Copy, Debug)]
pub struct FetchRequest<'a> {
    /// The address, http or https.
    pub url: &'a str,
    /// Names and values; `accept`, `if-none-match` and `if-modified-since` are passed on, others are dropped.
    pub headers: &'a [(String, String)],
    /// What the source of the connector that runs wants to see, if it does.
    pub own: Option<SourceHeaders<'a>>,
    /// Hosts that this plugin may fetch from.
    pub granted: &'a [HostPattern],
    /// Time for everything: resolving, redirects, the whole body.
    pub timeout: Duration,
    /// Limit of the body after decoding. What comes over the line may be a sixty-fourth and 1 KiB more.
    pub max_bytes: u64,
    /// Where requests and bytes are counted, also those of a fetch that fails.
    pub traffic: &'a Traffic,
}

/// The door to the outside. One for the hub; shared by all calls.
pub struct Outbound {
    private: Vec<HostPort>,
    temp_dir: PathBuf,
    connector: Connector,
}

impl Outbound {
    /// Reads the system's certificate authorities (some ten milliseconds). Errors: a `private` entry that is
    /// no `host:port`, a `temp_dir` that cannot be written to.
    pub fn new(config: OutboundConfig) -> Result<Self, OutboundError> {
        let OutboundConfig { private, temp_dir } = config;
        let spool_error = |reason| OutboundError::Spool { folder: temp_dir.display().to_string(), reason };
        tempfile::tempfile_in(&temp_dir).map_err(spool_error)?;
        let private = private.iter().map(|text| text.parse()).collect::<Result<_, _>>()?;
        let connector = Connector::new()
            .map_err(|e| OutboundError::Failed { host: "https".to_owned(), reason: e.to_string() })?;
        Ok(Self { private, temp_dir, connector })
    }

    /// Fetches an address and keeps its body in a temporary file. Any HTTP status is an answer, not an error.
    /// Errors: all of [`OutboundError`] but `BadHost` and `File`.
    pub async fn fetch(&self, request: &FetchRequest<'_>) -> Result<Fetched, OutboundError> {
        let first = Target::parse(request.url)
            .map_err(|reason| OutboundError::Invalid { field: "request.url", reason })?;
        let host = first.shown();
        let answer = tokio::time::timeout(request.timeout, self.follow(first, request)).await;
        answer.unwrap_or(Err(OutboundError::Timeout { host, after: request.timeout }))
    }

    /// Opens a regular file that the operator named, as a body with status 200. The file is copied: costs its
    /// size on disk until the answer is dropped. Errors: `File`, `TooLarge`, `Spool`.
    pub async fn open_file(&self, path: &Path, max_bytes: u64) -> Result<Fetched, OutboundError> {
        let body = crate::file::copy(path, &self.temp_dir, max_bytes).await?;
        Ok(Fetched { status: 200, headers: Vec::new(), body })
    }

    async fn follow(&self, first: Target, request: &FetchRequest<'_>) -> Result<Fetched, OutboundError> {
        let passed = passed_headers(request.headers)?;
        let chosen: usize = passed.values().map(HeaderValue::len).sum();
        let own = request.own.map(OwnHeaders::new).transpose()?;
        let mut target = first;
        for _ in 0..=MAX_REDIRECTS {
            let grant = grant_for(&target, request.granted)?.to_string();
            let mut headers = passed.clone();
            own.iter().for_each(|own| own.add(&target, &mut headers));
            let sending = |bytes| request.traffic.asked(&grant, bytes + chosen);
            let response = self.get(&target, headers, sending).await?;
            match location(&response) {
                Some(next) => target = redirect(&target, next, &self.private)?,
                None => {
                    let received = |bytes| request.traffic.received(&grant, bytes);
                    return self.keep(&target, response, request.max_bytes, received).await;
                }
            }
        }
        Err(failed(&target, format!("more than {MAX_REDIRECTS} redirects")))
    }

    /// One request to one host, with every check before the first packet.
    async fn get(
        &self,
        target: &Target,
        headers: HeaderMap,
        sending: impl Fn(usize),
    ) -> Result<Response, OutboundError> {
        let addresses = checked_addresses(target, &self.private).await?;
        let client = self.connector.client(target.is_https(), addresses).map_err(|e| failed(target, e))?;
        sending(target.url().as_str().len());
        let request = client.get(target.url().clone()).headers(headers);
        let sent = request.header(ACCEPT_ENCODING, "gzip").send().await;
        sent.map_err(|e| {
            if e.is_timeout() {
                OutboundError::Timeout { host: target.shown(), after: CONNECT_TIMEOUT }
            } else {
                failed(target, error_text(&e))
            }
        })
    }

    async fn keep(
        &self,
        target: &Target,
        mut response: Response,
        max: u64,
        received: impl Fn(usize),
    ) -> Result<Fetched, OutboundError> {
        let encoding = response.headers().get(CONTENT_ENCODING).map(|e| e.to_str().unwrap_or("?"));
        let encoding = Encoding::named(encoding).map_err(|reason| failed(target, reason))?;
        if response.content_length().is_some_and(|announced| announced > max) && encoding == Encoding::Plain {
            return Err(OutboundError::TooLarge { name: target.shown(), max_bytes: max });
        }
        let mut body = Incoming::new(Spool::create(&self.temp_dir, target.shown(), max).await?, encoding);
        while let Some(piece) = response.chunk().await.map_err(|e| failed(target, error_text(&e)))? {
            received(piece.len());
            body.take(&piece).await?;
        }
        let headers = kept_headers(response.headers());
        Ok(Fetched { status: response.status().as_u16(), headers, body: body.finish().await? })
    }
}

/// What came back: an HTTP answer or a file, with its bytes in a temporary file that goes when this is
/// dropped.
#[derive(Debug)]
pub struct Fetched {
    status: u16,
    headers: Vec<(String, String)>,
    body: Spooled,
}

impl Fetched {
    /// HTTP status; 200 for a file.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// `content-type`, `etag` and `last-modified` as far as they came, names in lower case; none for a file.
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// Bytes in all, after decoding: what a caller counts per plugin.
    pub fn length(&self) -> u64 {
        self.body.length
    }

    /// SHA-256 of the bytes, 64 hexadecimal digits in lower case.
    pub fn digest(&self) -> &str {
        &self.body.digest
    }

    /// At most `length` bytes from `offset`; fewer only at the end, none past it. Blocks for one read of a
    /// file that is mostly still in memory; the caller bounds `length`.
    pub fn read_at(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        self.body.read_at(offset, length)
    }
}

/// The grant that covers `target`.
fn grant_for<'a>(target: &Target, granted: &'a [HostPattern]) -> Result<&'a HostPattern, OutboundError> {
    let covering = granted.iter().find(|pattern| pattern.covers(target));
    covering.ok_or_else(|| OutboundError::NotGranted { host: target.shown() })
}

fn failed(target: &Target, reason: String) -> OutboundError {
    OutboundError::Failed { host: target.shown(), reason }
}

fn passed_headers(headers: &[(String, String)]) -> Result<HeaderMap, OutboundError> {
    let mut passed = HeaderMap::new();
    for (name, value) in headers {
        let Some(name) = PASSED.into_iter().find(|known| known.eq_ignore_ascii_case(name)) else { continue };
        let invalid = |what: &str| OutboundError::Invalid {
            field: "request.headers",
            reason: format!("the value of '{name}' {what}"),
        };
        if value.len() > LONGEST_VALUE {
            return Err(invalid(&format!("is longer than {LONGEST_VALUE} bytes")));
        }
        let value = HeaderValue::from_str(value)
            .map_err(|_| invalid("has a line break or another character that no header may have"))?;
        passed.insert(HeaderName::from_static(name), value);
    }
    Ok(passed)
}

fn kept_headers(headers: &HeaderMap) -> Vec<(String, String)> {
    let kept = |name: &'static str| {
        let value = headers.get(name)?.to_str().ok()?;
        Some((name.to_owned(), value.to_owned()))
    };
    KEPT.into_iter().filter_map(kept).collect()
}

/// Where a response sends us on to, if it does. A location with bytes outside ASCII is read as UTF-8, as
/// browsers do.
fn location(response: &Response) -> Option<&[u8]> {
    use StatusCode as S;
    let moved = [S::MOVED_PERMANENTLY, S::FOUND, S::SEE_OTHER, S::TEMPORARY_REDIRECT, S::PERMANENT_REDIRECT];
    let value = response.headers().get(LOCATION).filter(|_| moved.contains(&response.status()))?;
    Some(value.as_bytes())
}

/// The next address of a redirect. Nobody outside may point the hub at a private host: that way is open only
/// to requests that began at one.
fn redirect(from: &Target, location: &[u8], private: &[HostPort]) -> Result<Target, OutboundError> {
    let next = from.redirected(&String::from_utf8_lossy(location)).map_err(|reason| {
        failed(from, format!("it redirects to an address that is not followed: {reason}"))
    })?;
    if is_listed(&next, private) && !is_listed(from, private) {
        let reason = format!("{} redirects from outside to a private host", from.shown());
        return Err(OutboundError::Refused { host: next.shown(), reason });
    }
    Ok(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_redirect_from_outside_never_reaches_a_listed_private_host() {
        let private = ["gtfs.lan:8080".parse().expect("a host"), "map.lan:8080".parse().expect("a host")];
        let from = |address: &str| {
            let from = Target::parse(address).expect(address);
            redirect(&from, b"http://gtfs.lan:8080/feed", &private)
        };
        assert!(matches!(from("http://example.org/"), Err(OutboundError::Refused { .. })));
        assert!(matches!(from("http://map.lan/"), Err(OutboundError::Refused { .. })));
        assert_eq!(from("http://map.lan:8080/").expect("private to private").shown(), "gtfs.lan:8080");
    }

    #[test]
    fn headers_are_passed_by_name_and_checked() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let given =
            [pair("If-None-Match", "\"a\""), pair("cookie", "a=b"), pair("host", "x"), pair("range", "0-")];
        let passed = passed_headers(&given).expect("good headers");
        assert_eq!(passed.len(), 1);
        assert_eq!(passed["if-none-match"], "\"a\"");
        let error = passed_headers(&[pair("accept", "a\r\nhost: b")]).expect_err("a line break");
        assert!(matches!(error, OutboundError::Invalid { field: "request.headers", .. }), "{error}");
        assert!(passed_headers(&[pair("accept", &"a".repeat(1024))]).is_ok());
        let error = passed_headers(&[pair("accept", &"a".repeat(1025))]).expect_err("one byte too many");
        assert!(error.to_string().contains("longer than 1024 bytes"), "{error}");
    }

    #[test]
    fn a_fetch_may_move_between_threads() {
        fn is_send<T: Send>(_: T) {}
        fn check(outbound: &Outbound, request: &FetchRequest<'_>) {
            is_send(outbound.fetch(request));
            is_send(outbound.open_file(Path::new("a"), 1));
        }
        let _ = check;
    }
}
