//! Size and time: at the limit, one past it, and for ever.

use std::time::{Duration, Instant};

use parvis_model::PlatformError;
use parvis_outbound::OutboundError;

use crate::answers::gzipped;
use crate::server::{Answer, Door, Server, ok, text};

const CHUNKED: &str = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";

#[tokio::test]
async fn a_body_of_the_limit_is_taken_and_one_byte_more_is_not() {
    let server = Server::start(|path| match path {
        "/length" => ok(&"a".repeat(5_000)),
        "/closed" => text(format!("HTTP/1.1 200 OK\r\n\r\n{}", "a".repeat(5_000))),
        _ => gzipped(&[b'a'; 5_000]),
    })
    .await;
    let mut door = Door::to(&[&server]);
    for path in ["/length", "/closed", "/gzip"] {
        door.max_bytes = 5_000;
        assert_eq!(door.fetch(&server.url(path)).await.expect(path).length(), 5_000);
        door.max_bytes = 4_999;
        let error = door.fetch(&server.url(path)).await.expect_err(path);
        assert!(matches!(error, OutboundError::TooLarge { max_bytes: 4_999, .. }), "{path}: {error:?}");
        assert_eq!(error.for_plugin(), PlatformError::Unavailable);
    }
}

#[tokio::test]
async fn a_bomb_an_endless_body_and_a_false_length_are_cut_off() {
    let server = Server::start(|path| match path {
        // 50 MB from 50 kB: far above the limit of a megabyte.
        "/bomb" => gzipped(&vec![0; 50_000_000]),
        "/length" => text("HTTP/1.1 200 OK\r\ncontent-length: 10000000000\r\n\r\nhello"),
        _ => Answer::Flood(CHUNKED),
    })
    .await;
    let door = Door::to(&[&server]);
    for path in ["/bomb", "/length", "/endless"] {
        let error = door.fetch(&server.url(path)).await.expect_err(path);
        assert!(matches!(error, OutboundError::TooLarge { .. }), "{path}: {error:?}");
        assert_eq!(door.names_left(), 0);
        door.expect_open(0).await;
    }
}

#[tokio::test]
async fn the_time_is_that_of_the_whole_fetch() {
    let server = Server::start(|path| match path {
        "/head" => Answer::Drip("HTTP/1.1 200 OK\r\nx-slow: "),
        "/body" => Answer::Drip("HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n"),
        "/silent" => Answer::Silence,
        _ => Answer::Drip("HTTP/1.1 200 OK\r\n\r\n"),
    })
    .await;
    let mut door = Door::to(&[&server]);
    door.timeout = Duration::from_millis(300);
    for path in ["/head", "/body", "/silent", "/closed"] {
        let start = Instant::now();
        let error = door.fetch(&server.url(path)).await.expect_err(path);
        assert!(matches!(error, OutboundError::Timeout { .. }), "{path}: {error:?}");
        let taken = start.elapsed();
        assert!(taken >= door.timeout && taken < door.timeout * 8, "{path} took {taken:?}");
        assert_eq!(error.for_plugin(), PlatformError::Unavailable);
    }
    assert_eq!(door.names_left(), 0);
    door.expect_open(0).await;
}

#[tokio::test]
async fn a_body_is_one_file_without_a_name_that_goes_with_it() {
    let server = Server::start(|_| ok("hello")).await;
    let door = Door::to(&[&server]);
    let fetched = door.fetch(&server.url("/")).await.expect("an answer");
    assert_eq!(door.names_left(), 0);
    door.expect_open(1).await;
    drop(fetched);
    assert_eq!(door.names_left(), 0);
    door.expect_open(0).await;
}
