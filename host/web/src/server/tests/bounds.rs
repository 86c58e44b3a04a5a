//! Every count at its limit and one past: requests at work, connections, in all and of one address.

use std::net::{IpAddr, UdpSocket};

use super::*;

fn of(visitor: &str, path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: hub\r\nX-Forwarded-For: {visitor}\r\n\r\n")
}

#[tokio::test]
async fn beyond_the_requests_at_work_the_next_is_refused_at_once_and_health_is_answered() {
    let server = start(HttpLimits { requests: 2, ..limits() }, &[]).await;
    let mut working = [server.line().await, server.line().await];
    for (number, line) in working.iter_mut().enumerate() {
        line.send(&request("/wait")).await;
        server.until_at_work(number + 1).await;
    }
    let mut third = server.line().await;
    let answer = third.ask("/").await;
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("retry-after: 5\r\n"), "{answer}");
    assert!(answer.contains("Unavailable"), "it is said in words: {answer}");
    assert!(third.ask("/healthz").await.ends_with("ok\n"), "on the same connection");
    server.gate.add_permits(2);
    for line in &mut working {
        assert!(line.answer().await.ends_with("waited"), "who was at work is answered");
    }
    server.until_at_work(0).await;
    assert!(third.ask("/").await.ends_with("hello"), "and there is room again");
}

#[tokio::test]
async fn one_visitor_behind_a_proxy_cannot_take_all() {
    let server = start(HttpLimits { requests_per_address: 1, ..limits() }, &["127.0.0.0/8"]).await;
    let mut first = server.line().await;
    first.send(&of("192.0.2.7", "/wait")).await;
    server.until_at_work(1).await;
    let mut other = server.line().await;
    other.send(&of("10.0.0.1, 192.0.2.7", "/")).await;
    let answer = other.answer().await;
    assert!(answer.starts_with("HTTP/1.1 429 ") && answer.contains("retry-after: "), "{answer}");
    other.send(&of("192.0.2.8", "/")).await;
    assert!(other.answer().await.ends_with("hello"), "another visitor through the same proxy");
    assert!(other.ask("/").await.ends_with("hello"), "the proxy itself");
    server.gate.add_permits(1);
    first.answer().await;
    server.until_at_work(0).await;
    other.send(&of("192.0.2.7", "/")).await;
    assert!(other.answer().await.ends_with("hello"), "one after the other");
}

#[tokio::test]
async fn beyond_the_connections_only_signs_of_life_are_given() {
    let server = start(HttpLimits { connections: 2, ..limits() }, &[]).await;
    let mut inside = [server.line().await, server.line().await];
    for line in &mut inside {
        assert!(line.ask("/").await.ends_with("hello"));
    }
    let mut third = server.line().await;
    third.send(&request("/")).await;
    let answer = third.rest().await;
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("connection: close"), "{answer}");
    let mut watch = server.line().await;
    watch.send(&request("/healthz")).await;
    assert!(watch.rest().await.ends_with("ok\n"));
    drop(inside);
    server.until("parvis_http_connections 0\n").await;
    assert!(server.line().await.ask("/").await.ends_with("hello"), "there is room again");
}

#[tokio::test]
async fn far_beyond_the_connections_the_next_is_closed() {
    let server = start(HttpLimits { connections: 1, ..limits() }, &[]).await;
    let mut lines = Vec::new();
    for _ in 0..=super::super::SPARE_CONNECTIONS {
        lines.push(server.line().await);
    }
    let all = format!("parvis_http_connections {}\n", lines.len());
    server.until(&all).await;
    assert_eq!(server.line().await.rest().await, "", "closed without a word");
    server.until("parvis_http_connections_closed_total 1\n").await;
}

#[tokio::test]
async fn one_address_has_its_connections_and_not_one_more() {
    let Some(own) = own_address() else {
        println!("SKIPPED: this machine has no address but its own loop");
        return;
    };
    let mut server = start(HttpLimits { connections_per_address: 2, ..limits() }, &[]).await;
    server.address.set_ip(own);
    let mut lines = [server.line().await, server.line().await];
    for line in &mut lines {
        assert!(line.ask("/").await.ends_with("hello"));
    }
    assert_eq!(server.line().await.rest().await, "", "one past");
    drop(lines);
    server.until("parvis_http_connections 0\n").await;
    assert!(server.line().await.ask("/").await.ends_with("hello"), "there is room again");
}

/// The address from which this machine would speak to others. Nothing is sent.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|address| !address.is_loopback())
}
