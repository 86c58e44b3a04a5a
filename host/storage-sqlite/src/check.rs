//! Looking at a file without changing it: which SQLite this program has, and whether the file is whole.

use std::path::Path;

use parvis_storage::StorageError;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Connection, SqliteConnection};

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
    let options = SqliteConnectOptions::new().filename(path).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await.map_err(refuse)?;
    let library: String =
        sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut connection).await.map_err(refuse)?;
    let found = sqlx::query_scalar::<_, String>("PRAGMA quick_check(10)").fetch_all(&mut connection).await;
    let faults = match found {
        Ok(lines) => lines.into_iter().filter(|line| line != "ok").collect(),
        // A file that is too damaged to be looked through, or no database.
        Err(sqlx::Error::Database(error)) => vec![error.to_string()],
        Err(error) => return Err(refuse(error)),
    };
    connection.close().await.map_err(refuse)?;
    Ok(FileCheck { library_fault: check_library(&library).err(), library, faults })
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
