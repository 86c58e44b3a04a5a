//! Reading a fetched body as a file.

use std::io::{self, Read, Seek, SeekFrom};

use crate::Body;

/// What one piece holds. Small enough for the pieces to be cheap to drop, large enough for few calls.
const PIECE: usize = 256 * 1024;

/// A body as `Read + Seek`, read from the hub in pieces of 256 KiB.
pub struct Reader<'a> {
    body: &'a Body,
    length: u64,
    position: u64,
    piece: Vec<u8>,
    piece_start: u64,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of the body.
    pub fn new(body: &'a Body) -> Self {
        let length = u64::try_from(body.length()).unwrap_or(0);
        Self { body, length, position: 0, piece: Vec::new(), piece_start: 0 }
    }

    /// The bytes at the current position, fetched if they are not in the present piece.
    fn available(&mut self) -> io::Result<&[u8]> {
        let within = |start: u64, len: usize, at: u64| at >= start && at < start + len as u64;
        if !within(self.piece_start, self.piece.len(), self.position) {
            let offset = i64::try_from(self.position).map_err(io::Error::other)?;
            self.piece = self
                .body
                .read_at(offset, PIECE as i32)
                .map_err(|error| io::Error::other(format!("the source cannot be read: {error}")))?;
            self.piece_start = self.position;
        }
        let from = usize::try_from(self.position - self.piece_start).map_err(io::Error::other)?;
        Ok(self.piece.get(from..).unwrap_or_default())
    }
}

impl Read for Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.length || buffer.is_empty() {
            return Ok(0);
        }
        let available = self.available()?;
        let count = available.len().min(buffer.len());
        buffer[..count].copy_from_slice(&available[..count]);
        self.position += count as u64;
        Ok(count)
    }
}

impl Seek for Reader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let target = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.length.checked_add_signed(by),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
        };
        self.position =
            target.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "seek before the beginning"))?;
        Ok(self.position)
    }
}
