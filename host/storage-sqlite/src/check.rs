//! Looking at a file without changing it: which SQLite this program has, and whether the file is whole.

use std::path::Path;

use parvis_storage::StorageError;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

use crate::error::{code, sqlite_code};
use crate::open::check_library;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileCheck {
    /// Version of the SQLite in this program.
    pub library: String,
    /// Why that version must not be used.
    pub library_fault: Option<String>,
    /// What is wrong with the file, at most ten lines; none if it is whole.
    pub faults: Vec<String>,
}

/// Reads the whole file once (`PRAGMA quick_check`), some seconds for each gigabyte. A hub may run meanwhile.
/// `Open` if the file cannot be read.
pub async fn check(path: &Path) -> Result<FileCheck, StorageError> {
    let refuse = |error: sqlx::Error| StorageError::Open(format!("{}: {error}", path.display()));
    let library = library().await.map_err(refuse)?;
    let faults = match faults(path).await {
        Ok(faults) => faults,
        // Too damaged to be looked through, or no database.
        Err(error) if matches!(sqlite_code(&error), Some(code::CORRUPT | code::NOTADB)) => {
            vec![error.to_string()]
        }
        Err(error) => return Err(refuse(error)),
    };
    Ok(FileCheck { library_fault: check_library(&library).err(), library, faults })
}

async fn library() -> Result<String, sqlx::Error> {
    let mut nowhere = SqliteConnection::connect("sqlite::memory:").await?;
    sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut nowhere).await
}

async fn faults(path: &Path) -> Result<Vec<String>, sqlx::Error> {
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let lines: Vec<String> = sqlx::query_scalar("PRAGMA quick_check(10)").fetch_all(&mut connection).await?;
    connection.close().await?;
    Ok(lines.into_iter().filter(|line| line != "ok").collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SqliteStorage;

    #[tokio::test]
    async fn a_whole_file_is_told_from_a_damaged_one() {
        let folder = std::env::temp_dir().join(format!("parvis-check-{}", std::process::id()));
        let path = folder.join("hub.db");
        let store = SqliteStorage::open(&path).await.expect("opened");
        assert_eq!(check(&path).await.expect("read while open").faults, Vec::<String>::new());
        store.close().await;
        let found = check(&path).await.expect("read");
        assert_eq!((found.faults.len(), found.library_fault), (0, None));
        let mut bytes = std::fs::read(&path).expect("file");
        bytes[4096..].fill(0xab);
        std::fs::write(&path, bytes).expect("damaged");
        assert!(!check(&path).await.expect("read").faults.is_empty());
        std::fs::write(&path, "no database at all, and long enough to be looked at").expect("written");
        assert!(!check(&path).await.expect("read").faults.is_empty());
        assert!(check(&folder.join("nothing")).await.is_err());
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
