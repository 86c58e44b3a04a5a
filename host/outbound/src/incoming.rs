//! A body on its way in: counted as it comes over the line, decoded piece by piece, and counted again.

use std::io::Write;

use flate2::write::MultiGzDecoder;

use crate::error::OutboundError;
use crate::spool::{Spool, Spooled};

/// Packed bytes that are decoded at a time: at gzip's best ratio a megabyte of memory.
const STEP: usize = 1024;

/// How the bytes are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Plain,
    Gzip,
}

impl Encoding {
    /// Reads the header `content-encoding`. Only gzip was offered.
    pub(crate) fn named(header: Option<&str>) -> Result<Self, String> {
        match header.map(str::to_ascii_lowercase).as_deref() {
            None | Some("" | "identity") => Ok(Encoding::Plain),
            Some("gzip" | "x-gzip") => Ok(Encoding::Gzip),
            Some(other) => Err(format!("it answers in the encoding {other:?}, gzip was offered")),
        }
    }
}

/// A body that is arriving.
pub(crate) struct Incoming {
    spool: Spool,
    unpacker: Option<MultiGzDecoder<Vec<u8>>>,
    line_bytes: u64,
    most_line_bytes: u64,
}

impl Incoming {
    pub(crate) fn new(spool: Spool, encoding: Encoding) -> Self {
        // What does not pack well grows a little. Blocks that unpack to nothing could otherwise come for ever.
        let most_line_bytes = spool.most_bytes().saturating_add(spool.most_bytes() / 64).saturating_add(1024);
        let unpacker = (encoding == Encoding::Gzip).then(|| MultiGzDecoder::new(Vec::new()));
        Self { spool, unpacker, line_bytes: 0, most_line_bytes }
    }

    /// Takes the next bytes of the line.
    pub(crate) async fn take(&mut self, piece: &[u8]) -> Result<(), OutboundError> {
        self.line_bytes = self.line_bytes.saturating_add(piece.len() as u64);
        if self.line_bytes > self.most_line_bytes {
            return Err(self.spool.too_large());
        }
        let Some(unpacker) = &mut self.unpacker else { return self.spool.write(piece).await };
        for step in piece.chunks(STEP) {
            unpacker.write_all(step).map_err(|error| self.spool.broken(&error))?;
            self.spool.write(unpacker.get_ref()).await?;
            unpacker.get_mut().clear();
        }
        Ok(())
    }

    /// The finished body. An error if what was packed breaks off.
    pub(crate) async fn finish(mut self) -> Result<Spooled, OutboundError> {
        if let Some(unpacker) = self.unpacker.take().filter(|_| self.line_bytes > 0) {
            let rest = unpacker.finish().map_err(|error| self.spool.broken(&error))?;
            self.spool.write(&rest).await?;
        }
        self.spool.finish().await
    }
}
