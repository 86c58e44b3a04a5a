//! One file of a zip, unpacked while it is read and held to what the directory says of it.

use std::io::{self, Read, Seek, SeekFrom};

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::zip_directory::Entry;
use super::zip_numbers::u16_at;

/// Length of a file's own header, without its name and extra fields.
const HEADER: usize = 30;

/// The unpacked bytes. More than the directory says is an error as soon as they come; fewer, or others, at the end.
pub(super) struct Unpacked<'a> {
    inner: Box<dyn Read + 'a>,
    left: u64,
    crc: Crc,
    expected_crc: u32,
}

impl<'a> Unpacked<'a> {
    /// Opens a file. What cannot be unpacked at all is refused before (see `zip_files.rs`).
    pub(super) fn open(reader: &'a mut (impl Read + Seek), entry: &Entry) -> io::Result<Self> {
        reader.seek(SeekFrom::Start(entry.start))?;
        let mut header = [0; HEADER];
        reader.read_exact(&mut header)?;
        let lengths = [u16_at(&header, 26), u16_at(&header, 28)].map(|length| u64::from(length.unwrap_or(0)));
        if !header.starts_with(b"PK\x03\x04") {
            return Err(io::Error::other("it is not where the zip says"));
        }
        let start = entry.start + HEADER as u64 + lengths[0] + lengths[1];
        reader.seek(SeekFrom::Start(start))?;
        let packed = reader.take(entry.packed);
        let inner: Box<dyn Read> =
            if entry.method == 0 { Box::new(packed) } else { Box::new(DeflateDecoder::new(packed)) };
        Ok(Self { inner, left: entry.size, crc: Crc::new(), expected_crc: entry.crc })
    }

    fn check_end(&self) -> io::Result<()> {
        if self.left > 0 {
            return Err(io::Error::other("the file is shorter than the zip says; make the zip again"));
        }
        if self.crc.sum() != self.expected_crc {
            return Err(io::Error::other("the file is damaged (its check sum is wrong); make the zip again"));
        }
        Ok(())
    }
}

impl Read for Unpacked<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        if count == 0 && !out.is_empty() {
            self.check_end()?;
        }
        let longer = || io::Error::other("the file is longer than the zip says; make the zip again");
        self.left = self.left.checked_sub(count as u64).ok_or_else(longer)?;
        self.crc.update(&out[..count]);
        Ok(count)
    }
}
