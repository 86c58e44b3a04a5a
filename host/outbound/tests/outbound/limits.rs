//! Size and time: at the limit, one past it, and for ever.

use std::time::{Duration, Instant};

use parvis_model::PlatformError;
use parvis_outbound::OutboundError;

use crate::answers::gzipped;
use crate::server::{Answer, Door, Server, ok, text};

/// The beginning of an answer in gzip.
const GZIP: &[u8] = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n\x1f\x8b\x08\0\0\0\0\0\0\xff";
/// A block of gzip that holds nothing and is not the last.
const EMPTY_BLOCK: &[u8] = b"\0\0\0\xff\xff";
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
        "/closed" => Answer::Flood(b"HTTP/1.1 200 OK\r\n\r\n".to_vec(), vec![b'a'; 10_000]),
        // Packed, it comes to nothing: only the bytes on the line can be counted.
        "/nothing" => Answer::Flood(GZIP.to_vec(), EMPTY_BLOCK.repeat(1_000)),
        _ => Answer::Flood(CHUNKED.into(), format!("2710\r\n{}\r\n", "a".repeat(10_000)).into()),
    })
    .await;
    let door = Door::to(&[&server]);
    for path in ["/bomb", "/length", "/closed", "/nothing", "/endless"] {
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

#[tokio::test]
async fn heads_and_trailers_without_end_are_cut_off() {
    let server = Server::start(|path| match path {
        "/headers" => Answer::Flood(b"HTTP/1.1 200 OK\r\n".to_vec(), b"x-more: a\r\n".to_vec()),
        "/header" => Answer::Flood(b"HTTP/1.1 200 OK\r\nx-long: ".to_vec(), vec![b'a'; 10_000]),
        "/extension" => Answer::Flood([CHUNKED, "2;"].concat().into(), vec![b'a'; 10_000]),
        _ => Answer::Flood([CHUNKED, "2\r\nhe\r\n0\r\n"].concat().into(), b"x-more: a\r\n".to_vec()),
    })
    .await;
    let door = Door::to(&[&server]);
    for path in ["/headers", "/header", "/extension", "/trailers"] {
        let start = Instant::now();
        let error = door.fetch(&server.url(path)).await.expect_err(path);
        assert!(matches!(error, OutboundError::Failed { .. }), "{path}: {error:?}");
        assert!(start.elapsed() < Duration::from_secs(5), "{path} took {:?}", start.elapsed());
    }
    door.expect_open(0).await;
}

#[tokio::test]
async fn interim_answers_without_end_use_up_the_time_and_no_more() {
    let interim = || b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".to_vec();
    let server = Server::start(move |_| Answer::Flood(interim(), interim())).await;
    let mut door = Door::to(&[&server]);
    door.timeout = Duration::from_millis(300);
    let start = Instant::now();
    let error = door.fetch(&server.url("/")).await.expect_err("never an answer");
    assert!(matches!(error, OutboundError::Timeout { .. }), "{error:?}");
    assert!(start.elapsed() < door.timeout * 8, "took {:?}", start.elapsed());
}

#[tokio::test]
async fn the_body_of_a_redirect_is_not_read() {
    let server = Server::start(|path| match path {
        "/goal" => ok("hello"),
        _ => Answer::Flood(b"HTTP/1.1 302 Found\r\nlocation: /goal\r\n\r\n".to_vec(), vec![b'a'; 10_000]),
    })
    .await;
    let door = Door::to(&[&server]);
    assert_eq!(door.fetch(&server.url("/")).await.expect("the goal").length(), 5);
    assert_eq!(door.traffic.by_grant()[0].1.received, 5);
}
