//! What a plugin may have the hub keep, at each limit and one past it, over the embedded database.

use std::path::Path;
use std::sync::Arc;

use parvis_model::{
    Clock, Grant, Instant, Language, Manifest, Permission, PlatformError, RunOutcome, RunReport, SourceInfo,
    Territory, TimeZone,
};
use parvis_services::{
    Draft, DraftRow, OperatorSettings, Outbound, OutboundConfig, Platform, PlatformParts, PluginRecord,
    Quotas,
};
use parvis_storage::{InstalledPlugin, Storage};
use parvis_storage_sqlite::SqliteStorage;

const MANIFEST: &str = "name='p'\nversion='1'\ncontract='0.1'\ntitle='T'\nsummary='S'\nmaker='M'\n[asks]\n\"publish:places\"='r'";

/// A platform with one plugin that may publish places.
async fn platform(folder: &Path, stored_bytes: usize) -> Arc<Platform> {
    let storage = SqliteStorage::open(&folder.join("test.sqlite")).await.expect("storage");
    let manifest = Manifest::from_toml(MANIFEST).expect("manifest");
    let plugin = InstalledPlugin { manifest, digest: "00".repeat(32), enabled: true, installed: Instant(0) };
    storage.install_plugin(&plugin, b"component").await.expect("installed");
    let grant = Grant { permission: Permission::Publish("places".into()), by_setting: false };
    storage.grant("p", &grant).await.expect("granted");
    let territory = Territory {
        name: "Test".into(),
        zone: TimeZone::UTC,
        languages: vec![Language::Fr],
        communes: Vec::new(),
        places: Vec::new(),
        outlines_credit: String::new(),
        sample: true,
    };
    let outbound = OutboundConfig { private: Vec::new(), temp_dir: folder.to_owned() };
    let parts = PlatformParts {
        storage: Arc::new(storage),
        outbound: Outbound::new(outbound).expect("outbound"),
        territory,
        clock: Clock::real(),
        settings: OperatorSettings::default(),
        quotas: Quotas { stored_bytes, ..Quotas::default() },
    };
    Platform::start(parts).await.expect("platform")
}

fn plugin(platform: &Platform) -> Arc<PluginRecord> {
    platform.read().registry.get("p").expect("installed").clone()
}

/// Adds so many places to a draft.
async fn put(platform: &Platform, draft: &Draft, count: usize) -> Result<(), PlatformError> {
    let row = |n: usize| DraftRow {
        id: format!("p/{n:05}"),
        title: "Place".into(),
        geometry: None,
        period: None,
        parent: None,
        values: Vec::new(),
    };
    let rows = (0..count).map(row).collect();
    platform.add_to_draft(&plugin(platform), draft, "places", &[], rows).await
}

async fn begin(platform: &Platform, source: &str) -> Draft {
    platform.begin_draft(&plugin(platform), source).await.expect("a draft")
}

async fn commit(platform: &Platform, draft: Draft) -> Result<(), PlatformError> {
    let report = RunReport {
        started: Instant(0),
        finished: Instant(0),
        outcome: RunOutcome::Published,
        reason: String::new(),
        read: 0,
        kept: 0,
        refused: 0,
        lines: Vec::new(),
    };
    platform.commit_draft(&plugin(platform), draft, &SourceInfo::default(), &report).await
}

/// The bytes that so many places take, measured once.
async fn bytes_of(count: usize) -> usize {
    let folder = tempfile::tempdir().expect("a folder");
    let platform = platform(folder.path(), usize::MAX).await;
    let draft = begin(&platform, "all").await;
    put(&platform, &draft, count).await.expect("put");
    commit(&platform, draft).await.expect("committed");
    let stored = platform.storage().stored_bytes("p").await.expect("bytes");
    usize::try_from(stored[0].1).expect("a size")
}

fn published(platform: &Platform) -> usize {
    platform.read().snapshot.collection("places").map_or(0, |places| places.len())
}

#[tokio::test]
async fn a_batch_has_2000_rows_and_not_2001() {
    let folder = tempfile::tempdir().expect("a folder");
    let platform = platform(folder.path(), usize::MAX).await;
    let draft = begin(&platform, "all").await;
    assert_eq!(put(&platform, &draft, 2_000).await, Ok(()));
    let past = put(&platform, &draft, 2_001).await.expect_err("one past it").to_string();
    assert!(past.contains("batch.rows") && past.contains("2000"), "{past}");
}

#[tokio::test]
async fn a_source_is_named_with_40_bytes_and_not_41() {
    let folder = tempfile::tempdir().expect("a folder");
    let platform = platform(folder.path(), usize::MAX).await;
    let plugin = plugin(&platform);
    assert!(platform.begin_draft(&plugin, &"s".repeat(40)).await.is_ok());
    assert!(platform.begin_draft(&plugin, &"s".repeat(41)).await.is_err());
    assert!(platform.begin_draft(&plugin, "").await.is_err());
}

#[tokio::test]
async fn a_plugin_stores_its_share() {
    let bytes = bytes_of(500).await;
    let folder = tempfile::tempdir().expect("a folder");
    let exact = platform(folder.path(), bytes).await;
    let draft = begin(&exact, "all").await;
    assert_eq!(put(&exact, &draft, 500).await, Ok(()), "at the limit");
    assert_eq!(commit(&exact, draft).await, Ok(()));
    assert_eq!(published(&exact), 500);
    let again = begin(&exact, "all").await;
    assert_eq!(put(&exact, &again, 500).await, Ok(()), "what it takes the place of is not counted");
    assert_eq!(commit(&exact, again).await, Ok(()));
    let beside = begin(&exact, "beside").await;
    assert!(matches!(put(&exact, &beside, 1).await, Err(PlatformError::Quota(_))), "another source is");
}

#[tokio::test]
async fn a_plugin_stores_not_a_byte_more_than_its_share() {
    let bytes = bytes_of(500).await;
    let folder = tempfile::tempdir().expect("a folder");
    let short = platform(folder.path(), bytes - 1).await;
    let draft = begin(&short, "all").await;
    assert!(matches!(put(&short, &draft, 500).await, Err(PlatformError::Quota(_))), "one byte past it");
    assert!(matches!(put(&short, &draft, 1).await, Err(PlatformError::Quota(_))), "and it stays full");
    assert!(matches!(commit(&short, draft).await, Err(PlatformError::Quota(_))), "it cannot be committed");
    assert_eq!(published(&short), 0);
    let small = begin(&short, "all").await;
    assert_eq!(put(&short, &small, 10).await, Ok(()), "a draft that is given up makes room");
    assert_eq!(commit(&short, small).await, Ok(()));
    short.flush().await;
    let lines = short.storage().logs(Some("p"), 10).await.expect("lines");
    assert_eq!(lines.len(), 1, "the operator is told once: {lines:?}");
    assert!(lines[0].message.contains(&format!("more than {} bytes", bytes - 1)), "{lines:?}");
}
