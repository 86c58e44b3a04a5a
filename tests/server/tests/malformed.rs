//! Promise: whatever is sent instead of a request gets a clear answer of four hundred and something, never a 500, and the
//! connection ends where nobody could say what the next bytes would mean.

use tests_server::{Configured, Raw};

/// A request with these lines after its first.
fn get(lines: &str) -> Vec<u8> {
    format!("GET / HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n").into_bytes()
}

fn post(lines: &str, body: &str) -> Vec<u8> {
    let form = "Content-Type: application/x-www-form-urlencoded\r\n";
    format!("POST /ici HTTP/1.1\r\nHost: localhost\r\n{form}{lines}\r\n{body}").into_bytes()
}

fn target(target: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").into_bytes()
}

/// What is sent, and the status of the answer.
fn table() -> Vec<(&'static str, Vec<u8>, u16)> {
    let long = |count| "a".repeat(count);
    vec![
        ("a header of a megabyte", get(&format!("X: {}\r\n", long(1 << 20))), 431),
        ("a hundred headers and one", get(&"X: y\r\n".repeat(100)), 431),
        ("an address of 8 KiB and one", target(&format!("/{}", long(8 * 1024))), 414),
        ("a first line without end", format!("GET /{}", long(64 * 1024)).into_bytes(), 414),
        ("a body of three megabytes", post("Content-Length: 3000000\r\n", &long(3_000_000)), 413),
        ("a body one past the limit", post("Content-Length: 16385\r\n", &long(16_385)), 413),
        ("a length beyond all numbers", post("Content-Length: 99999999999999999999\r\n", ""), 413),
        ("a negative length", post("Content-Length: -1\r\n", ""), 400),
        ("two lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"), 400),
        (
            "a length and chunks",
            post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"),
            400,
        ),
        (
            "chunks and a length",
            post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n", "0\r\n\r\n"),
            400,
        ),
        ("chunks with extensions", post("Transfer-Encoding: chunked\r\n", "1;a=b\r\nx\r\n0\r\n\r\n"), 411),
        ("an unknown coding", post("Transfer-Encoding: gzip, chunked\r\n", ""), 411),
        ("line ends without CR", b"GET / HTTP/1.1\nHost: localhost\n\n".to_vec(), 400),
        ("one line end without CR", b"GET / HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n".to_vec(), 400),
        ("a NUL in a header", get("X: a\0b\r\n"), 400),
        ("a NUL in the address", b"GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(), 400),
        ("a folded header", get("X: a\r\n b\r\n"), 400),
        ("a space before the colon", get("X : a\r\n"), 400),
        ("a header without a name", get(": a\r\n"), 400),
        ("no host", b"GET / HTTP/1.1\r\n\r\n".to_vec(), 400),
        ("two hosts", get("Host: other\r\n"), 400),
        ("a host that is none", b"GET / HTTP/1.1\r\nHost: a/b c\r\n\r\n".to_vec(), 400),
        ("no version", b"GET /\r\n\r\n".to_vec(), 400),
        ("HTTP/3", b"GET / HTTP/3.0\r\nHost: localhost\r\n\r\n".to_vec(), 505),
        ("HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), 505),
        ("no word at all", b"\x00\xff\xfe\r\n\r\n".to_vec(), 400),
        ("a tunnel", b"CONNECT localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n".to_vec(), 405),
        ("a NUL in words", target("/services/%00"), 404),
        ("letters that are none", target("/services/%c0%af"), 400),
        ("letters that are none, further down", target("/services/transport/%ff"), 400),
        ("a static file that is no text", target("/static/%ff"), 400),
        ("up and out", target("/static/..%2f..%2fetc%2fpasswd"), 404),
        ("an echo", b"TRACE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_vec(), 405),
        (
            "a method of nobody",
            b"BREW / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_vec(),
            405,
        ),
        ("a form of many parts", multipart(10_000), 413),
        ("a form of parts without end", multipart(10), 400),
        ("a form in no known writing", post("Connection: close\r\nContent-Length: 4\r\n", "%ff="), 400),
    ]
}

/// A form of a kind that the hub does not read, with this many parts and no end.
fn multipart(parts: usize) -> Vec<u8> {
    let body = "--x\r\nContent-Disposition: form-data; name=\"lieu\"\r\n\r\na\r\n".repeat(parts);
    let head = format!(
        "POST /ici HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=y\r\n\
         Connection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head, body].concat().into_bytes()
}

#[test]
fn each_gets_its_answer_and_the_connection_ends() {
    let configured = Configured::bare("");
    let address = configured.address();
    for (what, bytes, status) in table() {
        let mut line = Raw::to(address);
        line.send(&bytes);
        let answer = line.rest();
        assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{what}: {status}, but {answer}");
        for header in ["content-security-policy: ", "x-content-type-options: nosniff", "cache-control: "] {
            assert!(answer.contains(header), "{what} without {header}: {answer}");
        }
        for inside in ["panicked", ".rs:", "hyper", "axum", "Error"] {
            assert!(!answer.contains(inside), "{what} says {inside}: {answer}");
        }
    }
    let said = configured.hub.said();
    assert!(!said.contains("panicked"), "{said}");
    assert!(Raw::to(address).ask("/").starts_with("HTTP/1.1 200 "), "others are answered");
}

#[test]
fn what_is_at_a_limit_is_taken() {
    let configured = Configured::bare("");
    let address = configured.address();
    let mut line = Raw::to(address);
    let most_headers = get(&"X: y\r\n".repeat(99));
    line.send(&most_headers);
    assert!(line.answer().starts_with("HTTP/1.1 200 "));
    let longest = target(&format!("/{}", "a".repeat(8 * 1024 - 1)));
    line.send(&longest);
    assert!(line.rest().starts_with("HTTP/1.1 404 "), "an address of 8 KiB");
    let body = format!("lieu=gare-issy&x={}", "a".repeat(16 * 1024));
    let mut line = Raw::to(address);
    line.send(post("Content-Length: 16384\r\n", &body[..16_384]));
    assert!(line.answer().starts_with("HTTP/1.1 303 "), "a body of 16 KiB");
    let cookies: String = (0..90).map(|number| format!("Cookie: a{number}=b\r\n")).collect();
    line.send(get(&cookies));
    assert!(line.answer().starts_with("HTTP/1.1 200 "), "ninety cookies");
}
