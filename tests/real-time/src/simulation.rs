//! A hub inside the test, with the built transport plugin and a clock that is moved by hand.

use std::collections::BTreeMap;

use parvis_model::{Clock, Connector, Instant, Value};
use parvis_plugin_runtime::{Limits, Refreshed};
use parvis_services::OperatorSettings;
use parvis_storage::StoredConnector;
use tempfile::TempDir;
use tests_random_attack::{Hub, check};

/// The hub, its clock, and the folder of its sources.
pub struct Simulation {
    hub: Hub,
    clock: Clock,
    folder: TempDir,
}

impl Simulation {
    /// Starts it with a timetable and a real-time source called `live`.
    ///
    /// # Panics
    /// If something of it cannot be started.
    pub async fn start(timetable: &[u8], at_s: i64) -> Simulation {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("a folder: {error}"));
        let file = |name: &str| folder.path().join(name).display().to_string();
        write(&folder, "timetable.zip", timetable);
        let clock = Clock::starting_at(Instant(at_s * 1_000));
        let mut settings = OperatorSettings::default();
        settings.set("transport", "gtfs", &file("timetable.zip"));
        // A month passes in minutes: its refreshes are no burner's.
        let limits = Limits { cpu_share_percent: 100, ..Limits::default() };
        let hub = Hub::start_with(limits, clock.clone(), settings).await;
        let hub = hub.unwrap_or_else(|error| panic!("the hub does not start: {error:#}"));
        let component = tests_harness::plugins().join("transport.wasm");
        let bytes =
            std::fs::read(&component).unwrap_or_else(|error| panic!("{}: {error}", component.display()));
        let inspection = check(&bytes).unwrap_or_else(|error| panic!("transport: {error}"));
        hub.install(&inspection, &bytes).await.unwrap_or_else(|error| panic!("transport: {error:#}"));
        let connector = Connector {
            name: "live".into(),
            plugin: "transport".into(),
            task: "gtfs-rt".into(),
            source: file("feed.pb"),
            every_s: None,
            settings: BTreeMap::new(),
            headers: Default::default(),
            mapping: BTreeMap::new(),
            terms: Default::default(),
        };
        let stored = StoredConnector { connector, from_file: false };
        let connected = hub.platform.storage().put_connector(&stored).await;
        connected.unwrap_or_else(|error| panic!("connector: {error}"));
        Simulation { hub, clock, folder }
    }

    /// Moves the clock, writes the feed, and runs everything that is due.
    ///
    /// # Panics
    /// If a refresh fails.
    pub async fn step(&self, at_s: i64, feed: &[u8]) {
        self.clock.move_to(Instant(at_s * 1_000));
        write(&self.folder, "feed.pb", feed);
        let platform = &self.hub.platform;
        platform.catch_up().await.unwrap_or_else(|error| panic!("{error}"));
        let due = platform.due_runs().await.unwrap_or_else(|error| panic!("{error}"));
        for run in due {
            let refreshed = self.hub.runtime.refresh(&run).await;
            let state = || format!("{:#?}", platform.read().sources);
            assert_eq!(refreshed, Refreshed::Well, "{}: {}", run.name(), state());
            platform.run_ended(&run, true).await.unwrap_or_else(|error| panic!("{error}"));
            platform.sweep().await;
            platform.catch_up().await.unwrap_or_else(|error| panic!("{error}"));
        }
    }

    /// The record: for each day its counts planned, observed, on time, late, cancelled, added.
    pub fn regularity(&self) -> BTreeMap<String, [i64; 6]> {
        let snapshot = self.hub.platform.read().snapshot;
        let features = snapshot.collection("regularity").into_iter().flat_map(|collection| collection.iter());
        let number = |feature: &parvis_model::Feature, name: &str| match feature.property(name) {
            Some(Value::Integer(number)) => *number,
            _ => -1,
        };
        let names = ["planned", "observed", "on-time", "late", "cancelled", "added"];
        let day = |feature: &parvis_model::Feature| {
            feature.property("day").and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        features.map(|feature| (day(&feature), names.map(|name| number(&feature, name)))).collect()
    }
}

fn write(folder: &TempDir, name: &str, bytes: &[u8]) {
    let written = std::fs::write(folder.path().join(name), bytes);
    written.unwrap_or_else(|error| panic!("{name}: {error}"));
}
