//! A browser as small as can be: one cookie, no redirects followed, no JavaScript.

use std::time::Duration;

use ureq::Agent;
use ureq::http::{Request, Response as Answer};

use crate::Response;

/// A visitor's browser. Keeps the last cookie that the hub gave it.
pub struct Browser {
    base: String,
    agent: Agent,
    cookie: Option<String>,
    headers: Vec<(String, String)>,
}

impl Browser {
    /// A browser for the hub at `base`, `http://127.0.0.1:PORT`. Each request may take 60 s.
    pub fn new(base: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(60)))
            .build();
        Self { base: base.to_owned(), agent: config.into(), cookie: None, headers: Vec::new() }
    }

    /// Sends this header with every request from now on.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The cookie as it is sent back, `name=value`.
    pub fn cookie(&self) -> Option<&str> {
        self.cookie.as_deref()
    }

    /// A page.
    pub fn get(&mut self, path: &str) -> Response {
        self.send("GET", path, &[("accept", "text/html")], String::new())
    }

    /// A page in its JSON form.
    pub fn get_json(&mut self, path: &str) -> Response {
        self.send("GET", path, &[("accept", "application/json")], String::new())
    }

    /// Sends a form, as a page of the hub would.
    pub fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        let pairs: Vec<_> =
            fields.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
        let origin = self.base.clone();
        let headers = [
            ("accept", "text/html"),
            ("content-type", "application/x-www-form-urlencoded"),
            ("origin", origin.as_str()),
            ("sec-fetch-site", "same-origin"),
        ];
        self.send("POST", path, &headers, pairs.join("&"))
    }

    /// Any request.
    ///
    /// # Panics
    /// If the hub does not answer.
    pub fn send(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: String) -> Response {
        let mut request = Request::builder().method(method).uri(format!("{}{path}", self.base));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        let request = request.body(body).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let answer = self.agent.run(request).unwrap_or_else(|error| panic!("{method} {path}: {error}"));
        let response = read(answer);
        self.keep_cookie(&response);
        response
    }

    fn keep_cookie(&mut self, response: &Response) {
        for (_, line) in response.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let pair = line.split(';').next().unwrap_or_default().trim();
            let gone = pair.ends_with('=') || line.to_ascii_lowercase().contains("max-age=0");
            self.cookie = (!gone).then(|| pair.to_owned());
        }
    }
}

fn read(answer: Answer<ureq::Body>) -> Response {
    let status = answer.status().as_u16();
    let headers = answer
        .headers()
        .iter()
        .map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect();
    let bytes = answer.into_body().read_to_vec().unwrap_or_else(|error| panic!("body: {error}"));
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Response { status, headers, text, bytes }
}

/// Percent-encodes everything but letters, digits and `-._~`.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;

    /// Answers each connection with the next of `answers` and returns what was asked.
    fn serve(answers: Vec<&'static str>) -> (String, std::thread::JoinHandle<Vec<String>>) {
        let listener = TcpListener::bind("127.0.0.1:0").expect("port");
        let base = format!("http://{}", listener.local_addr().expect("address"));
        let thread = std::thread::spawn(move || {
            answers
                .iter()
                .map(|answer| {
                    let (mut stream, _) = listener.accept().expect("connection");
                    let mut asked = vec![0; 4096];
                    let length = stream.read(&mut asked).expect("request");
                    stream.write_all(answer.as_bytes()).expect("answer");
                    String::from_utf8_lossy(&asked[..length]).to_ascii_lowercase()
                })
                .collect()
        });
        (base, thread)
    }

    #[test]
    fn a_cookie_is_kept_and_a_redirect_is_not_followed() {
        let seal = "HTTP/1.1 303 See Other\r\nlocation: /\r\nset-cookie: lieu=a%2Fb; Path=/; HttpOnly\r\n\
                    content-length: 0\r\nconnection: close\r\n\r\n";
        let page = "HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}";
        let forget = "HTTP/1.1 200 OK\r\nset-cookie: lieu=; Max-Age=0\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
        let (base, thread) = serve(vec![seal, page, forget]);
        let mut browser = Browser::new(&base).with_header("x-canary", "yes");
        let answer = browser.post_form("/ici", &[("lieu", "Sèvres & co")]);
        assert_eq!((answer.status, answer.header("location")), (303, Some("/")));
        assert_eq!(browser.cookie(), Some("lieu=a%2Fb"));
        let answer = browser.get_json("/x");
        assert_eq!((answer.status, answer.json()), (404, serde_json::json!({})));
        browser.get("/");
        assert_eq!(browser.cookie(), None);
        let asked = thread.join().expect("server");
        assert!(asked[0].starts_with("post /ici") && asked[0].contains("x-canary: yes"), "{}", asked[0]);
        assert!(asked[0].contains("sec-fetch-site: same-origin"), "{}", asked[0]);
        assert!(asked[1].contains("cookie: lieu=a%2fb") && asked[1].contains("accept: application/json"));
        assert_eq!(encode("Sèvres & co"), "S%C3%A8vres%20%26%20co");
    }
}
