//! Bytes to words: UTF-8, else Windows-1252, which old spreadsheets write; UTF-16 where the file begins with its mark.

use std::io::{self, Cursor, Read};

use csv::ByteRecord;

/// What Windows-1252 writes where Latin-1 has control characters.
const WINDOWS_80_TO_9F: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The cells of a row as words without NUL; true if they were not UTF-8.
pub(super) fn plain_words(record: &ByteRecord) -> (Vec<String>, bool) {
    let is_old = std::str::from_utf8(record.as_slice()).is_err();
    let cell = |bytes: &[u8]| match is_old {
        true => bytes.iter().copied().map(windows_1252).filter(|c| *c != '\0').collect(),
        false => String::from_utf8_lossy(bytes).replace('\0', ""),
    };
    (record.iter().map(cell).collect(), is_old)
}

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9F => WINDOWS_80_TO_9F[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

/// The same bytes; those of UTF-16 as UTF-8. Memory: such a file whole, of which only spreadsheets write any.
pub(super) fn without_utf_16(mut file: impl Read) -> io::Result<impl Read> {
    let mut first = Vec::with_capacity(2);
    file.by_ref().take(2).read_to_end(&mut first)?;
    let from_bytes: fn([u8; 2]) -> u16 = match first[..] {
        [0xFF, 0xFE] => u16::from_le_bytes,
        [0xFE, 0xFF] => u16::from_be_bytes,
        _ => return Ok(Cursor::new(first).chain(Either::File(file))),
    };
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let units = bytes.chunks_exact(2).map(|pair| from_bytes([pair[0], pair[1]]));
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    Ok(Cursor::new(Vec::new()).chain(Either::Text(Cursor::new(text.into_bytes()))))
}

/// A file as it came, or as it was written anew.
enum Either<R> {
    File(R),
    Text(Cursor<Vec<u8>>),
}

impl<R: Read> Read for Either<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Either::File(file) => file.read(buffer),
            Either::Text(text) => text.read(buffer),
        }
    }
}
