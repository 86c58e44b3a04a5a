//! Redirects: followed by hand, every check again at each.

use std::time::Duration;

use parvis_model::{Permission, PlatformError, SecretHeaders};
use parvis_outbound::OutboundError;

use crate::server::{Door, Server, moved, ok, text};

#[tokio::test]
async fn a_redirect_is_followed_to_a_granted_host() {
    let goal = Server::start(|_| ok("hello")).await;
    let location = goal.url("/goal?a=b");
    let start = Server::start(move |path| if path == "/far" { moved(&location) } else { moved("far") }).await;
    let fetched = Door::to(&[&start, &goal]).fetch(&start.url("/near")).await.expect("an answer");
    assert_eq!(fetched.read_at(0, 10).expect("bytes"), b"hello");
    assert_eq!(start.requests().len(), 2);
    assert!(goal.requests().concat().starts_with("GET /goal?a=b HTTP/1.1\r\n"), "{:?}", goal.requests());
}

#[tokio::test]
async fn the_headers_of_a_source_stay_with_its_host() {
    let goal = Server::start(|_| ok("hello")).await;
    let location = goal.url("/goal");
    let start = Server::start(move |path| if path == "/far" { moved(&location) } else { moved("far") }).await;
    let mut door = Door::to(&[&start, &goal]);
    let headers = SecretHeaders::new([("apikey".into(), "s3cret".into())]).expect("sound");
    door.own = Some((start.url("/near"), headers));
    door.fetch(&start.url("/near")).await.expect("an answer");
    let has_key =
        |requests: &[String]| requests.iter().filter(|it| it.contains("apikey: s3cret\r\n")).count();
    assert_eq!(has_key(&start.requests()), 2, "also after a redirect that stays: {:?}", start.requests());
    assert_eq!(has_key(&goal.requests()), 0, "{:?}", goal.requests());
    // Another address that is asked for meanwhile is not the source's either.
    door.fetch(&goal.url("/goal")).await.expect("an answer");
    assert!(!goal.requests().concat().contains("s3cret"), "{:?}", goal.requests());
    let sent: u64 = door.traffic.by_grant().iter().map(|(_, exchange)| exchange.sent).sum();
    let addresses = [start.url("/near"), start.url("/far"), goal.url("/goal"), goal.url("/goal")];
    assert_eq!(
        sent,
        addresses.iter().map(|it| it.len() as u64).sum::<u64>(),
        "a key is not the plugin's to send"
    );
}

#[tokio::test]
async fn a_redirect_to_a_host_without_a_grant_is_not_followed() {
    let goal = Server::start(|_| ok("secret")).await;
    let location = goal.url("/");
    let start = Server::start(move |_| moved(&location)).await;
    let mut door = Door::to(&[&start, &goal]);
    door.granted.truncate(1);
    let error = door.fetch(&start.url("/")).await.expect_err("no grant");
    assert_eq!(error.for_plugin(), PlatformError::Denied(Permission::Outbound(goal.host.clone())));
    assert!(goal.requests().is_empty());
}

#[tokio::test]
async fn a_redirect_inside_is_refused_even_with_a_grant() {
    let goal = Server::start(|_| ok("secret")).await;
    let port = goal.host.rsplit(':').next().expect("a port").to_owned();
    let hosts = [
        "169.254.169.254".to_owned(),
        format!("127.0.0.1:{port}"),
        format!("[::1]:{port}"),
        format!("0:{port}"),
    ];
    for host in hosts {
        let location = format!("http://{host}/latest/meta-data/");
        let start = Server::start(move |_| moved(&location)).await;
        let mut door = Door::to(&[&start]);
        door.granted.push(host.parse().expect("a pattern"));
        let error = door.fetch(&start.url("/")).await.expect_err(&host);
        assert!(matches!(error, OutboundError::Refused { .. }), "{host}: {error:?}");
        assert_eq!(start.requests().len(), 1);
    }
    assert!(goal.requests().is_empty());
}

#[tokio::test]
async fn a_redirect_to_what_cannot_be_fetched_fails() {
    for location in ["file:///etc/passwd", "http://a:b@example.org/", "data:,a", "http://", "\u{7f}//:"] {
        let start = Server::start(move |_| moved(location)).await;
        let error = Door::to(&[&start]).fetch(&start.url("/")).await.expect_err(location);
        assert!(matches!(error, OutboundError::Failed { .. }), "{location}: {error:?}");
        assert_eq!(start.requests().len(), 1, "{location}");
    }
}

#[tokio::test]
async fn five_redirects_are_followed_and_a_loop_ends() {
    let server = Server::start(|path| match path.strip_prefix("/left/") {
        Some("0") => ok("hello"),
        Some(left) => moved(&format!("/left/{}", left.parse::<u32>().expect("a number") - 1)),
        None => moved(path),
    })
    .await;
    let door = Door::to(&[&server]);
    assert_eq!(door.fetch(&server.url("/left/5")).await.expect("five redirects").length(), 5);
    for path in ["/left/6", "/loop"] {
        let before = server.requests().len();
        let error = door.fetch(&server.url(path)).await.expect_err(path);
        assert!(error.to_string().contains("more than 5 redirects"), "{path}: {error}");
        assert_eq!(server.requests().len() - before, 6, "{path}");
    }
}

#[tokio::test]
async fn an_answer_that_only_looks_like_a_redirect_is_an_answer() {
    let server = Server::start(|path| match path {
        "/no-location" => text("HTTP/1.1 302 Found\r\ncontent-length: 0\r\n\r\n"),
        _ => text("HTTP/1.1 201 Created\r\nlocation: /other\r\ncontent-length: 0\r\n\r\n"),
    })
    .await;
    let door = Door::to(&[&server]);
    assert_eq!(door.fetch(&server.url("/no-location")).await.expect("an answer").status(), 302);
    assert_eq!(door.fetch(&server.url("/created")).await.expect("an answer").status(), 201);
    assert_eq!(server.requests().len(), 2);
}

#[tokio::test]
async fn redirects_share_one_time() {
    let server = Server::start(|path| {
        std::thread::sleep(Duration::from_millis(150));
        if path == "/3" { ok("late") } else { moved(&format!("/{}", path.len())) }
    })
    .await;
    let mut door = Door::to(&[&server]);
    door.timeout = Duration::from_millis(250);
    let error = door.fetch(&server.url("/abcdef")).await.expect_err("three answers of 150 ms");
    assert!(matches!(error, OutboundError::Timeout { .. }), "{error:?}");
}
