//! How a source answers: well, or with one of the misdeeds that sources are known for.

use std::io::Write;
use std::time::Duration;

/// The end of the headers. Each connection is one answer.
const END: &str = "connection: close\r\n\r\n";

/// How the source answers.
#[derive(Clone, Debug)]
pub enum Answer {
    /// The bytes, with this mark; nobody who has the mark already is sent them again.
    Good(Vec<u8>, String),
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
    /// A good beginning, then a byte at a time, for so long.
    Trickle(Duration),
}

impl Answer {
    /// A good answer.
    pub fn good(bytes: impl Into<Vec<u8>>, mark: impl Into<String>) -> Answer {
        Answer::Good(bytes.into(), mark.into())
    }

    /// Whether whoever has this mark already is told that nothing has changed.
    pub(crate) fn is_marked(&self, mark: &str) -> bool {
        matches!(self, Answer::Good(_, own) if mark == format!("\"{own}\""))
    }

    /// Writes the answer. Whoever asked may have gone before its end.
    pub(crate) fn write(&self, mut stream: impl Write) -> std::io::Result<()> {
        match self {
            Answer::Good(bytes, mark) => {
                let length = bytes.len();
                write!(stream, "HTTP/1.1 200 OK\r\netag: \"{mark}\"\r\ncontent-length: {length}\r\n{END}")?;
                stream.write_all(bytes)
            }
            Answer::Status(status) => {
                write!(stream, "HTTP/1.1 {status} Told\r\ncontent-length: 0\r\n{END}")
            }
            Answer::Cut(bytes) => {
                write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n{END}", bytes.len())?;
                stream.write_all(&bytes[..bytes.len() / 2])
            }
            Answer::Redirect(to) => {
                write!(stream, "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\n{END}")
            }
            Answer::Bomb => {
                write!(stream, "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n{END}")?;
                let mut gzip = flate2::write::GzEncoder::new(stream, flate2::Compression::best());
                let zeros = vec![0; 1 << 20];
                (0..4_096).try_for_each(|_| gzip.write_all(&zeros))
            }
            Answer::Slow(time) => {
                std::thread::sleep(*time);
                Ok(())
            }
            Answer::Trickle(time) => {
                write!(stream, "HTTP/1.1 200 OK\r\n{END}[")?;
                let step = Duration::from_millis(100);
                (0..time.as_millis() / step.as_millis()).try_for_each(|_| {
                    std::thread::sleep(step);
                    stream.write_all(b" ")
                })
            }
        }
    }
}

/// That nothing has changed since the mark.
pub(crate) fn unchanged(mut stream: impl Write, mark: &str) -> std::io::Result<()> {
    write!(stream, "HTTP/1.1 304 Not Modified\r\netag: {mark}\r\n{END}")
}
