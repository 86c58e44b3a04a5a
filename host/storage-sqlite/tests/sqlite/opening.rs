//! Opening: what is created, what is kept, what is refused and with which words.

use std::path::Path;

use parvis_storage::{Storage, StorageError};
use parvis_storage_sqlite::SqliteStorage;
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, SqliteConnection};

use crate::folder::Folder;
use crate::suite::records::{batch, features, plugin, publish, read_all, sweep_all};

/// A plain connection, for what no method of the store does.
async fn raw(path: &Path) -> SqliteConnection {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).create_if_missing(true);
    options.connect().await.expect("a plain connection")
}

async fn execute(path: &Path, sql: &str) {
    let mut connection = raw(path).await;
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut connection).await.expect(sql);
    connection.close().await.expect("closed");
}

async fn number(path: &Path, sql: &str) -> i64 {
    let mut connection = raw(path).await;
    sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut connection).await.expect(sql)
}

/// The refusal's words, which must name the file.
async fn refusal(path: &Path) -> String {
    match SqliteStorage::open(path).await {
        Err(StorageError::Open(why)) => {
            assert!(why.contains(&path.display().to_string()), "the file is not named: {why}");
            why
        }
        other => panic!("{} was not refused: {other:?}", path.display()),
    }
}

#[tokio::test]
async fn folders_are_created_and_what_was_written_is_kept() {
    let folder = Folder::new();
    let path = folder.path("new/data/hub.db");
    let store = SqliteStorage::open(&path).await.expect("opened");
    store.install_plugin(&plugin("transport", "aa"), b"one").await.expect("installed");
    publish(&store, features(0, 10)).await;
    store.close().await;
    let store = SqliteStorage::open(&path).await.expect("opened again");
    assert_eq!(store.plugins().await.expect("plugins"), [plugin("transport", "aa")]);
    assert_eq!(read_all(&store).await, features(0, 10));
    assert_eq!(store.last_change().await.expect("number"), 2);
}

#[tokio::test]
async fn a_new_file_opened_by_several_at_once_is_migrated_once() {
    let folder = Folder::new();
    let path = folder.path("hub.db");
    let open = || async { SqliteStorage::open(&path).await.map(drop) };
    let (a, b, c, d) = tokio::join!(open(), open(), open(), open());
    for result in [a, b, c, d] {
        result.expect("opened");
    }
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_refused() {
    let folder = Folder::new();
    folder.open().await.close().await;
    let path = folder.path("hub.db");
    execute(&path, "PRAGMA user_version = 4000").await;
    let why = refusal(&path).await;
    assert!(why.contains("newer version") && why.contains("4000") && why.contains("backup"), "{why}");
}

#[tokio::test]
async fn a_database_of_another_program_is_refused_and_left_alone() {
    let folder = Folder::new();
    let path = folder.path("other.db");
    execute(&path, "CREATE TABLE theirs (a)").await;
    let before = std::fs::read(&path).expect("bytes");
    assert!(refusal(&path).await.contains("another program"));
    assert!(std::fs::read(&path).expect("bytes") == before, "the file was changed");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let folder = Folder::new();
    let path = folder.path("letter.txt");
    let text = "Chère Madame, ".repeat(1_000);
    std::fs::write(&path, &text).expect("written");
    assert!(refusal(&path).await.contains("not a SQLite database"));
    assert_eq!(std::fs::read_to_string(&path).expect("text"), text);
}

#[tokio::test]
async fn a_folder_that_cannot_be_used_is_refused() {
    let folder = Folder::new();
    std::fs::write(folder.path("file"), "").expect("written");
    assert!(refusal(&folder.path("file/hub.db")).await.contains("folder cannot be created"));
    std::fs::create_dir(folder.path("hub.db")).expect("a folder where the file should be");
    assert!(refusal(&folder.path("hub.db")).await.contains("cannot be opened"));
}

/// Root may write anywhere, but nobody may create files in `/proc`.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_folder_that_cannot_be_written_is_refused() {
    let why = refusal(Path::new("/proc/hub.db")).await;
    assert!(why.contains("folder exists and is writable"), "{why}");
}

#[tokio::test]
async fn a_file_locked_by_another_process_is_refused_after_the_timeout() {
    let folder = Folder::new();
    folder.open().await.close().await;
    let path = folder.path("hub.db");
    let mut other = raw(&path).await;
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.expect("locked");
    let started = std::time::Instant::now();
    assert!(refusal(&path).await.contains("another process kept the write lock"));
    assert!((4..10).contains(&started.elapsed().as_secs()), "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_damaged_record_is_named() {
    let folder = Folder::new();
    let store = folder.open().await;
    let generation = publish(&store, features(0, 10)).await;
    execute(&folder.path("hub.db"), "UPDATE part_batch SET body = x'7b'; UPDATE source SET info = '['").await;
    let part = crate::suite::records::part(generation, "departures");
    let read = store.read_part(&part, &mut |_| ()).await;
    assert!(matches!(&read, Err(StorageError::Corrupt(why)) if why.contains("part_batch 1")), "{read:?}");
    let sources = store.sources().await;
    assert!(
        matches!(&sources, Err(StorageError::Corrupt(why)) if why.contains("source transport.gtfs")),
        "{sources:?}"
    );
}

#[tokio::test]
async fn the_file_is_in_wal_mode_and_ours() {
    let folder = Folder::new();
    let _store = folder.open().await;
    let mut connection = raw(&folder.path("hub.db")).await;
    let mode: String =
        sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut connection).await.expect("mode");
    assert_eq!(mode, "wal");
    assert_ne!(number(&folder.path("hub.db"), "PRAGMA application_id").await, 0);
}

#[tokio::test]
async fn a_swept_generation_leaves_no_row() {
    let folder = Folder::new();
    let store = folder.open().await;
    for _ in 0..3 {
        publish(&store, features(0, 10)).await;
    }
    let killed = store.begin_publication("transport", "gtfs").await.expect("begun");
    store.add_features(killed, batch("departures", features(0, 10))).await.expect("added");
    drop(store);
    let store = folder.open().await;
    sweep_all(&store, &[]).await;
    for table in ["generation", "part", "part_batch"] {
        let sql = format!("SELECT count(*) FROM {table}");
        assert_eq!(number(&folder.path("hub.db"), &sql).await, 1, "{table}");
    }
}

#[tokio::test]
async fn a_component_that_no_plugin_names_is_swept_after_an_hour() {
    let folder = Folder::new();
    let store = folder.open().await;
    store.install_plugin(&plugin("transport", "aa"), &[7; 20_000_000]).await.expect("installed");
    store.install_plugin(&plugin("transport", "bb"), b"two").await.expect("replaced");
    sweep_all(&store, &[]).await;
    assert!(store.component("aa").await.expect("component").is_some(), "swept at once");
    execute(&folder.path("hub.db"), "UPDATE component SET touched_s = touched_s - 3700").await;
    sweep_all(&store, &[]).await;
    assert_eq!(store.component("aa").await.expect("component"), None);
    assert_eq!(store.component("bb").await.expect("component").as_deref(), Some(b"two".as_slice()));
    assert_eq!(number(&folder.path("hub.db"), "SELECT count(*) FROM component_chunk").await, 1);
}
