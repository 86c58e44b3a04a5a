//! The bytes of one file, made regular before they are split into rows: no byte-order mark, every line end a single
//! line feed (also after the last row), and an error for what cannot be text or is too long.

use std::io::{self, Read};

/// A reader of the regular bytes of a file; costs one pass over a 32 KiB buffer.
pub struct CleanBytes<R> {
    inner: R,
    separator: u8,
    chunk: Vec<u8>,
    next: usize,
    filled: usize,
    started: bool,
    ended: bool,
    after_return: bool,
    cell: Cell,
    row_bytes: usize,
    max_row_bytes: usize,
}

/// Where in a row the reader stands: a quote opens a quoted cell only at its beginning.
#[derive(Clone, Copy, PartialEq)]
enum Cell {
    Start,
    Plain,
    Quoted,
}

impl<R: Read> CleanBytes<R> {
    /// Reads `inner` in rows of at most `max_row_bytes`, whose cells stand between separators.
    pub fn new(inner: R, separator: u8, max_row_bytes: usize) -> Self {
        CleanBytes {
            inner,
            separator,
            chunk: vec![0; 32 << 10],
            next: 0,
            filled: 0,
            started: false,
            ended: false,
            after_return: false,
            cell: Cell::Start,
            row_bytes: 0,
            max_row_bytes,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.next = 0;
        self.filled = self.inner.read(&mut self.chunk)?;
        if !self.started && self.filled > 0 {
            self.started = true;
            self.skip_mark()?;
        }
        Ok(())
    }

    /// Skips the UTF-8 mark and refuses the two of UTF-16. The first bytes are read until three are there.
    fn skip_mark(&mut self) -> io::Result<()> {
        while self.filled < 3 {
            let more = self.inner.read(&mut self.chunk[self.filled..])?;
            self.filled += more;
            if more == 0 {
                break;
            }
        }
        match &self.chunk[..self.filled] {
            [0xEF, 0xBB, 0xBF, ..] => self.next = 3,
            [0xFE, 0xFF, ..] | [0xFF, 0xFE, ..] => {
                return Err(io::Error::other("the file is written in UTF-16; save it as UTF-8"));
            }
            _ => {}
        }
        Ok(())
    }

    /// What one byte becomes; `None` for the line feed that follows a carriage return.
    fn clean(&mut self, byte: u8) -> Option<u8> {
        let follows_return = std::mem::replace(&mut self.after_return, byte == b'\r');
        match byte {
            b'\n' if follows_return => None,
            b'\r' => Some(b'\n'),
            _ => Some(byte),
        }
    }

    /// Follows the row, to notice one that never ends.
    fn measure(&mut self, byte: u8) -> io::Result<()> {
        self.cell = match (self.cell, byte) {
            (Cell::Start, b'"') => Cell::Quoted,
            // A doubled quote closes and opens again: `Start` lets the second one open.
            (Cell::Quoted, b'"') => Cell::Start,
            (Cell::Quoted, _) => Cell::Quoted,
            (_, b'\n') => Cell::Start,
            (_, byte) if byte == self.separator => Cell::Start,
            _ => Cell::Plain,
        };
        let ends = byte == b'\n' && self.cell != Cell::Quoted;
        self.row_bytes = if ends { 0 } else { self.row_bytes + 1 };
        if self.row_bytes > self.max_row_bytes {
            let reason = format!(
                "a row is longer than {} bytes; a quote is opened and never closed",
                self.max_row_bytes
            );
            return Err(io::Error::other(reason));
        }
        Ok(())
    }
}

impl<R: Read> Read for CleanBytes<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut written = 0;
        while written < out.len() && !self.ended {
            if self.next == self.filled {
                if written > 0 {
                    break;
                }
                self.fill()?;
            }
            if self.filled == 0 {
                // The last row ends too.
                self.ended = true;
                out[written] = b'\n';
                return Ok(written + 1);
            }
            while self.next < self.filled && written < out.len() {
                let byte = self.chunk[self.next];
                self.next += 1;
                if let Some(byte) = self.clean(byte) {
                    self.measure(byte)?;
                    out[written] = byte;
                    written += 1;
                }
            }
        }
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(bytes: &[u8], max_row: usize) -> io::Result<String> {
        let mut text = String::new();
        CleanBytes::new(bytes, b',', max_row).read_to_string(&mut text)?;
        Ok(text)
    }

    #[test]
    fn line_ends_and_marks_become_regular() {
        assert_eq!(clean(b"a\r\nb\rc\nd", 9).unwrap(), "a\nb\nc\nd\n");
        assert_eq!(clean(b"\xEF\xBB\xBFa\n", 9).unwrap(), "a\n\n");
        assert_eq!(clean(b"", 9).unwrap(), "\n");
        assert_eq!(clean(b"\"a\r\nb\"\r\n", 9).unwrap(), "\"a\nb\"\n\n");
    }

    #[test]
    fn utf_16_is_refused_in_words() {
        for bytes in [b"\xFE\xFF\0a", b"\xFF\xFEa\0"] {
            assert!(clean(bytes, 9).unwrap_err().to_string().contains("UTF-16"));
        }
    }

    #[test]
    fn a_row_may_be_as_long_as_the_limit_and_no_longer() {
        assert!(clean(b"123456789\n123456789\n", 9).is_ok());
        assert!(clean(b"1234567890\n", 9).unwrap_err().to_string().contains("never closed"));
        // Line feeds inside quotes do not end a row; quotes inside plain cells open nothing.
        assert!(clean(b"\"a\nb\nc\nd\ne\nf\n", 9).is_err());
        assert!(clean(b"a \"b\nb\nc\nd\ne\nf\n", 9).is_ok());
        assert!(clean(b"\"a\"\"b\"\n\"a\"\"\n\"\n", 9).is_ok());
    }
}
