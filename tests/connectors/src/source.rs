//! A source on this machine that answers as it is told, and remembers what it was asked.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How the source answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The bytes, with this mark; nobody who has the mark already is sent them again.
    Good(Vec<u8>, &'static str),
    /// A status and nothing more.
    Status(u16),
    /// Half of what was announced.
    Cut(Vec<u8>),
    /// A redirect.
    Redirect(String),
    /// A compressed answer of many zeros.
    Bomb,
    /// Nothing for so long, then the end.
    Slow(Duration),
}

/// What it was asked.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// Requests in all.
    pub requests: usize,
    /// Those that named a mark.
    pub conditional: usize,
    /// Those that were told that nothing has changed.
    pub unchanged: usize,
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

fn serve(mut stream: &TcpStream, state: &Mutex<State>) -> std::io::Result<()> {
    let (mut mark, mut path) = (String::new(), String::new());
    for line in BufReader::new(stream).lines() {
        let line = line?;
        if line.is_empty() {
            break;
        }
        if let Some(rest) = line.strip_prefix("GET ") {
            path = rest.split(' ').next().unwrap_or_default().to_owned();
        }
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("if-none-match:") {
            mark = value.trim().to_owned();
        }
    }
    let answer = {
        let Ok(mut state) = state.lock() else { return Ok(()) };
        state.asked.requests += 1;
        state.asked.conditional += usize::from(!mark.is_empty());
        let answer = state.at.get(&path).unwrap_or(&state.answer).clone();
        if let Answer::Good(_, own) = &answer
            && mark == format!("\"{own}\"")
        {
            state.asked.unchanged += 1;
            return write!(
                stream,
                "HTTP/1.1 304 Not Modified\r\netag: \"{own}\"\r\nconnection: close\r\n\r\n"
            );
        }
        answer
    };
    let end = "connection: close\r\n\r\n";
    match answer {
        Answer::Good(bytes, mark) => {
            write!(
                stream,
                "HTTP/1.1 200 OK\r\netag: \"{mark}\"\r\ncontent-length: {}\r\n{end}",
                bytes.len()
            )?;
            stream.write_all(&bytes)
        }
        Answer::Status(status) => write!(stream, "HTTP/1.1 {status} Told\r\ncontent-length: 0\r\n{end}"),
        Answer::Cut(bytes) => {
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n{end}", bytes.len())?;
            stream.write_all(&bytes[..bytes.len() / 2])
        }
        Answer::Redirect(to) => {
            write!(stream, "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n{end}")
        }
        Answer::Bomb => {
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n{end}")?;
            let mut gzip = flate2::write::GzEncoder::new(stream, flate2::Compression::best());
            let zeros = vec![0; 1 << 20];
            (0..4_096).try_for_each(|_| gzip.write_all(&zeros))
        }
        Answer::Slow(time) => {
            std::thread::sleep(time);
            Ok(())
        }
    }
}
