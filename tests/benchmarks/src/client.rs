//! A small HTTP client that keeps sixteen connections busy and counts answers.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// Connections at one time.
const CONNECTIONS: usize = 16;

/// One page of one server.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) address: SocketAddr,
    pub(crate) path: String,
    /// The sealed place; empty for none.
    pub(crate) cookie: String,
}

impl Target {
    fn request(&self) -> String {
        let cookie =
            if self.cookie.is_empty() { String::new() } else { format!("Cookie: {}\r\n", self.cookie) };
        format!(
            "GET {} HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\nAccept-Language: fr\r\n{cookie}\r\n",
            self.path, self.address
        )
    }

    /// The head and the body of one answer.
    pub(crate) async fn answer(&self) -> anyhow::Result<(String, Vec<u8>)> {
        let mut connection = Connection::open(self).await?;
        let length = connection.ask().await?;
        let (head, body) = connection.buffer[..connection.filled].split_at(connection.filled - length);
        Ok((String::from_utf8(head.to_vec())?, body.to_vec()))
    }

    /// Answers in `time`.
    pub(crate) async fn load(&self, time: Duration) -> anyhow::Result<u64> {
        let started = Instant::now();
        let mut workers = JoinSet::new();
        for _ in 0..CONNECTIONS {
            let mut connection = Connection::open(self).await?;
            workers.spawn(async move {
                let mut answers = 0_u64;
                while started.elapsed() < time {
                    connection.ask().await?;
                    answers += 1;
                }
                anyhow::Ok(answers)
            });
        }
        let mut answers = 0;
        while let Some(worker) = workers.join_next().await {
            answers += worker??;
        }
        Ok(answers)
    }
}

struct Connection {
    stream: TcpStream,
    request: Vec<u8>,
    buffer: Vec<u8>,
    filled: usize,
}

impl Connection {
    async fn open(target: &Target) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(target.address).await?;
        stream.set_nodelay(true)?;
        let buffer = vec![0; 256 * 1024];
        Ok(Self { stream, request: target.request().into_bytes(), buffer, filled: 0 })
    }

    /// Sends the request and reads the whole answer into the buffer; returns the length of its body.
    async fn ask(&mut self) -> anyhow::Result<usize> {
        self.stream.write_all(&self.request).await?;
        self.filled = 0;
        loop {
            let read = self.stream.read(&mut self.buffer[self.filled..]).await?;
            ensure!(read > 0, "the server closed the connection");
            self.filled += read;
            if let Some((head, length)) = head(&self.buffer[..self.filled])?
                && self.filled >= head + length
            {
                return Ok(length);
            }
        }
    }
}

/// Bytes of the head and of the body, once the head is there. Anything but 200 is an error.
fn head(answer: &[u8]) -> anyhow::Result<Option<(usize, usize)>> {
    let Some(end) = answer.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
    let text = std::str::from_utf8(&answer[..end])?;
    ensure!(text.starts_with("HTTP/1.1 200"), "the server answered {}", text.lines().next().unwrap_or(""));
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: "));
    let length = length.context("the answer has no length")?.parse()?;
    Ok(Some((end + 4, length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_whole_when_its_length_says_so() {
        let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 12\r\n\r\nhello";
        assert_eq!(head(answer).expect("sound"), Some((answer.len() - 5, 12)));
        assert_eq!(head(b"HTTP/1.1 200 OK\r\n").expect("not yet"), None);
        assert!(head(b"HTTP/1.1 500 X\r\ncontent-length: 0\r\n\r\n").is_err());
    }
}
