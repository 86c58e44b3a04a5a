//! A plugin whose refresh fetches what a list tells it to, and remarks how each went.
//! It must never know: more than a partner's plugin would; it is written on the SDK alone.
//! To add a request: a line in the list of the test; what is between tabs is in `Line`. Each task asks for its own lines.
//! Tested by being run: `tests/hostile-plugins/tests/hostile/outside.rs`.

use std::io::Read;

use parvis_sdk::outbound::{Header, Request};
use parvis_sdk::{Body, Error, Failure, Outcome, Reader, ReportLine, Severity, Sync, outbound, publication};

/// The plugin: its export is implemented on it.
pub struct Outside;

/// One line of the list: task, name, address, milliseconds, then any number of headers `NAME: VALUE`.
struct Line<'a> {
    task: &'a str,
    name: &'a str,
    request: Request,
}

impl Sync for Outside {
    fn run(task: String) -> Result<Outcome, Failure> {
        let list = outbound::open("list").map_err(|error| failed(&error))?;
        let mut text = String::new();
        Reader::new(&list)
            .read_to_string(&mut text)
            .map_err(|error| Failure { reason: error.to_string() })?;
        for line in text.lines().filter_map(read).filter(|line| line.task == task) {
            let reason = told(outbound::fetch(&line.request));
            let file = line.name.to_owned();
            publication::report(&[ReportLine { severity: Severity::Info, file, line: None, reason }]);
        }
        Ok(Outcome::Unchanged)
    }
}

/// A backslash and a letter stand for the characters that end a line.
fn read(line: &str) -> Option<Line<'_>> {
    let mut parts = line.split('\t');
    let (task, name, url) = (parts.next()?, parts.next()?, parts.next()?.to_owned());
    let timeout_ms = parts.next()?.parse().ok()?;
    let unescaped = |value: &str| value.replace("\\r", "\r").replace("\\n", "\n");
    let header = |pair: &str| {
        let (name, value) = pair.split_once(": ")?;
        Some(Header { name: name.to_owned(), value: unescaped(value) })
    };
    Some(Line {
        task,
        name,
        request: Request { url, headers: parts.filter_map(header).collect(), timeout_ms },
    })
}

/// How it went, in a few words.
fn told(answer: Result<Body, Error>) -> String {
    match answer {
        Ok(body) => {
            let start = body.read_at(0, 100).unwrap_or_default();
            format!("{}, {} bytes: {}", body.status(), body.length(), String::from_utf8_lossy(&start))
        }
        Err(error) => format!("{error:?}"),
    }
}

fn failed(error: &Error) -> Failure {
    Failure { reason: format!("{error:?}") }
}

// Exports exist in WebAssembly only: a native linker takes no such names.
#[cfg(target_arch = "wasm32")]
parvis_sdk::worlds::sync::export_sync!(Outside with_types_in parvis_sdk::worlds::sync);
