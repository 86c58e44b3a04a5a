//! A source on this machine that answers as it is told, and remembers what it was asked.

use std::collections::HashMap;
use std::io::{BufRead, BufReader};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use crate::answer::{Answer, unchanged};

/// What it was asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Requests in all.
    pub requests: usize,
    /// Those that named a mark.
    pub conditional: usize,
    /// Those that were told that nothing has changed.
    pub unchanged: usize,
    /// Each request: when, for which path, with which lines of headers.
    pub each: Vec<Request>,
}

/// A request.
#[derive(Clone, Debug)]
pub struct Request {
    /// When it came.
    pub at: Instant,
    /// The path with its query.
    pub path: String,
    /// The lines of its headers, as they were written.
    pub headers: Vec<String>,
}

impl Request {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let pairs = self.headers.iter().filter_map(|line| line.split_once(':'));
        pairs.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim()).next()
    }
}

/// A source that runs until the test ends.
pub struct Source {
    port: u16,
    state: Arc<Mutex<State>>,
}

/// How it answers, path by path where a path is named, and what it was asked.
struct State {
    answer: Answer,
    at: HashMap<String, Answer>,
    asked: Asked,
}

impl Source {
    /// Starts it.
    ///
    /// # Panics
    /// If no port is free.
    pub fn start(answer: Answer) -> Source {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("a port: {error}"));
        let port = listener.local_addr().unwrap_or_else(|error| panic!("a port: {error}")).port();
        let (at, asked) = (HashMap::new(), Asked::default());
        let state = Arc::new(Mutex::new(State { answer, at, asked }));
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let shared = shared.clone();
                std::thread::spawn(move || drop(serve(&stream, &shared)));
            }
        });
        Source { port, state }
    }

    /// `127.0.0.1:PORT`, as `[outbound] private` names it.
    pub fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}/feed", self.host())
    }

    /// Answers in another way from now on.
    pub fn answer(&self, answer: Answer) {
        if let Ok(mut state) = self.state.lock() {
            state.answer = answer;
        }
    }

    /// Answers so at one path.
    pub fn at(&self, path: &str, answer: Answer) {
        if let Ok(mut state) = self.state.lock() {
            state.at.insert(path.to_owned(), answer);
        }
    }

    /// What it was asked so far.
    pub fn asked(&self) -> Asked {
        self.state.lock().map(|state| state.asked.clone()).unwrap_or_default()
    }
}

fn serve(stream: &TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let request = read(stream)?;
    let mark = request.header("if-none-match").unwrap_or_default().to_owned();
    let answer = {
        let Ok(mut state) = state.lock() else { return Ok(()) };
        let answer = state.at.get(&request.path).unwrap_or(&state.answer).clone();
        state.asked.requests += 1;
        state.asked.conditional += usize::from(!mark.is_empty());
        state.asked.unchanged += usize::from(answer.is_marked(&mark));
        state.asked.each.push(request);
        answer
    };
    if answer.is_marked(&mark) { unchanged(stream, &mark) } else { answer.write(stream) }
}

fn read(stream: &TcpStream) -> std::io::Result<Request> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let headers: Vec<String> = lines
        .take_while(|line| line.as_ref().is_ok_and(|line| !line.is_empty()))
        .collect::<Result<_, _>>()?;
    Ok(Request { at: Instant::now(), path, headers })
}
