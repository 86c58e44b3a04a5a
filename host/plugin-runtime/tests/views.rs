//! A cached view costs no instance and lives exactly as long as everything it read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use parvis_model::{
    Clock, Commune, Feature, Grant, Instant, Language, Manifest, Permission, Point, Property, RunOutcome,
    RunReport, Shape, SourceInfo, Territory, TimeZone, Value,
};
use parvis_outbound::{Outbound, OutboundConfig};
use parvis_plugin_runtime::{
    CallFailure, Compiler, Limits, NativeKey, PluginRuntime, RuntimeOptions, inspect,
};
use parvis_services::{OperatorSettings, Platform, PlatformParts, PluginRecord, Quotas, Reading};
use parvis_storage::{InstalledPlugin, PartBatch, Storage};
use parvis_storage_sqlite::SqliteStorage;

struct Hub {
    platform: Arc<Platform>,
    runtime: PluginRuntime,
    _folder: tempfile::TempDir,
}

/// The component of the transport plugin, whose board reads one feature of `stops`.
fn component() -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/plugins/transport.wasm");
    std::fs::read(&file)
        .unwrap_or_else(|error| panic!("{}: {error}; run `cargo xtask plugins`", file.display()))
}

fn territory() -> Territory {
    let corner = |longitude, latitude| Point { longitude, latitude };
    let outline = vec![corner(2.1, 48.7), corner(2.4, 48.7), corner(2.4, 48.9), corner(2.1, 48.9)];
    let commune = Commune {
        code: "92040".into(),
        name: "Issy".into(),
        also: Vec::new(),
        outline: Shape::Polygon(vec![outline]),
        centre: corner(2.26, 48.82),
    };
    Territory {
        name: "Test".into(),
        zone: TimeZone::get("Europe/Paris").expect("bundled zones"),
        languages: vec![Language::Fr],
        communes: vec![commune],
        places: Vec::new(),
        outlines_credit: String::new(),
        sample: true,
    }
}

async fn hub() -> Hub {
    let folder = tempfile::tempdir().expect("a folder");
    let storage = SqliteStorage::open(&folder.path().join("test.sqlite")).await.expect("storage");
    let bytes = component();
    let inspection = inspect(&bytes).expect("a sound component");
    let manifest: Manifest = inspection.manifest;
    let name = manifest.name.clone();
    let plugin =
        InstalledPlugin { manifest, digest: inspection.digest, enabled: true, installed: Instant(0) };
    storage.install_plugin(&plugin, &bytes).await.expect("installed");
    for permission in plugin.manifest.asks.keys() {
        let grant = Grant { permission: permission.clone(), by_setting: false };
        storage.grant(&name, &grant).await.expect("granted");
    }
    let temp_dir: PathBuf = folder.path().to_owned();
    let outbound = Outbound::new(OutboundConfig { private: Vec::new(), temp_dir }).expect("outbound");
    let parts = PlatformParts {
        storage: Arc::new(storage),
        outbound,
        territory: territory(),
        clock: Clock::real(),
        settings: OperatorSettings::default(),
        quotas: Quotas::default(),
    };
    let platform = Platform::start(parts).await.expect("platform");
    let runtime =
        PluginRuntime::new(platform.clone(), options(&folder.path().join("native"))).expect("runtime");
    runtime.prepare().await;
    Hub { platform, runtime, _folder: folder }
}

fn options(native_code: &Path) -> RuntimeOptions {
    RuntimeOptions {
        limits: Limits::default(),
        compiler: Compiler::in_process(),
        native_code: native_code.to_owned(),
        native_key: NativeKey::new(&[7; NativeKey::LENGTH]).expect("a key"),
        cache_views: true,
    }
}

impl Hub {
    /// Publishes stops: id and code of each. Replaces those published before.
    async fn publish(&self, stops: &[(&str, &str)]) {
        let feature = |(id, code): &(&str, &str)| Feature {
            id: (*id).into(),
            title: format!("Stop {id}").into(),
            geometry: None,
            period: None,
            parent: None,
            properties: vec![Property { name: "code".into(), value: Value::code(*code) }].into(),
        };
        let storage = self.platform.storage();
        let generation = storage.begin_publication("transport", "gtfs").await.expect("begun");
        let features = stops.iter().map(feature).collect();
        let batch = PartBatch { collection: "stops".into(), features };
        storage.add_features(generation, batch).await.expect("added");
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
        storage.commit_publication(generation, &SourceInfo::default(), &report).await.expect("committed");
        self.platform.catch_up().await.expect("caught up");
    }

    fn now(&self) -> (Reading, Arc<PluginRecord>) {
        let reading = self.platform.read();
        let plugin = reading.registry.get("transport").expect("installed").clone();
        (reading, plugin)
    }

    /// Asks for the board of stop `a` and says how many instances that took.
    async fn board(&self) -> (Result<String, CallFailure>, u64) {
        let before = self.runtime.instances();
        let (reading, plugin) = self.now();
        let view = self.runtime.page(&plugin, &reading, "arret/a", &[], Language::Fr).await;
        (view.map(|view| view.title.fallback().to_string()), self.runtime.instances() - before)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_is_kept_exactly_while_what_it_read_is_unchanged() {
    let hub = hub().await;
    assert_eq!(hub.board().await, (Err(CallFailure::NotFound), 1), "before anything is published");
    assert_eq!(hub.board().await, (Err(CallFailure::NotFound), 0), "an absence is a read too");
    hub.publish(&[("a", "1"), ("b", "1")]).await;
    let shown = Ok("Stop a".to_owned());
    assert_eq!(hub.board().await, (shown.clone(), 1), "the stop is there now");
    assert_eq!(hub.board().await, (shown.clone(), 0), "nothing changed");
    hub.publish(&[("a", "1"), ("b", "2"), ("c", "1")]).await;
    assert_eq!(hub.board().await, (shown.clone(), 0), "other stops changed, this one did not");
    hub.publish(&[("a", "2")]).await;
    assert_eq!(hub.board().await, (shown.clone(), 1), "the stop itself changed");
    let storage = hub.platform.storage();
    storage.revoke("transport", &Permission::Read("stops".into())).await.expect("revoked");
    hub.platform.catch_up().await.expect("caught up");
    let denied = CallFailure::Refused(parvis_model::PlatformError::Denied(Permission::Read("stops".into())));
    assert_eq!(hub.board().await, (Err(denied), 1), "the grants changed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_without_reads_is_shared_by_all_for_ever() {
    let hub = hub().await;
    let (reading, plugin) = hub.now();
    for _ in 0..5 {
        hub.runtime.home(&plugin, &reading, Language::Fr).await.expect("a card");
    }
    assert_eq!(hub.runtime.instances(), 1);
    hub.runtime.home(&plugin, &reading, Language::En).await.expect("a card");
    assert_eq!(hub.runtime.instances(), 2, "another language is another view");
    hub.publish(&[("a", "1")]).await;
    let (reading, plugin) = hub.now();
    hub.runtime.home(&plugin, &reading, Language::Fr).await.expect("a card");
    assert_eq!(hub.runtime.instances(), 2, "the card reads nothing, so no change of data touches it");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_view_reads_is_counted_for_the_audit() {
    let hub = hub().await;
    hub.publish(&[("a", "1")]).await;
    hub.board().await.0.expect("a board");
    hub.platform.flush().await;
    let reads = hub.platform.storage().reads("transport", Instant(0)).await.expect("reads");
    let counts: Vec<_> = reads.iter().map(|read| (read.subject.as_str(), read.count)).collect();
    assert_eq!(counts, [("stops", 1)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn native_code_is_kept_on_disk_under_a_key_of_its_own() {
    let hub = hub().await;
    hub.runtime.prepare().await;
    let folder = hub._folder.path().join("native");
    let files =
        || std::fs::read_dir(&folder).expect("folder").flatten().map(|f| f.path()).collect::<Vec<_>>();
    assert_eq!(files().len(), 1);
    let again = PluginRuntime::new(hub.platform.clone(), options(&folder)).expect("runtime");
    std::fs::write(&files()[0], "damaged").expect("written");
    again.prepare().await;
    let (reading, plugin) = hub.now();
    again.home(&plugin, &reading, Language::Fr).await.expect("a damaged file is compiled anew");
    assert_eq!(files().len(), 1, "and put in its place");
}
