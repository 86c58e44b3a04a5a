//! Stopping: who is being answered gets the answer, who is idle does not hold the hub up.

use std::time::Instant;

use super::*;

#[tokio::test]
async fn idle_connections_close_at_once_and_requests_at_work_end() {
    let server = start(limits(), &[]).await;
    let (mut idle, mut working) = (server.line().await, server.line().await);
    idle.ask("/").await;
    working.send(&request("/wait")).await;
    server.until_at_work(1).await;
    server.stop.send(()).expect("told");
    assert_eq!(idle.rest().await, "");
    assert!(TcpStream::connect(server.address).await.is_err(), "nobody new is let in");
    assert!(!server.ended.is_finished(), "one is still at work");
    server.gate.add_permits(1);
    let answer = working.rest().await;
    assert!(answer.ends_with("waited"), "{answer}");
    timeout(SAFETY, server.ended).await.expect("in time").expect("ended well");
}

#[tokio::test]
async fn a_request_that_never_ends_is_cut_off() {
    let drain = Duration::from_millis(300);
    let server = start(HttpLimits { drain, ..limits() }, &[]).await;
    let mut working = server.line().await;
    working.send(&request("/wait")).await;
    server.until_at_work(1).await;
    let told = Instant::now();
    server.stop.send(()).expect("told");
    timeout(SAFETY, server.ended).await.expect("in time").expect("ended well");
    assert!(told.elapsed() >= drain, "it had its time");
    assert_eq!(working.rest().await, "");
}
