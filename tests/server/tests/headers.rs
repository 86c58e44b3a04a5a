//! Promise: every answer carries the headers that protect a visitor, whatever the route and the status.

use tests_harness::Response;
use tests_server::Configured;

const ROUTES: [(&str, &str, u16); 16] = [
    ("GET", "/", 200),
    ("HEAD", "/", 200),
    ("GET", "/services", 200),
    ("GET", "/services/transport", 200),
    ("GET", "/services/transport/gares", 200),
    ("GET", "/static/hub.css", 200),
    ("GET", "/static/hub.js", 200),
    ("GET", "/static/nothing.css", 404),
    ("GET", "/deplacements/", 308),
    ("GET", "/nowhere", 404),
    ("GET", "/services/transport/%ff", 400),
    ("POST", "/", 405),
    ("POST", "/ici", 403),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/.well-known/security.txt", 200),
];

fn ask(configured: &Configured, method: &str, path: &str, accept: &str) -> Response {
    let site = if path == "/ici" { "cross-site" } else { "same-origin" };
    let headers = [("accept", accept), ("sec-fetch-site", site)];
    configured.hub.browser().send(method, path, &headers, String::new())
}

fn policy<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.header(name).unwrap_or_default()
}

#[test]
fn every_route_and_status_is_protected() {
    let https = "[hub]\npublic-url = 'https://hub.example'\nsecurity-contact = 'mailto:a@hub.example'\n";
    let http = "[hub]\nsecurity-contact = 'mailto:a@hub.example'\n";
    for (lines, secure) in [(http, false), (https, true)] {
        let configured = Configured::start(lines);
        for (method, path, status) in ROUTES {
            for accept in ["text/html", "application/json"] {
                let answer = ask(&configured, method, path, accept);
                let what = format!("{method} {path} as {accept}");
                assert_eq!(answer.status, status, "{what}: {}", answer.start());
                protected(&answer, &what, path, secure);
            }
        }
        let stranger = configured.hub.browser().with_header("host", "evil.example").get("/");
        assert_eq!(stranger.status, if secure { 421 } else { 200 });
        protected(&stranger, "another name", "/", secure);
        let refused = configured.hub.browser().get(&format!("/?{}", "a".repeat(9_000)));
        assert_eq!(refused.status, 414);
        protected(&refused, "an address that is too long", "", secure);
    }
}

fn protected(answer: &Response, what: &str, path: &str, secure: bool) {
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{what}: {name}");
    }
    assert!(answer.header("cache-control").is_some(), "{what}: who may keep it?");
    for name in ["server", "x-powered-by", "access-control-allow-origin"] {
        assert_eq!(answer.header(name), None, "{what}: {name}");
    }
    let csp = policy(answer, "content-security-policy");
    assert!(
        csp.starts_with("default-src 'none'; ") && csp.contains("frame-ancestors 'none'"),
        "{what}: {csp}"
    );
    let html = policy(answer, "content-type").starts_with("text/html");
    assert_eq!(csp.contains("require-trusted-types-for 'script'"), html, "{what}: {csp}");
    assert_eq!(csp.contains("sandbox"), !html, "{what}: {csp}");
    assert_eq!(csp.contains("upgrade-insecure-requests"), html && secure, "{what}: {csp}");
    let hsts = answer.header("strict-transport-security");
    assert_eq!(hsts, secure.then_some("max-age=63072000"), "{what}");
    let position = policy(answer, "permissions-policy");
    let asks = path == "/" && answer.status == 200;
    assert_eq!(position.contains("geolocation=(self)"), asks, "{what}: {position}");
    assert_eq!(position.contains("geolocation=()"), !asks, "{what}: {position}");
}
