//! Every wait has an end: the first byte, the headers, the body, the next request, the answer that is not taken.

use std::time::Instant;

use super::*;

/// Short enough for a test, long enough that a busy machine does not reach it by itself.
const SHORT: Duration = Duration::from_millis(300);

/// The server closes this connection after its limit, and not before.
async fn closed_after(limit: Duration, line: &mut Line, since: Instant) -> String {
    let rest = line.rest().await;
    assert!(since.elapsed() >= limit, "closed after {:?}, before its limit", since.elapsed());
    rest
}

#[tokio::test]
async fn a_visitor_who_says_nothing_is_let_go_without_a_word() {
    let server = start(HttpLimits { first_byte: SHORT, ..limits() }, &[]).await;
    let since = Instant::now();
    let mut line = server.line().await;
    assert_eq!(closed_after(SHORT, &mut line, since).await, "");
}

#[tokio::test]
async fn headers_that_drip_in_are_cut_off() {
    let server = start(HttpLimits { head: SHORT, ..limits() }, &[]).await;
    let mut line = server.line().await;
    let since = Instant::now();
    for piece in ["GET / HT", "TP/1.1\r\nHost: h", "ub\r\nX-Never: "] {
        line.send(piece).await;
        tokio::time::sleep(SHORT / 10).await;
    }
    let answer = closed_after(SHORT, &mut line, since).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
}

#[tokio::test]
async fn a_body_keeps_pace_or_is_cut_off() {
    let short = HttpLimits { grace: SHORT, slowest_bytes_per_second: 20, ..limits() };
    let server = start(short, &[]).await;
    let head = "POST /echo HTTP/1.1\r\nHost: hub\r\nContent-Length: 20\r\n\r\n";
    let (mut steady, mut slow) = (server.line().await, server.line().await);
    steady.send(head).await;
    slow.send(head).await;
    let since = Instant::now();
    // Twice as fast as must be, until longer than the grace alone.
    for _ in 0..10 {
        steady.send("ab").await;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(since.elapsed() > SHORT);
    assert!(steady.answer().await.ends_with(&"ab".repeat(10)));
    let answer = closed_after(SHORT, &mut slow, since).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
}

#[tokio::test]
async fn a_body_may_not_take_for_ever_even_at_pace() {
    let server = start(HttpLimits { body: SHORT, ..limits() }, &[]).await;
    let mut line = server.line().await;
    line.send("POST /echo HTTP/1.1\r\nHost: hub\r\nContent-Length: 10\r\n\r\nhalf").await;
    let answer = closed_after(SHORT, &mut line, Instant::now() - SHORT / 10).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
}

#[tokio::test]
async fn an_idle_connection_is_closed_after_its_time() {
    let server = start(HttpLimits { idle: SHORT, ..limits() }, &[]).await;
    let mut line = server.line().await;
    line.ask("/").await;
    let since = Instant::now();
    tokio::time::sleep(SHORT / 3).await;
    assert!(line.ask("/").await.ends_with("hello"), "within its time");
    assert_eq!(closed_after(SHORT, &mut line, since).await, "");
}

#[tokio::test]
async fn an_answer_is_taken_or_cut_off() {
    let server = start(HttpLimits { grace: SHORT, ..limits() }, &[]).await;
    let mut quick = server.line().await;
    assert_eq!(quick.large().await, LARGE);
    let mut slow = server.line().await;
    drop(quick);
    slow.send(&request("/large")).await;
    // The bytes that the system has taken for this visitor are not read before the hub has given up.
    server.until("parvis_http_connections 0\n").await;
    let rest = slow.rest().await;
    assert!(rest.len() < LARGE, "all of {} bytes came to a visitor who did not read", rest.len());
    assert_eq!(server.desk.held.bytes(), 0);
}

#[tokio::test]
async fn answers_that_wait_are_cut_off_at_once_where_too_much_waits() {
    let server = start(HttpLimits { waiting_bytes: LARGE / 2, ..limits() }, &[]).await;
    let mut slow = server.line().await;
    let since = Instant::now();
    slow.send(&request("/large")).await;
    server.until("parvis_http_connections 0\n").await;
    assert!(since.elapsed() < limits().grace, "it was not cut off before its grace");
    assert!(server.line().await.ask("/").await.ends_with("hello"), "others are answered");
}

impl Line {
    /// Asks for the large answer, reads it and closes the connection; the length of its body.
    async fn large(&mut self) -> usize {
        self.send("GET /large HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n\r\n").await;
        let mut bytes = Vec::new();
        timeout(SAFETY, self.0.read_to_end(&mut bytes)).await.expect("in time").expect("read");
        let head = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        bytes.len() - head - 4
    }
}
