//! What a good answer becomes, and what a broken one.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use parvis_model::{Permission, PlatformError};
use parvis_outbound::{Outbound, OutboundConfig, OutboundError};

use crate::server::{Answer, Door, Server, ok, text};

/// An answer with `body` packed by gzip.
pub(crate) fn gzipped(body: &[u8]) -> Answer {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(body).expect("memory");
    let packed = packer.finish().expect("memory");
    let head =
        format!("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n", packed.len());
    Answer::Bytes([head.into_bytes(), packed].concat())
}

#[tokio::test]
async fn an_answer_is_kept_with_its_length_digest_and_three_headers() {
    let head = "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Type: text/csv\r\nSet-Cookie: a=b\r\n\
                Last-Modified: Tue, 01 Jul 2025 08:00:00 GMT\r\nContent-Length: 11\r\n\r\n";
    let server = Server::start(move |_| text(format!("{head}hello world"))).await;
    let fetched = Door::to(&[&server]).fetch(&server.url("/")).await.expect("an answer");
    assert_eq!(fetched.status(), 200);
    assert_eq!(fetched.length(), 11);
    // From sha256sum.
    assert_eq!(fetched.digest(), "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
    assert_eq!(fetched.read_at(6, 100).expect("bytes"), b"world");
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        fetched.headers(),
        [
            pair("content-type", "text/csv"),
            pair("etag", "\"v1\""),
            pair("last-modified", "Tue, 01 Jul 2025 08:00:00 GMT")
        ]
    );
}

#[tokio::test]
async fn bodies_without_a_length_and_in_chunks_are_read_to_the_end() {
    let server = Server::start(|path| match path {
        "/closed" => text("HTTP/1.1 200 OK\r\n\r\nhello"),
        _ => text("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"),
    })
    .await;
    let door = Door::to(&[&server]);
    for path in ["/closed", "/chunks"] {
        let fetched = door.fetch(&server.url(path)).await.expect(path);
        assert_eq!(fetched.read_at(0, 100).expect("bytes"), b"hello", "{path}");
    }
}

#[tokio::test]
async fn gzip_is_decoded_and_counted_after() {
    let body = "stop_id,stop_name\n".repeat(10_000);
    let expected = body.clone();
    let server = Server::start(move |_| gzipped(body.as_bytes())).await;
    let fetched = Door::to(&[&server]).fetch(&server.url("/")).await.expect("an answer");
    assert_eq!(fetched.length(), expected.len() as u64);
    assert_eq!(fetched.read_at(0, expected.len()).expect("bytes"), expected.as_bytes());
}

#[tokio::test]
async fn conditions_are_passed_on_and_304_is_an_answer() {
    let server = Server::start(|_| text("HTTP/1.1 304 Not Modified\r\netag: \"v1\"\r\n\r\n")).await;
    let headers = [
        ("If-None-Match", "\"v1\""),
        ("accept", "text/csv"),
        ("cookie", "a=b"),
        ("x-forwarded-for", "1.1.1.1"),
    ];
    let fetched = Door::to(&[&server]).fetch_with(&server.url("/"), &headers).await.expect("an answer");
    assert_eq!((fetched.status(), fetched.length()), (304, 0));
    let asked = server.requests().join("").to_lowercase();
    assert!(asked.contains("if-none-match: \"v1\"\r\n") && asked.contains("accept: text/csv\r\n"), "{asked}");
    assert!(asked.contains("user-agent: parvis/0.1\r\n"), "{asked}");
    for never in ["cookie", "x-forwarded-for", "referer", "authorization"] {
        assert!(!asked.contains(never), "{asked}");
    }
}

#[tokio::test]
async fn what_breaks_off_is_an_error_and_no_short_body() {
    let server = Server::start(|path| match path {
        "/length" => text("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhello"),
        "/chunk" => text("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"),
        "/gzip" => match gzipped(&[1; 100_000]) {
            Answer::Bytes(mut bytes) => {
                let head = "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n".as_bytes();
                let start = bytes.windows(4).position(|w| w == b"\r\n\r\n").expect("a head") + 4;
                bytes.truncate(bytes.len() - 9);
                Answer::Bytes([head, &bytes[start..]].concat())
            }
            other => other,
        },
        "/no-gzip" => text("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 5\r\n\r\nhello"),
        "/brotli" => text("HTTP/1.1 200 OK\r\ncontent-encoding: br\r\ncontent-length: 5\r\n\r\nhello"),
        "/head" => text("HTTP/1.1 200 OK\r\ncontent-"),
        "/nonsense" => text("220 mail.example.org ESMTP\r\n"),
        "/two-lengths" => text("HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 9\r\n\r\nhello"),
        _ => text(""),
    })
    .await;
    let door = Door::to(&[&server]);
    let broken =
        ["/length", "/chunk", "/gzip", "/no-gzip", "/brotli", "/head", "/nonsense", "/two-lengths", "/none"];
    for path in broken {
        let error = door.fetch(&server.url(path)).await.expect_err(path);
        assert!(matches!(error, OutboundError::Failed { .. }), "{path}: {error:?}");
        assert_eq!(error.for_plugin(), PlatformError::Unavailable);
    }
    assert_eq!(server.requests().len(), broken.len(), "nothing is asked twice");
}

#[tokio::test]
async fn a_host_that_is_not_granted_is_never_asked() {
    let server = Server::start(|_| ok("secret")).await;
    let mut door = Door::to(&[&server]);
    door.granted = vec!["example.org".parse().expect("a pattern"), "127.0.0.1".parse().expect("a pattern")];
    let error = door.fetch(&server.url("/")).await.expect_err("no grant");
    assert_eq!(error.for_plugin(), PlatformError::Denied(Permission::Outbound(server.host.clone())));
    assert!(error.to_string().contains(&format!("grant outbound:{}", server.host)), "{error}");
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_inside_host_that_is_granted_but_not_listed_is_never_asked() {
    let server = Server::start(|_| ok("secret")).await;
    let mut door = Door::to(&[]);
    let port = server.host.rsplit(':').next().expect("a port").to_owned();
    for host in ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]", "0"] {
        door.granted = vec![format!("{host}:{port}").parse().expect(host)];
        let error = door.fetch(&format!("http://{host}:{port}/")).await.expect_err(host);
        assert!(matches!(error, OutboundError::Refused { .. }), "{host}: {error:?}");
        assert_eq!(error.for_plugin(), PlatformError::Unavailable);
    }
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn an_address_that_cannot_be_fetched_is_invalid() {
    let door = Door::to(&[]);
    for url in
        ["", "file:///etc/passwd", "http://a:b@example.org/", "gopher://example.org/", "//example.org/"]
    {
        let error = door.fetch(url).await.expect_err(url);
        let field = match error.for_plugin() {
            PlatformError::Invalid(invalid) => invalid.field,
            other => panic!("{url}: {other}"),
        };
        assert_eq!(field, "request.url", "{url}");
    }
}

#[tokio::test]
async fn errors_never_show_the_query_of_an_address() {
    let server = Server::start(|_| text("")).await;
    let error = Door::to(&[&server]).fetch(&server.url("/feed?key=SECRET")).await.expect_err("no answer");
    assert!(!format!("{error} {error:?}").contains("SECRET"), "{error:?}");
}

#[test]
fn a_bad_configuration_is_refused_with_its_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let new = |private: &str, temp_dir| {
        let config = OutboundConfig { private: vec![private.to_owned()], temp_dir };
        Outbound::new(config).err().expect("an error").to_string()
    };
    assert!(new("gtfs.lan", folder.path().to_owned()).contains("'gtfs.lan'"));
    assert!(new("*.lan:80", folder.path().to_owned()).contains("'*.lan:80'"));
    assert!(new("gtfs.lan:80", folder.path().join("missing")).contains("missing"));
}
