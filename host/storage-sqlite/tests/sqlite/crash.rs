//! Crashes: whatever part of the last writes reached the disk, the old publication or the new one is there whole.

use parvis_model::RunOutcome;
use parvis_storage::Storage;

use crate::folder::Folder;
use crate::suite::records::{batch, features, info, publish, read_all, report, sweep_all};

#[tokio::test]
async fn a_crash_between_transactions_shows_the_old_publication_or_the_new_one() {
    let folder = Folder::new();
    let store = folder.open().await;
    publish(&store, features(0, 100)).await;
    let generation = store.begin_publication("transport", "gtfs").await.expect("begun");
    for n in 0..10 {
        let some = batch("departures", features(100 + n * 10, 110 + n * 10));
        store.add_features(generation, some).await.expect("added");
        let survivor = folder.crashed_copy();
        let store = survivor.open().await;
        assert_eq!(read_all(&store).await, features(0, 100));
        sweep_all(&store, &[]).await;
        assert_eq!(read_all(&store).await, features(0, 100));
    }
    let done = report(RunOutcome::Published);
    store.commit_publication(generation, &info("Horaires"), &done).await.expect("committed");
    let survivor = folder.crashed_copy();
    assert_eq!(read_all(&survivor.open().await).await, features(100, 200));
}

/// The write-ahead log is cut at many lengths, as if the machine had stopped while writing it.
#[tokio::test]
async fn a_crash_within_a_write_shows_the_old_publication_or_the_new_one() {
    let folder = Folder::new();
    let store = folder.open().await;
    publish(&store, features(0, 100)).await;
    // Closed, the log is empty: what is cut below was written after the old publication was answered.
    store.close().await;
    let store = folder.open().await;
    publish(&store, features(100, 300)).await;
    let length = std::fs::metadata(folder.path("hub.db-wal")).expect("a log").len();
    let (mut old, mut new) = (0, 0);
    for cut in 0..=60 {
        let survivor = folder.crashed_copy();
        let log = std::fs::OpenOptions::new().write(true).open(survivor.path("hub.db-wal")).expect("the log");
        log.set_len(length * cut / 60).expect("cut");
        drop(log);
        let store = survivor.open().await;
        match read_all(&store).await {
            seen if seen == features(0, 100) => old += 1,
            seen if seen == features(100, 300) => new += 1,
            seen => panic!("{} features are seen after a cut at {cut}/60", seen.len()),
        }
        // News and data go together.
        assert_eq!(store.last_change().await.expect("number"), if new > 0 { 2 } else { 1 });
    }
    assert!(old > 0 && new > 0, "{old} times the old one, {new} times the new one");
}

#[tokio::test]
async fn a_call_that_is_given_up_midway_leaves_the_store_usable() {
    let folder = Folder::new();
    let store = folder.open().await;
    for _ in 0..50 {
        let call = store.set_note("a", "b");
        let _ = tokio::time::timeout(std::time::Duration::from_micros(50), call).await;
    }
    store.set_note("a", "c").await.expect("set");
    assert_eq!(store.note("a").await.expect("note").as_deref(), Some("c"));
}
