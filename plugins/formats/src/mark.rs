//! The mark that some programs put before the first byte of a text.

use std::io::{self, Read};

const UTF_8: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// The same bytes without a mark of UTF-8 before them.
pub(crate) fn without_mark(mut file: impl Read) -> io::Result<impl Read> {
    let mut first = Vec::with_capacity(UTF_8.len());
    file.by_ref().take(UTF_8.len() as u64).read_to_end(&mut first)?;
    if first == UTF_8 {
        first.clear();
    }
    Ok(io::Cursor::new(first).chain(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_goes_and_everything_else_stays() {
        for (bytes, left) in
            [(&b"\xEF\xBB\xBF{}"[..], "{}"), (b"{}", "{}"), (b"", ""), (b"\xC3\xA9t\xC3\xA9", "été")]
        {
            let mut text = String::new();
            without_mark(bytes).unwrap().read_to_string(&mut text).unwrap();
            assert_eq!(text, left);
        }
    }
}
