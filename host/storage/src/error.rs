//! The one error of every store.

use std::path::{Path, PathBuf};

/// Why a store could not do what was asked. After `Full`, `ReadOnly`, `Io` and `Busy` nothing of a write is kept, unless
/// its commit itself failed: then it is kept whole or not at all. Writes succeed again once the cause is gone.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// There is no such record.
    #[error("{0} not found")]
    NotFound(String),
    /// The database could not be opened: which file, why, what to do.
    #[error("cannot open the database: {0}")]
    Open(String),
    /// There is no space left. Reading still works.
    #[error("the disk is full: free space in {disk} and try again [{said}]", disk = .0.folder(), said = .0.said)]
    Full(Disk),
    /// The file, its folder or its disk cannot be written. Reading still works.
    #[error("the disk is read-only: make {disk} writable and try again [{said}]", disk = .0.folder(), said = .0.said)]
    ReadOnly(Disk),
    /// The disk failed to read, write or sync.
    #[error("the disk reports an input/output error: check the disk of {disk} [{said}]", disk = .0.folder(), said = .0.said)]
    Io(Disk),
    /// Another process or call kept the database for too long: who, and what to do.
    #[error("{0}")]
    Busy(String),
    /// The database failed in another way.
    #[error("the database failed: {0}")]
    Failed(String),
    /// A record cannot be read: the table, the record, what is wrong.
    #[error("the database holds a record that cannot be read: {0}")]
    Corrupt(String),
    /// A record that was given cannot be kept as it is: which one, what is wrong with it.
    #[error("the record cannot be stored: {0}")]
    Refused(String),
}

/// A disk in trouble.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Disk {
    /// The folder of the database, once it is known.
    pub folder: Option<PathBuf>,
    /// What the driver said, for those who look for it.
    pub said: String,
}

impl Disk {
    fn folder(&self) -> std::path::Display<'_> {
        self.folder.as_deref().unwrap_or(Path::new("the data folder")).display()
    }
}

impl StorageError {
    /// The same error, with the folder in which the disk is in trouble.
    #[must_use]
    pub fn in_folder(mut self, path: &Path) -> Self {
        if let StorageError::Full(disk) | StorageError::ReadOnly(disk) | StorageError::Io(disk) = &mut self {
            disk.folder = Some(path.to_owned());
        }
        self
    }

    /// True if the fault lies with the machine and not with what was asked: the same call may succeed later.
    pub fn may_pass(&self) -> bool {
        use StorageError as E;
        matches!(self, E::Full(_) | E::ReadOnly(_) | E::Io(_) | E::Busy(_) | E::Failed(_))
    }
}
