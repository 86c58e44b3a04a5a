//! Files that the operator named as a source.

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::Path;

use tokio::fs::File;
use tokio::io::AsyncReadExt;

use crate::error::OutboundError;
use crate::spool::{Spool, Spooled};

/// Copies the file, so that what is read later is one state of it even if somebody replaces or rewrites it
/// meanwhile.
pub(crate) async fn copy(path: &Path, folder: &Path, max_bytes: u64) -> Result<Spooled, OutboundError> {
    let name = format!("the file {}", path.display());
    let mut file = open(path).await?;
    let before = file.metadata().await.map_err(|e| io_error(path, &e))?;
    if before.len() > max_bytes {
        return Err(OutboundError::TooLarge { name, max_bytes });
    }
    let mut spool = Spool::create(folder, name, max_bytes).await?;
    let mut piece = vec![0; 256 * 1024];
    loop {
        let length = file.read(&mut piece).await.map_err(|e| io_error(path, &e))?;
        if length == 0 {
            break;
        }
        spool.write(&piece[..length]).await?;
    }
    let after = file.metadata().await.map_err(|e| io_error(path, &e))?;
    if changed(&before, &after) {
        return Err(file_error(
            path,
            "was written to while it was read; it is read again at the next refresh",
        ));
    }
    spool.finish().await
}

/// Opens a regular file. Looks before it opens: opening a pipe would wait for somebody to write into it.
async fn open(path: &Path) -> Result<File, OutboundError> {
    let found = tokio::fs::metadata(path).await.map_err(|e| io_error(path, &e))?;
    if found.is_dir() {
        return Err(file_error(path, "is a folder; name one file in it"));
    }
    if !found.is_file() {
        return Err(file_error(path, "is a device, pipe or socket; name a regular file"));
    }
    File::open(path).await.map_err(|e| io_error(path, &e))
}

fn changed(before: &Metadata, after: &Metadata) -> bool {
    before.len() != after.len() || before.modified().ok() != after.modified().ok()
}

fn file_error(path: &Path, reason: &str) -> OutboundError {
    OutboundError::File { path: path.display().to_string(), reason: reason.to_owned() }
}

fn io_error(path: &Path, error: &io::Error) -> OutboundError {
    match error.kind() {
        ErrorKind::NotFound => file_error(path, "does not exist"),
        ErrorKind::PermissionDenied => file_error(path, "may not be read by the user that runs the hub"),
        _ => file_error(path, &format!("cannot be read: {error}")),
    }
}
