//! A plugin that is paused or over its turns costs no instance; what it kept is shown; other grants begin anew.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use parvis_model::{Clock, Grant, Instant, Language, Permission, Territory, TimeZone};
use parvis_outbound::{Outbound, OutboundConfig};
use parvis_plugin_runtime::{
    BreakerLimits, Busy, CallFailure, Compiler, Fault, Limits, NativeKey, PluginRuntime, Refreshed,
    RuntimeOptions, inspect,
};
use parvis_services::{DueRun, OperatorSettings, Platform, PlatformParts, PluginRecord, Quotas, Reading};
use parvis_storage::{Installation, InstalledPlugin, Storage};
use parvis_storage_sqlite::SqliteStorage;

struct Hub {
    platform: Arc<Platform>,
    runtime: PluginRuntime,
    _folder: tempfile::TempDir,
}

/// A hub with the plugin that misbehaves where its pages are asked for it.
async fn hub(limits: Limits) -> Hub {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/test-plugins/misbehaving.wasm");
    let bytes = std::fs::read(&file)
        .unwrap_or_else(|error| panic!("{}: {error}; run `cargo xtask plugins`", file.display()));
    let folder = tempfile::tempdir().expect("a folder");
    let storage = SqliteStorage::open(&folder.path().join("test.sqlite")).await.expect("storage");
    let inspection = inspect(&bytes).expect("a sound component");
    let (manifest, digest) = (inspection.manifest, inspection.digest);
    let plugin = InstalledPlugin { manifest, digest, enabled: true, installed: Instant(0) };
    let installation = Installation { plugin: &plugin, component: &bytes, grants: &[], enable: false };
    storage.install(&installation).await.expect("installed");
    let outbound = OutboundConfig { private: Vec::new(), temp_dir: folder.path().to_owned() };
    let parts = PlatformParts {
        storage: Arc::new(storage),
        outbound: Outbound::new(outbound).expect("outbound"),
        territory: Territory {
            name: "Test".into(),
            zone: TimeZone::UTC,
            languages: vec![Language::Fr],
            communes: Vec::new(),
            places: Vec::new(),
            outlines_credit: String::new(),
            sample: true,
        },
        clock: Clock::real(),
        settings: OperatorSettings::default(),
        quotas: Quotas::default(),
    };
    let platform = Platform::start(parts).await.expect("platform");
    let options = RuntimeOptions {
        limits,
        compiler: Compiler::in_process(),
        native_code: folder.path().join("native"),
        native_key: NativeKey::new(&[7; NativeKey::LENGTH]).expect("a key"),
        cache_views: true,
    };
    let runtime = PluginRuntime::new(platform.clone(), options).expect("runtime");
    runtime.prepare().await;
    Hub { platform, runtime, _folder: folder }
}

impl Hub {
    fn now(&self) -> (Reading, Arc<PluginRecord>) {
        let reading = self.platform.read();
        let plugin = reading.registry.get("misbehaving").expect("installed").clone();
        (reading, plugin)
    }

    async fn ask(&self, path: &str) -> Result<String, CallFailure> {
        let (reading, plugin) = self.now();
        let view = self.runtime.page(&plugin, &reading, path, &[], Language::Fr).await;
        view.map(|view| view.title.fallback().to_string())
    }
}

fn never_paused() -> BreakerLimits {
    BreakerLimits { faults: 1_000_000, ..Limits::default().breaker }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_plugin_costs_no_instance_and_its_kept_views_are_shown() {
    let pause = Duration::from_secs(3600);
    let breaker = BreakerLimits { faults: 2, window: pause, pause, longest_pause: pause };
    let hub = hub(Limits { breaker, ..Limits::default() }).await;
    assert_eq!(hub.ask("burn/1").await.as_deref(), Ok("Survécu"));
    for _ in 0..2 {
        assert!(matches!(hub.ask("trap").await, Err(CallFailure::Fault(Fault::Trap { .. }))));
    }
    let before = hub.runtime.instances();
    for _ in 0..100 {
        assert_eq!(hub.ask("burn/2").await, Err(CallFailure::Fault(Fault::Paused)));
    }
    assert_eq!(hub.ask("burn/1").await.as_deref(), Ok("Survécu"), "a kept view");
    assert_eq!(hub.runtime.instances(), before);
    let (_, plugin) = hub.now();
    assert!(hub.runtime.health(&plugin).pages_paused_until.is_some());
    assert_eq!(hub.runtime.health(&plugin).refreshes_paused_until, None, "refreshes are watched apart");

    let grant = Grant { permission: Permission::Read("stops".into()), by_setting: false };
    hub.platform.storage().grant("misbehaving", &grant).await.expect("granted");
    hub.platform.catch_up().await.expect("caught up");
    assert_eq!(hub.ask("burn/2").await.as_deref(), Ok("Survécu"), "other grants begin anew");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_share_of_the_processors_bounds_what_is_called() {
    let mut limits = Limits { cpu_share_percent: 1, breaker: never_paused(), ..Limits::default() };
    limits.view.cpu = Duration::from_secs(60);
    limits.view.wall = Duration::from_secs(60);
    limits.wait_for_turn = Duration::from_millis(1);
    let hub = hub(limits).await;
    let mut rounds = 50_000_000_u64;
    // Each call uses what it wants; the one after those that used a minute's share is refused.
    let refused = loop {
        match hub.ask(&format!("burn/{rounds}")).await {
            Ok(_) => rounds = rounds + rounds / 2 + 1,
            Err(failure) => break failure,
        }
        assert!(rounds < 1_000_000_000_000, "never refused");
    };
    assert_eq!(refused, CallFailure::Fault(Fault::Busy(Busy::Share)));
    let before = hub.runtime.instances();
    assert_eq!(hub.ask("burn/7").await, Err(CallFailure::Fault(Fault::Busy(Busy::Share))));
    assert_eq!(hub.runtime.instances(), before, "a refusal costs an instance");
}

#[tokio::test(flavor = "multi_thread")]
async fn calls_past_the_turns_and_the_queue_are_refused() {
    let mut limits = Limits { breaker: never_paused(), cpu_share_percent: 100, ..Limits::default() };
    (limits.calls_per_plugin, limits.queue_per_plugin) = (2, 3);
    limits.wait_for_turn = Duration::from_secs(60);
    limits.view.cpu = Duration::from_millis(300);
    limits.view.wall = Duration::from_secs(60);
    let hub = Arc::new(hub(limits).await);
    let calls: Vec<_> = (0..10)
        .map(|_| {
            let hub = hub.clone();
            tokio::spawn(async move { hub.ask("loop").await })
        })
        .collect();
    let (mut ran, mut refused) = (0, 0);
    for call in calls {
        match call.await.expect("no panic") {
            Err(CallFailure::Fault(Fault::CpuBudget(..))) => ran += 1,
            Err(CallFailure::Fault(Fault::Busy(Busy::OwnCalls))) => refused += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((ran, refused), (5, 5), "two run and three wait; five more have no place");
}

#[tokio::test(flavor = "multi_thread")]
async fn refreshes_that_fail_in_a_row_wait_and_pages_do_not() {
    let pause = Duration::from_secs(3600);
    let breaker = BreakerLimits { faults: 2, window: Duration::from_nanos(1), pause, longest_pause: pause };
    let mut limits = Limits { breaker, cpu_share_percent: 100, ..Limits::default() };
    limits.refresh.memory_bytes = 16 * 1024 * 1024;
    let hub = hub(limits).await;
    let (_, plugin) = hub.now();
    let run = DueRun { plugin: plugin.clone(), task: "refresh-memory".into() };
    assert_eq!(hub.runtime.refresh(&run).await, Refreshed::Badly);
    assert_eq!(hub.runtime.refresh(&run).await, Refreshed::Badly, "the last fault of the limit");
    let before = hub.runtime.instances();
    assert_eq!(hub.runtime.refresh(&run).await, Refreshed::Waits);
    assert_eq!(hub.runtime.instances(), before);
    let health = hub.runtime.health(&plugin);
    assert!(health.refreshes_paused_until.is_some() && health.pages_paused_until.is_none(), "{health:?}");
    assert_eq!(hub.ask("burn/1").await.as_deref(), Ok("Survécu"));
    hub.platform.flush().await;
    let lines = hub.platform.storage().logs(Some("misbehaving"), 100).await.expect("lines");
    let told = lines.iter().filter(|line| line.message.contains("refreshes paused until")).count();
    assert_eq!(told, 1, "{lines:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_waits_until_its_share_of_the_processors_is_filled_again() {
    let mut limits = Limits { breaker: never_paused(), cpu_share_percent: 1, ..Limits::default() };
    limits.refresh.cpu = Duration::from_secs(3);
    let hub = hub(limits).await;
    let grant = Grant { permission: Permission::Publish("places".into()), by_setting: false };
    hub.platform.storage().grant("misbehaving", &grant).await.expect("granted");
    hub.platform.catch_up().await.expect("caught up");
    let (_, plugin) = hub.now();
    let run = DueRun { plugin, task: "refresh-loop".into() };
    // A loop takes three seconds; a minute's share is 0.6 s of each processor.
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let mut ran = 0;
    while hub.runtime.refresh(&run).await == Refreshed::Badly {
        ran += 1;
        assert!(ran <= processors, "it never waits");
    }
    assert!(ran > 0, "it waits before it has used anything");
    assert_eq!(hub.ask("burn/1").await.as_deref(), Ok("Survécu"), "its pages have a share of their own");
}
