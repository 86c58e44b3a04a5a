//! What the guest `outside` asks for, and how each must end. `L` is a server that the operator listed as private, `U` one on
//! the same machine that is not listed and must never be reached.

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    /// `h54-...`: the case of the catalogue, and which of its requests.
    pub(crate) name: String,
    pub(crate) url: String,
    pub(crate) timeout_ms: u64,
    /// `NAME: VALUE`, escaped as the guest reads it.
    pub(crate) headers: Vec<String>,
    /// Words of what the plugin is told.
    pub(crate) told: &'static str,
    /// Words of what the operator reads beside it; none where nothing went wrong.
    pub(crate) logged: &'static str,
}

const INSIDE: &str = "is not an outside address";

/// Ways to write this machine, `PORT` being the port of `U`, each with the grant that would cover it.
const SPELLED: &[(&str, &str)] = &[
    ("http://127.0.0.1:PORT/", "127.0.0.1:PORT"),
    ("http://127.1:PORT/", "127.0.0.1:PORT"),
    ("http://0x7f000001:PORT/", "127.0.0.1:PORT"),
    ("http://0x7f.0.0.0x1:PORT/", "127.0.0.1:PORT"),
    ("http://2130706433:PORT/", "127.0.0.1:PORT"),
    ("http://0177.0.0.1:PORT/", "127.0.0.1:PORT"),
    ("http://017700000001:PORT/", "127.0.0.1:PORT"),
    ("http://127.0.0.1.:PORT/", "127.0.0.1:PORT"),
    ("http://１２７.0.0.1:PORT/", "127.0.0.1:PORT"),
    ("http://①②⑦.⓪.⓪.①:PORT/", "127.0.0.1:PORT"),
    ("http://127。0。0。1:PORT/", "127.0.0.1:PORT"),
    ("http://%31%32%37.0.0.1:PORT/", "127.0.0.1:PORT"),
    ("http://0:PORT/", "0.0.0.0:PORT"),
    ("http://0.0.0.0:PORT/", "0.0.0.0:PORT"),
    ("http://127.255.255.254:PORT/", "127.255.255.254:PORT"),
    ("http://localhost:PORT/", "localhost:PORT"),
    ("http://LOCALHOST.:PORT/", "localhost:PORT"),
    ("http://[::1]:PORT/", "[::1]:PORT"),
    ("http://[0:0:0:0:0:0:0:1]:PORT/", "[::1]:PORT"),
    ("http://[::]:PORT/", "[::]:PORT"),
    ("http://[::ffff:127.0.0.1]:PORT/", "[::ffff:7f00:1]:PORT"),
    ("http://[::ffff:7f00:1]:PORT/", "[::ffff:7f00:1]:PORT"),
    ("http://[::127.0.0.1]:PORT/", "[::7f00:1]:PORT"),
    ("http://[64:ff9b::7f00:1]:PORT/", "[64:ff9b::7f00:1]:PORT"),
    ("http://[2002:7f00:1::]:PORT/", "[2002:7f00:1::]:PORT"),
];

/// Addresses of other networks that are not the outside.
const NETWORKS: &[&str] = &[
    "10.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "192.168.1.1",
    "224.0.0.1",
    "[fc00::1]",
    "[fe80::1]",
    "[fd00:ec2::254]",
];

/// Hosts that the plugin is granted, beside `L` itself.
pub(crate) fn hosts(listed: &str, port_of_unlisted: &str) -> Vec<String> {
    let spelled = SPELLED.iter().map(|(_, grant)| grant.replace("PORT", port_of_unlisted));
    let networks = NETWORKS.iter().map(|host| (*host).to_owned());
    let mut hosts: Vec<String> =
        spelled.chain(networks).chain([listed.to_owned(), "partner.example".to_owned()]).collect();
    hosts.sort();
    hosts.dedup();
    hosts
}

impl Request {
    /// The task that asks for it. What takes all that a refresh may bring in has a task of its own.
    pub(crate) fn task(&self) -> &str {
        match self.name.split_once('-') {
            Some((case, _)) if case != "h58" => case,
            _ => &self.name,
        }
    }
}

/// Every request.
pub(crate) fn requests(listed: &str, port_of_unlisted: &str) -> Vec<Request> {
    let mut all = Vec::new();
    for (at, (url, _)) in SPELLED.iter().enumerate() {
        all.push(request(
            &format!("h54-spelled-{at}"),
            &url.replace("PORT", port_of_unlisted),
            "Unavailable",
            INSIDE,
        ));
    }
    for (at, host) in NETWORKS.iter().enumerate() {
        all.push(request(&format!("h54-network-{at}"), &format!("http://{host}/"), "Unavailable", INSIDE));
    }
    let at = |path: &str| format!("http://{listed}{path}");
    let unlisted = format!("http://127.0.0.1:{port_of_unlisted}/");
    all.extend([
        request("h56-inside", &at(&format!("/to?{unlisted}")), "Unavailable", INSIDE),
        request(
            "h56-inside-spelled",
            &at(&format!("/to?http://0x7f.1:{port_of_unlisted}/")),
            "Unavailable",
            INSIDE,
        ),
        request("h56-file", &at("/to?file:///etc/passwd"), "Unavailable", "'file' cannot be fetched"),
        request("h56-endless", &at("/hops/50"), "Unavailable", "more than 5 redirects"),
        request(
            "h56-look-alike",
            &at("/to?http://evil-partner.example/"),
            "Denied(Permission::Outbound(",
            "no grant covers evil-partner.example",
        ),
        request(
            "h56-before",
            "http://evil-partner.example/",
            "Denied(Permission::Outbound(",
            "no grant covers evil-partner.example",
        ),
        request(
            "h56-below",
            "http://partner.example.evil.example/",
            "Denied(Permission::Outbound(",
            "no grant covers",
        ),
        request("h56-user", "http://partner.example@evil.example/", "Invalid", ""),
        slow(request("h57-head", &at("/slow-head"), "Unavailable", "took longer than")),
        slow(request("h57-body", &at("/slow-body"), "Unavailable", "took longer than")),
        request("h58-endless", &at("/endless"), "Unavailable", "holds more than"),
        request("h58-announced", &at("/huge"), "Unavailable", "holds more than"),
        request("h58-bomb", &at("/bomb"), "Unavailable", "holds more than"),
        slow(request("h58-trailers", &at("/trailers"), "Unavailable", "")),
        Request {
            headers: FORBIDDEN.iter().map(|header| (*header).to_owned()).collect(),
            ..request("h59-forbidden", &at("/headers"), "200, 5 bytes: hello", "")
        },
        Request {
            headers: vec!["accept: text/plain\\r\\nhost: evil.example".to_owned()],
            ..request("h59-line-break", &at("/never"), "Invalid", "")
        },
        request("h60-query", &at(&format!("/out?{}", "x".repeat(CARRIED_OUT))), "200, 5 bytes: hello", ""),
    ]);
    all
}

/// Headers that must not reach a server, and one that may.
pub(crate) const FORBIDDEN: &[&str] = &[
    "accept: text/x-parvis",
    "host: evil.example",
    "cookie: a=b",
    "authorization: Basic eA==",
    "transfer-encoding: chunked",
    "content-length: 5",
    "x-forwarded-for: 127.0.0.1",
    "connection: upgrade",
];

/// Bytes that one request of H60 carries in its address.
pub(crate) const CARRIED_OUT: usize = 4_000;

fn request(name: &str, url: &str, told: &'static str, logged: &'static str) -> Request {
    Request {
        name: name.to_owned(),
        url: url.to_owned(),
        timeout_ms: 10_000,
        headers: Vec::new(),
        told,
        logged,
    }
}

/// With a second in all, so that a slow server costs a second.
fn slow(request: Request) -> Request {
    Request { timeout_ms: 1_000, ..request }
}
