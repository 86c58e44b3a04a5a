//! A writer of zips that can lie: about sizes, places, names, counts.

use std::io::{Read, Write};

use flate2::write::DeflateEncoder;
use flate2::{Compress, Compression, Crc, FlushCompress};

/// From here on a number is written in a field of ZIP64.
const LARGE: u64 = 0xFFFF_FFFF;

/// One file of a zip, and what is said of it.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its path.
    pub name: String,
    /// Bit 0: encrypted.
    pub flags: u16,
    /// 0 stored, 8 deflate.
    pub method: u16,
    /// Check sum of the unpacked bytes.
    pub crc: u32,
    /// The packed bytes.
    pub packed: Vec<u8>,
    /// How many bytes are said to be packed.
    pub says_packed: u64,
    /// How many bytes are said to come out.
    pub says_size: u64,
    /// Attributes of the file on Unix: type and permissions.
    pub mode: u32,
    /// Where it is said to begin, if not where it does.
    pub says_start: Option<u64>,
}

impl Member {
    /// A file packed without a lie.
    pub fn deflated(name: &str, mut content: impl Read) -> Member {
        let (mut packer, mut crc) = (DeflateEncoder::new(Vec::new(), Compression::fast()), Crc::new());
        let (mut piece, mut size) = (vec![0; 1 << 16], 0);
        loop {
            let count = content.read(&mut piece).unwrap();
            if count == 0 {
                break;
            }
            crc.update(&piece[..count]);
            packer.write_all(&piece[..count]).unwrap();
            size += count as u64;
        }
        Member { crc: crc.sum(), says_size: size, ..Member::of(name, 8, packer.finish().unwrap()) }
    }

    /// A file that is not packed, without a lie.
    pub fn stored(name: &str, content: Vec<u8>) -> Member {
        let mut crc = Crc::new();
        crc.update(&content);
        Member { crc: crc.sum(), says_size: content.len() as u64, ..Member::of(name, 0, content) }
    }

    /// A file of these bytes again and again, packed as densely as can be. Its check sum is wrong: nobody reads so far.
    pub fn endless(name: &str, bytes: &[u8], times: usize) -> Member {
        let mut packer = Compress::new(Compression::best(), false);
        let mut block = Vec::with_capacity(bytes.len() + 1024);
        // After a full flush the packer knows nothing of what came before: the block may be repeated.
        packer.compress_vec(bytes, &mut block, FlushCompress::Full).unwrap();
        let mut packed = block.repeat(times);
        packed.extend_from_slice(&[0x03, 0x00]);
        Member { says_size: (bytes.len() * times) as u64, ..Member::of(name, 8, packed) }
    }

    fn of(name: &str, method: u16, packed: Vec<u8>) -> Member {
        let says_packed = packed.len() as u64;
        Member {
            name: name.to_owned(),
            flags: 0,
            method,
            crc: 0,
            packed,
            says_packed,
            says_size: 0,
            mode: 0o100_644,
            says_start: None,
        }
    }

    /// Its own header, before its bytes.
    fn header(&self) -> Vec<u8> {
        let mut out = b"PK\x03\x04".to_vec();
        out.extend(self.common(LARGE));
        out.extend(0_u16.to_le_bytes());
        out.extend(self.name.as_bytes());
        out
    }

    /// Its line in the directory, numbers from `large` on in a field of ZIP64.
    fn line(&self, start: u64, from: u64) -> Vec<u8> {
        let start = self.says_start.unwrap_or(start);
        let large: Vec<u64> =
            [self.says_size, self.says_packed, start].into_iter().filter(|n| *n >= from).collect();
        let mut out = b"PK\x01\x02".to_vec();
        out.extend((3_u16 << 8 | 45).to_le_bytes());
        out.extend(self.common(from));
        let field = if large.is_empty() { 0 } else { 4 + 8 * large.len() as u16 };
        out.extend(field.to_le_bytes());
        out.extend([0; 6]);
        out.extend((self.mode << 16).to_le_bytes());
        out.extend(small(start, from).to_le_bytes());
        out.extend(self.name.as_bytes());
        if !large.is_empty() {
            out.extend(1_u16.to_le_bytes());
            out.extend((8 * large.len() as u16).to_le_bytes());
            out.extend(large.iter().flat_map(|n| n.to_le_bytes()));
        }
        out
    }

    /// What both headers say alike, up to the length of the name.
    fn common(&self, from: u64) -> Vec<u8> {
        let mut out = Vec::new();
        for number in [45, self.flags, self.method, 0, 0x21] {
            out.extend(number.to_le_bytes());
        }
        for number in [self.crc, small(self.says_packed, from), small(self.says_size, from)] {
            out.extend(number.to_le_bytes());
        }
        out.extend((self.name.len() as u16).to_le_bytes());
        out
    }
}

/// The number below `large`, else the mark that it is elsewhere.
fn small(number: u64, large: u64) -> u32 {
    if number >= large { u32::MAX } else { number as u32 }
}

/// What the end of the zip says of its directory.
#[derive(Clone, Copy, Debug)]
pub struct End {
    /// Files.
    pub files: u64,
    /// Bytes of the directory.
    pub bytes: u64,
    /// Where it begins.
    pub start: u64,
}

/// A zip of these files.
pub fn zip(members: &[Member]) -> Vec<u8> {
    zip_that_says(members, |end| end)
}

/// A zip of these files whose every number is in a field of ZIP64.
pub fn zip_of_large_numbers(members: &[Member]) -> Vec<u8> {
    write(members, 0, |end| end)
}

/// A zip of these files, whose end says something else of its directory.
pub fn zip_that_says(members: &[Member], lie: impl Fn(End) -> End) -> Vec<u8> {
    write(members, LARGE, lie)
}

fn write(members: &[Member], large: u64, lie: impl Fn(End) -> End) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for member in members {
        directory.extend(member.line(out.len() as u64, large));
        out.extend(member.header());
        out.extend(&member.packed);
    }
    let start = out.len() as u64;
    let end = End { files: members.len() as u64, bytes: directory.len() as u64, start };
    out.extend(directory);
    out.extend(end_of(lie(end), out.len() as u64, large));
    out
}

/// A zip that announces `says` files and has a directory of `files` empty ones.
pub fn zip_of_many(files: usize, says: u64) -> Vec<u8> {
    let line = Member::of("x", 0, Vec::new()).line(0, LARGE);
    let mut out = line.repeat(files);
    let end = End { files: says, bytes: out.len() as u64, start: 0 };
    out.extend(end_of(end, out.len() as u64, LARGE));
    out
}

/// The end: a record of ZIP64 and a pointer to it where numbers are large, and the plain record.
fn end_of(end: End, position: u64, large: u64) -> Vec<u8> {
    let mut out = Vec::new();
    if end.files >= large.min(0xFFFF) || end.bytes >= large || end.start >= large {
        out.extend(b"PK\x06\x06");
        out.extend(44_u64.to_le_bytes());
        out.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        out.extend([end.files, end.files, end.bytes, end.start].iter().flat_map(|n| n.to_le_bytes()));
        out.extend(b"PK\x06\x07");
        out.extend(0_u32.to_le_bytes());
        out.extend(position.to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
    let files = small(end.files, large.min(0xFFFF)) as u16;
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([files, files].iter().flat_map(|n| n.to_le_bytes()));
    out.extend([small(end.bytes, large), small(end.start, large)].iter().flat_map(|n| n.to_le_bytes()));
    out.extend([0; 2]);
    out
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// Without a lie, what is forged is a sound zip to another reader.
    #[test]
    fn a_forged_zip_without_a_lie_is_sound() {
        let members = [
            Member::deflated("a.txt", &b"hello hello hello"[..]),
            Member::stored("b.txt", b"there".to_vec()),
        ];
        let mut read = zip::ZipArchive::new(Cursor::new(zip(&members))).unwrap();
        for (name, text) in [("a.txt", "hello hello hello"), ("b.txt", "there")] {
            let mut found = String::new();
            read.by_name(name).unwrap().read_to_string(&mut found).unwrap();
            assert_eq!(found, text);
        }
        assert_eq!(zip::ZipArchive::new(Cursor::new(zip_of_many(70_000, 70_000))).unwrap().len(), 1);
    }

    #[test]
    fn an_endless_file_unpacks_to_what_it_says() {
        let member = Member::endless("a", &[b'x'; 100_000], 20);
        let mut unpacked = Vec::new();
        flate2::read::DeflateDecoder::new(&member.packed[..]).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked.len() as u64, member.says_size);
        assert!(member.packed.len() * 300 < unpacked.len());
    }
}
