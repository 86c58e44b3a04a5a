//! A second writer on the same file, as a command beside a running hub: it is served while the hub publishes.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use parvis_storage::Storage;
use parvis_storage_sqlite::SqliteStorage;

use crate::folder::Folder;
use crate::suite::records::{batch, features, plugin, sweep_all};

/// No writer waits for another for more than 200 ms; times five for slow machines.
const BOUND: Duration = Duration::from_secs(1);

/// Publishes without end until told to stop; returns how many batches it wrote.
async fn publish_until(store: SqliteStorage, stop: Arc<AtomicBool>) -> usize {
    let generation = store.begin_publication("transport", "gtfs").await.expect("begun");
    let mut batches = 0;
    while !stop.load(Ordering::Relaxed) {
        store.add_features(generation, batch("departures", features(0, 2_000))).await.expect("added");
        batches += 1;
    }
    batches
}

async fn toggle(store: &SqliteStorage, times: usize) -> Duration {
    let mut slowest = Duration::ZERO;
    for n in 0..times {
        let started = Instant::now();
        store.set_enabled("transport", n % 2 == 1).await.expect("the second writer is served");
        slowest = slowest.max(started.elapsed());
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    slowest
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_writer_is_served_while_a_publication_is_written() {
    let folder = Folder::new();
    let hub = folder.open().await;
    hub.install_plugin(&plugin("transport", "aa"), b"one").await.expect("installed");
    let stop = Arc::new(AtomicBool::new(false));
    let publishing = tokio::spawn(publish_until(hub.clone(), stop.clone()));
    let started = Instant::now();
    let command = folder.open().await;
    assert!(started.elapsed() < BOUND, "opening took {:?}", started.elapsed());
    let slowest = toggle(&command, 20).await;
    stop.store(true, Ordering::Relaxed);
    let batches = publishing.await.expect("publisher");
    println!("slowest of 20 writes beside {batches} batches: {slowest:?}");
    assert!(slowest < BOUND, "the second writer waited {slowest:?}");
    assert!(batches >= 5, "the publisher stood still: {batches} batches");
    // What the command wrote is what the hub sees.
    assert!(hub.plugins().await.expect("plugins")[0].enabled);
    assert_eq!(hub.last_change().await.expect("number"), 1 + 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_writer_is_served_during_a_sweep() {
    let folder = Folder::new();
    let hub = folder.open().await;
    hub.install_plugin(&plugin("transport", "aa"), b"one").await.expect("installed");
    let generation = hub.begin_publication("transport", "gtfs").await.expect("begun");
    for _ in 0..100 {
        hub.add_features(generation, batch("departures", features(0, 2_000))).await.expect("added");
    }
    let command = folder.open().await;
    let (slowest, ()) = tokio::join!(toggle(&command, 10), sweep_all(&hub, &[]));
    assert!(slowest < BOUND, "the second writer waited {slowest:?}");
}

#[tokio::test]
async fn a_failed_wait_says_why() {
    let folder = Folder::new();
    let store = folder.open().await;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path("hub.db"));
    let mut other = sqlx::ConnectOptions::connect(&options).await.expect("a plain connection");
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.expect("locked");
    let refused = store.set_note("a", "b").await.expect_err("locked").to_string();
    assert!(refused.contains("write lock for more than 5 s"), "{refused}");
    // Readers never wait, and the store works again once the lock is free.
    assert_eq!(store.note("a").await.expect("note"), None);
    sqlx::raw_sql("ROLLBACK").execute(&mut other).await.expect("unlocked");
    store.set_note("a", "b").await.expect("set");
}

/// The hub's writers follow each other without a pause: the hardest case for a writer that is not in their queue.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_writer_is_served_beside_writers_that_never_pause() {
    let folder = Folder::new();
    let hub = folder.open().await;
    hub.install_plugin(&plugin("transport", "aa"), b"one").await.expect("installed");
    let stop = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..4).map(|n| tokio::spawn(write_until(hub.clone(), n, stop.clone()))).collect();
    let slowest = toggle(&folder.open().await, 20).await;
    stop.store(true, Ordering::Relaxed);
    let mut writes = 0;
    for writer in writers {
        writes += writer.await.expect("writer");
    }
    println!("slowest of 20 writes beside {writes} others: {slowest:?}");
    assert!(slowest < BOUND, "the second writer waited {slowest:?}");
    assert!(writes >= 20, "the writers stood still: {writes} writes");
}

async fn write_until(store: SqliteStorage, number: usize, stop: Arc<AtomicBool>) -> usize {
    let mut writes = 0;
    while !stop.load(Ordering::Relaxed) {
        store.set_note(&format!("note {number}"), &writes.to_string()).await.expect("set");
        writes += 1;
    }
    writes
}
