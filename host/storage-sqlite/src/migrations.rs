//! Migrations: the files of `migrations/`, run in order when the file is opened.
//!
//! Our own runner because sqlx's takes no lock on SQLite: two processes that open a new file at once would both
//! create its tables. Here the version is read and the files are run in one `BEGIN IMMEDIATE` transaction.

use sqlx::{AssertSqlSafe, Sqlite, Transaction};

/// Every migration, oldest first. The n-th brings the file to version n.
const MIGRATIONS: [&str; 2] =
    [include_str!("../migrations/0001_first.sql"), include_str!("../migrations/0002_connectors.sql")];

/// Marks the file as ours ("PARV"), kept in its header.
const APPLICATION_ID: i64 = 0x5041_5256;

/// Why a file is not migrated.
pub(crate) enum MigrationError {
    /// It cannot be used: why, and what to do.
    Refused(String),
    /// A statement failed.
    Failed(sqlx::Error),
}

impl From<sqlx::Error> for MigrationError {
    fn from(error: sqlx::Error) -> Self {
        MigrationError::Failed(error)
    }
}

/// Brings the file to the newest version. Refuses files of other programs and of newer versions of this one.
pub(crate) async fn run(transaction: &mut Transaction<'static, Sqlite>) -> Result<(), MigrationError> {
    let version = version(transaction).await?;
    let known = MIGRATIONS.len();
    let done = usize::try_from(version).ok().filter(|done| *done <= known);
    let Some(done) = done else {
        return Err(MigrationError::Refused(format!(
            "it was written by a newer version of Parvis (its version is {version}, this program knows {known}); \
             use that version or restore a backup made before it"
        )));
    };
    for sql in &MIGRATIONS[done..] {
        sqlx::raw_sql(*sql).execute(&mut **transaction).await?;
    }
    if done < known {
        // A pragma takes no parameters; both values are our own numbers.
        let marks = format!("PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {known};");
        sqlx::raw_sql(AssertSqlSafe(marks)).execute(&mut **transaction).await?;
    }
    Ok(())
}

/// The file's version; 0 for an empty file.
async fn version(transaction: &mut Transaction<'static, Sqlite>) -> Result<i64, MigrationError> {
    let mut number =
        async |sql: &'static str| sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut **transaction).await;
    let application = number("PRAGMA application_id").await?;
    let tables = number("SELECT count(*) FROM sqlite_schema").await?;
    if application != APPLICATION_ID && (application, tables) != (0, 0) {
        return Err(MigrationError::Refused(
            "it is the database of another program; name another file or move this one away".into(),
        ));
    }
    Ok(number("PRAGMA user_version").await?)
}
