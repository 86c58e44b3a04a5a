//! The directory of a zip: what the archive says of its files, read before anything is unpacked. At most 1 MiB of it is
//! read, however many files it announces.

use std::io::{self, Read, Seek, SeekFrom};

use super::report::Refusal;
use super::zip_files::ARCHIVE;
use super::zip_numbers::{u16_at, u32_at, u64_at};

/// The end of a zip: its record, and a comment of at most this length.
const END_BYTES: u64 = 22;
const MOST_COMMENT: u64 = 65_535;
/// What stands before the end record where numbers of 32 bits are too small: a pointer to a larger record.
const POINTER_BYTES: u64 = 20;
/// Longest directory: sixty files with long names and comments need a twentieth of it.
const MOST_DIRECTORY: u64 = 1 << 20;
/// Stands for a number that is in the ZIP64 field.
const ELSEWHERE: u64 = 0xFFFF_FFFF;

/// What the directory says of one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Its path, with `/` between folders.
    pub(super) path: String,
    /// How it is packed: 0 not at all, 8 deflate.
    pub(super) method: u16,
    pub(super) encrypted: bool,
    /// True for a symbolic link.
    pub(super) link: bool,
    /// CRC-32 of the unpacked bytes.
    pub(super) crc: u32,
    /// Bytes, packed.
    pub(super) packed: u64,
    /// Bytes, unpacked.
    pub(super) size: u64,
    /// Where its own header begins in the archive.
    pub(super) start: u64,
}

/// Where the directory is, and what is in it.
struct End {
    entries: u64,
    bytes: u64,
    /// Where the zip says that it begins.
    offset: u64,
    /// Where it ends.
    position: u64,
}

/// Reads the directory. Refuses one of more than `most` files, and one that contradicts itself.
pub(super) fn read(reader: &mut (impl Read + Seek), most: usize) -> Result<Vec<Entry>, Refusal> {
    let end = find_end(reader).map_err(unreadable)?;
    if end.entries > most as u64 {
        let reason = format!("{} files, more than {most}; leave out what is not GTFS", end.entries);
        return Err(Refusal::of(ARCHIVE, reason));
    }
    if end.bytes > MOST_DIRECTORY {
        let reason =
            format!("a directory of {} bytes for {} files; make the zip again", end.bytes, end.entries);
        return Err(Refusal::of(ARCHIVE, reason));
    }
    let start = end.position.checked_sub(end.bytes).ok_or_else(|| unreadable(contradicts()))?;
    // What was put before the archive moves every position in it.
    let moved = start.checked_sub(end.offset).ok_or_else(|| unreadable(contradicts()))?;
    let directory = bytes_at(reader, start, end.bytes).map_err(unreadable)?;
    let entries = entries(&directory, end.entries, moved).ok_or_else(|| unreadable(contradicts()))?;
    check_apart(&entries, start)?;
    Ok(entries)
}

fn unreadable(error: io::Error) -> Refusal {
    let reason = format!("not a readable zip ({error}); publish the feed as a plain zip of .txt files");
    Refusal::of(ARCHIVE, reason)
}

fn contradicts() -> io::Error {
    io::Error::other("its directory contradicts itself")
}

fn bytes_at(reader: &mut (impl Read + Seek), start: u64, count: u64) -> io::Result<Vec<u8>> {
    reader.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    reader.take(count).read_to_end(&mut bytes)?;
    if bytes.len() as u64 == count { Ok(bytes) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

/// Looks for the end record in the last 64 KiB: a file that was cut off while it was copied has none.
fn find_end(reader: &mut (impl Read + Seek)) -> io::Result<End> {
    let length = reader.seek(SeekFrom::End(0))?;
    let tail_bytes = length.min(END_BYTES + MOST_COMMENT);
    let tail = bytes_at(reader, length - tail_bytes, tail_bytes)?;
    let found = (0..tail.len()).rev().find(|at| is_end(&tail[*at..]));
    let at = found.ok_or_else(|| io::Error::other("its end is missing: cut off, or no zip at all"))?;
    let record = &tail[at..];
    let position = length - tail_bytes + at as u64;
    let number = |at| u64::from(u32_at(record, at).unwrap_or(0));
    let end = End {
        entries: u64::from(u16_at(record, 10).unwrap_or(0)),
        bytes: number(12),
        offset: number(16),
        position,
    };
    let elsewhere = end.entries == 0xFFFF || end.bytes == ELSEWHERE || end.offset == ELSEWHERE;
    if elsewhere { find_large_end(reader, position) } else { Ok(end) }
}

fn is_end(bytes: &[u8]) -> bool {
    let comment = u16_at(bytes, 20).map(usize::from);
    bytes.starts_with(b"PK\x05\x06")
        && comment.is_some_and(|comment| bytes.len() >= END_BYTES as usize + comment)
}

/// The record of ZIP64, to which a pointer before the end record leads.
fn find_large_end(reader: &mut (impl Read + Seek), end: u64) -> io::Result<End> {
    let pointer = end.checked_sub(POINTER_BYTES).ok_or_else(contradicts)?;
    let pointer = bytes_at(reader, pointer, POINTER_BYTES)?;
    let position =
        u64_at(&pointer, 8).filter(|_| pointer.starts_with(b"PK\x06\x07")).ok_or_else(contradicts)?;
    let record = bytes_at(reader, position, 56)?;
    if !record.starts_with(b"PK\x06\x06") {
        return Err(contradicts());
    }
    let number = |at| u64_at(&record, at).ok_or_else(contradicts);
    Ok(End { entries: number(32)?, bytes: number(40)?, offset: number(48)?, position })
}

/// The entries, if the directory holds just as many as the zip says.
fn entries(directory: &[u8], count: u64, moved: u64) -> Option<Vec<Entry>> {
    let mut rest = directory;
    let mut entries = Vec::new();
    for _ in 0..count {
        let (entry, length) = entry(rest, moved)?;
        entries.push(entry);
        rest = rest.get(length..)?;
    }
    rest.is_empty().then_some(entries)
}

/// One entry, and its length in the directory.
fn entry(bytes: &[u8], moved: u64) -> Option<(Entry, usize)> {
    if !bytes.starts_with(b"PK\x01\x02") {
        return None;
    }
    let lengths = [u16_at(bytes, 28)?, u16_at(bytes, 30)?, u16_at(bytes, 32)?].map(usize::from);
    let (name_end, extra_end) = (46 + lengths[0], 46 + lengths[0] + lengths[1]);
    let name = bytes.get(46..name_end)?;
    let mut large = large_numbers(bytes.get(name_end..extra_end)?);
    let mut number = |at| match u64::from(u32_at(bytes, at)?) {
        ELSEWHERE => large.next(),
        number => Some(number),
    };
    let (size, packed, start) = (number(24)?, number(20)?, number(42)?);
    let made_on_unix = matches!(u16_at(bytes, 4)? >> 8, 3 | 19);
    let entry = Entry {
        path: String::from_utf8_lossy(name).replace('\\', "/"),
        method: u16_at(bytes, 10)?,
        encrypted: u16_at(bytes, 8)? & 1 == 1,
        link: made_on_unix && u32_at(bytes, 38)? >> 28 == 0o12,
        crc: u32_at(bytes, 16)?,
        packed,
        size,
        start: start.checked_add(moved)?,
    };
    Some((entry, extra_end + lengths[2]))
}

/// The numbers of the ZIP64 field, in its order.
fn large_numbers(mut extra: &[u8]) -> impl Iterator<Item = u64> {
    let mut numbers: &[u8] = &[];
    while let (Some(kind), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let Some((field, rest)) = extra[4..].split_at_checked(usize::from(length)) else { break };
        if kind == 1 {
            numbers = field;
        }
        extra = rest;
    }
    numbers.chunks_exact(8).filter_map(|bytes| u64_at(bytes, 0))
}

/// No two files share bytes, and none reaches into the directory: so a zip cannot unpack to more than its bytes allow.
fn check_apart(entries: &[Entry], directory: u64) -> Result<(), Refusal> {
    let mut order: Vec<&Entry> = entries.iter().collect();
    order.sort_by_key(|entry| entry.start);
    let ends = order.iter().map(|entry| entry.start.saturating_add(30).saturating_add(entry.packed));
    let nexts = order.iter().skip(1).map(|entry| entry.start).chain([directory]);
    match order.iter().zip(ends.zip(nexts)).find(|(_, (end, next))| end > next) {
        None => Ok(()),
        Some((entry, _)) => {
            let reason =
                format!("the file {} lies over what comes after it; make the zip again", shown(&entry.path));
            Err(Refusal::of(ARCHIVE, reason))
        }
    }
}

/// A path for messages.
pub(super) fn shown(path: &str) -> String {
    format!("{:?}", path.chars().take(60).collect::<String>())
}
