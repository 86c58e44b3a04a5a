//! Bodies on disk: counted, hashed and cut off while they arrive, then read in pieces.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

use sha2::{Digest, Sha256};
use tokio::io::{AsyncWriteExt, BufWriter};

use crate::error::OutboundError;

/// Bytes collected before they are written.
const BUFFER: usize = 256 * 1024;

/// A body that is arriving. Its file has no name: nothing is left behind, however the hub ends.
pub(crate) struct Spool {
    file: BufWriter<tokio::fs::File>,
    hash: Sha256,
    length: u64,
    max_bytes: u64,
    name: String,
    folder: String,
}

impl Spool {
    /// An empty body in `folder` that takes at most `max_bytes`; errors call it `name`.
    pub(crate) async fn create(folder: &Path, name: String, max_bytes: u64) -> Result<Self, OutboundError> {
        let path = folder.to_owned();
        let folder = folder.display().to_string();
        let file = tokio::task::spawn_blocking(move || tempfile::tempfile_in(path))
            .await
            .unwrap_or_else(|e| Err(io::Error::other(e)))
            .map_err(|reason| OutboundError::Spool { folder: folder.clone(), reason })?;
        let file = BufWriter::with_capacity(BUFFER, tokio::fs::File::from_std(file));
        Ok(Self { file, hash: Sha256::new(), length: 0, max_bytes, name, folder })
    }

    /// Takes the next bytes, or none of them if they would go past the limit.
    pub(crate) async fn write(&mut self, bytes: &[u8]) -> Result<(), OutboundError> {
        let length = self.length.saturating_add(bytes.len() as u64);
        if length > self.max_bytes {
            return Err(self.too_large());
        }
        self.length = length;
        self.hash.update(bytes);
        let written = self.file.write_all(bytes).await;
        written.map_err(|reason| OutboundError::Spool { folder: self.folder.clone(), reason })
    }

    /// The limit.
    pub(crate) fn most_bytes(&self) -> u64 {
        self.max_bytes
    }

    /// The error of a body that goes past the limit.
    pub(crate) fn too_large(&self) -> OutboundError {
        OutboundError::TooLarge { name: self.name.clone(), max_bytes: self.max_bytes }
    }

    /// The error of a body that cannot be decoded.
    pub(crate) fn broken(&self, error: &io::Error) -> OutboundError {
        OutboundError::Failed { host: self.name.clone(), reason: format!("its gzip is broken: {error}") }
    }

    /// The finished body.
    pub(crate) async fn finish(mut self) -> Result<Spooled, OutboundError> {
        let flushed = self.file.flush().await;
        flushed.map_err(|reason| OutboundError::Spool { folder: self.folder, reason })?;
        Ok(Spooled {
            file: self.file.into_inner().into_std().await,
            length: self.length,
            digest: format!("{:x}", self.hash.finalize()),
        })
    }
}

/// A body that has arrived.
#[derive(Debug)]
pub(crate) struct Spooled {
    file: File,
    pub(crate) length: u64,
    pub(crate) digest: String,
}

impl Spooled {
    /// At most `length` bytes from `offset`; fewer only at the end.
    pub(crate) fn read_at(&self, offset: u64, length: usize) -> io::Result<Vec<u8>> {
        let left = self.length.saturating_sub(offset);
        let mut bytes = vec![0; length.min(usize::try_from(left).unwrap_or(usize::MAX))];
        self.file.read_exact_at(&mut bytes, offset)?;
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_body_is_read_back_in_pieces() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut spool = Spool::create(folder.path(), "a".into(), 11).await.expect("a spool");
        spool.write(b"hello ").await.expect("room");
        spool.write(b"world").await.expect("exactly the limit");
        let body = spool.finish().await.expect("a body");
        assert_eq!(body.length, 11);
        // From sha256sum.
        assert_eq!(body.digest, "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9");
        assert_eq!(body.read_at(6, 3).expect("bytes"), b"wor");
        assert_eq!(body.read_at(6, usize::MAX).expect("the rest"), b"world");
        assert_eq!(body.read_at(11, 1).expect("the end"), b"");
        assert_eq!(body.read_at(u64::MAX, 1).expect("past the end"), b"");
    }

    #[tokio::test]
    async fn one_byte_too_many_is_refused_and_never_on_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        let max = 1_000_000;
        let mut spool = Spool::create(folder.path(), "big.example".into(), max).await.expect("a spool");
        let error = loop {
            if let Err(error) = spool.write(&[7; 3_333]).await {
                break error;
            }
        };
        assert_eq!(error.to_string(), "big.example holds more than the 1000000 bytes allowed");
        spool.file.flush().await.expect("a flush");
        let on_disk = spool.file.get_ref().metadata().await.expect("a size").len();
        assert!(on_disk <= max && on_disk > max - 3_333, "{on_disk} bytes on disk");
    }

    #[tokio::test]
    async fn a_folder_that_is_missing_is_named() {
        let error = Spool::create(Path::new("/nowhere/at/all"), "a".into(), 1).await.err().expect("an error");
        assert!(error.to_string().contains("/nowhere/at/all"), "{error}");
    }
}
