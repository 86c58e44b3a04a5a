//! Records for tests, and what several tests do with them.

use parvis_model::{
    Feature, Instant, Manifest, Period, Point, Property, RunOutcome, RunReport, SourceInfo, Text, Value,
};
use parvis_storage::{ChangeKind, Generation, InstalledPlugin, PartBatch, PluginPart, Storage, StorageError};

pub(crate) fn plugin(name: &str, digest: &str) -> InstalledPlugin {
    let toml = format!(
        "name = \"{name}\"\nversion = \"0.1.0\"\ncontract = \"0.1\"\ntitle = \"T\"\nsummary = \"S\"\nmaker = \"M\""
    );
    InstalledPlugin {
        manifest: Manifest::from_toml(&toml).expect("manifest"),
        digest: digest.into(),
        enabled: true,
        installed: Instant(1_000),
    }
}

pub(crate) fn feature(id: &str) -> Feature {
    Feature {
        id: id.into(),
        title: Text::new("Versailles Château"),
        geometry: Some(parvis_model::Geometry::Point(Point { longitude: 2.2583, latitude: 48.8198 })),
        period: Some(Period::at(Instant(1_489_563_180_000))),
        parent: Some("gare/issy".into()),
        properties: [Property { name: "line".into(), value: Value::code("C") }].into(),
    }
}

pub(crate) fn features(from: usize, to: usize) -> Vec<Feature> {
    (from..to).map(|n| feature(&format!("d/{n}"))).collect()
}

pub(crate) fn batch(collection: &str, features: Vec<Feature>) -> PartBatch {
    PartBatch { collection: collection.into(), features }
}

pub(crate) fn part(generation: Generation, collection: &str) -> PluginPart {
    PluginPart { generation, collection: collection.into() }
}

pub(crate) fn report(outcome: RunOutcome) -> RunReport {
    RunReport {
        started: Instant(2_000),
        finished: Instant(3_000),
        outcome,
        reason: String::new(),
        read: 12,
        kept: 10,
        refused: 2,
        lines: Vec::new(),
    }
}

pub(crate) fn info(title: &str) -> SourceInfo {
    SourceInfo { title: Text::new(title), valid_from: Some(Instant(5)), ..SourceInfo::default() }
}

/// Publishes departures of `transport`, source `gtfs`.
pub(crate) async fn publish(store: &dyn Storage, features: Vec<Feature>) -> Generation {
    let generation = store.begin_publication("transport", "gtfs").await.expect("begun");
    store.add_features(generation, batch("departures", features)).await.expect("added");
    let report = report(RunOutcome::Published);
    store.commit_publication(generation, &info("Horaires"), &report).await.expect("committed");
    generation
}

/// The features of a part; panics if it is not visible.
pub(crate) async fn read(store: &dyn Storage, part: &PluginPart) -> Vec<Feature> {
    let mut all = Vec::new();
    store.read_part(part, &mut |batch| all.extend(batch)).await.expect("a visible part");
    all
}

/// The features of every visible part, part after part.
pub(crate) async fn read_all(store: &dyn Storage) -> Vec<Feature> {
    let mut all = Vec::new();
    for published in store.published_parts().await.expect("parts") {
        all.extend(read(store, &published.part).await);
    }
    all
}

/// Sweeps to the end; panics if there is no end.
pub(crate) async fn sweep_all(store: &dyn Storage, open: &[Generation]) {
    for _ in 0..1_000 {
        if !store.sweep(open).await.expect("swept") {
            return;
        }
    }
    panic!("the sweep never ends");
}

pub(crate) async fn news(store: &dyn Storage, after: i64) -> Vec<ChangeKind> {
    store.changes_after(after, 1_000).await.expect("changes").into_iter().map(|change| change.kind).collect()
}

pub(crate) fn about(plugin: &str) -> ChangeKind {
    ChangeKind::Plugin { plugin: plugin.into() }
}

#[track_caller]
pub(crate) fn assert_not_found<T: std::fmt::Debug>(result: Result<T, StorageError>) {
    assert!(matches!(result, Err(StorageError::NotFound(_))), "{result:?}");
}
