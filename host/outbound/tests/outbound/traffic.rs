//! What is counted: every request and its bytes, by the grant that covered it, whether it went well or not.

use std::time::Duration;

use parvis_outbound::Exchange;

use crate::answers::gzipped;
use crate::server::{Answer, Door, Server, moved, ok};

#[tokio::test]
async fn requests_and_bytes_are_counted_by_grant() {
    let goal = Server::start(|_| ok("hello")).await;
    let location = goal.url("/goal");
    let start = Server::start(move |path| if path == "/far" { moved(&location) } else { ok("here") }).await;
    let door = Door::to(&[&start, &goal]);
    let headers = [("accept", "text/csv"), ("cookie", "not passed on")];
    door.fetch_with(&start.url("/far"), &headers).await.expect("the goal");
    door.fetch(&start.url("/near?a=b")).await.expect("an answer");
    let sent = |texts: &[String]| texts.iter().map(String::len).sum::<usize>() as u64;
    let at_start = sent(&[start.url("/far"), "text/csv".into(), start.url("/near?a=b")]);
    let at_goal = sent(&[goal.url("/goal"), "text/csv".into()]);
    let mut expected = vec![
        (start.host.clone(), Exchange { requests: 2, sent: at_start, received: 4 }),
        (goal.host.clone(), Exchange { requests: 1, sent: at_goal, received: 5 }),
    ];
    expected.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(door.traffic.by_grant(), expected);
}

#[tokio::test]
async fn what_failed_is_counted_and_what_was_refused_is_not() {
    let server = Server::start(|path| match path {
        "/slow" => Answer::Drip("HTTP/1.1 200 OK\r\n\r\n"),
        _ => gzipped(&vec![0; 50_000_000]),
    })
    .await;
    let mut door = Door::to(&[&server]);
    door.timeout = Duration::from_millis(300);
    door.fetch(&server.url("/slow")).await.expect_err("too slow");
    let slow = door.traffic.by_grant()[0].1;
    assert!(slow.requests == 1 && (1..=30).contains(&slow.received), "{slow:?}");
    door.timeout = Duration::from_secs(10);
    door.fetch(&server.url("/bomb")).await.expect_err("too large");
    let bomb = door.traffic.by_grant()[0].1;
    // A megabyte of zeros is about a kilobyte on the line: the count is that of the line.
    assert!(bomb.requests == 2 && (500..200_000).contains(&bomb.received), "{bomb:?}");
    door.granted.clear();
    door.fetch(&server.url("/secret")).await.expect_err("no grant");
    assert_eq!(door.traffic.by_grant()[0].1, bomb);
}
