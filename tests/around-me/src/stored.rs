//! Publishing into the database of a hub, as a plugin's refresh does but without the plugin: its sandbox is measured elsewhere.

use anyhow::Result;
use parvis_model::{Feature, Instant, Point, RunOutcome, RunReport, SourceInfo, Text};
use parvis_storage::{PartBatch, Storage};

use crate::features::{self, COLLECTIONS, Publishers};

/// Features of one batch, as many as a plugin may send.
const BATCH: usize = 2_000;

/// Publishes every point as a feature; each publisher of a collection as a source of its own.
pub(crate) async fn publish(
    storage: &dyn Storage,
    publishers: &Publishers,
    points: &[Point],
    now: Instant,
) -> Result<()> {
    for (number, (collection, _)) in COLLECTIONS.iter().enumerate() {
        for publisher in &publishers[number] {
            let features: Vec<Feature> = features::of((number, publisher), publishers, points, now).collect();
            source(storage, (publisher, collection), features, now).await?;
        }
    }
    Ok(())
}

async fn source(
    storage: &dyn Storage,
    (publisher, collection): (&str, &str),
    features: Vec<Feature>,
    now: Instant,
) -> Result<()> {
    let generation = storage.begin_publication(publisher, collection).await?;
    let (count, mut features) = (features.len() as i64, features.into_iter());
    loop {
        let some: Vec<Feature> = features.by_ref().take(BATCH).collect();
        if some.is_empty() {
            break;
        }
        let batch = PartBatch { collection: collection.to_owned(), features: some };
        storage.add_features(generation, batch).await?;
    }
    storage.commit_publication(generation, &info(publisher), &report(count, now)).await?;
    Ok(())
}

fn info(publisher: &str) -> SourceInfo {
    SourceInfo {
        title: Text::new(format!("Données de {publisher}")),
        attribution: publisher.to_owned(),
        licence: "ODbL 1.0".to_owned(),
        ..SourceInfo::default()
    }
}

fn report(count: i64, now: Instant) -> RunReport {
    RunReport {
        started: now,
        finished: now,
        outcome: RunOutcome::Published,
        reason: String::new(),
        read: count,
        kept: count,
        refused: 0,
        lines: Vec::new(),
    }
}
