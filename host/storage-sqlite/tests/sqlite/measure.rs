//! Measures the writing and reading of a large timetable. Run it with
//! `cargo test --release -p parvis-storage-sqlite --test sqlite -- --ignored --nocapture measure`.

use std::time::Instant;

use parvis_model::{Feature, Period, Property, RunOutcome, Text, Value};
use parvis_storage::Storage;

use crate::folder::Folder;
use crate::suite::records::{batch, info, report};

const DEPARTURES: usize = 500_000;

/// A departure of one of 400 trips' patterns at one of 500 stops: eight properties, as a timetable has them.
fn departure(n: usize) -> Feature {
    let pattern = n % 400;
    let properties = [
        ("line", Value::Feature(format!("line/{}", pattern % 20).into())),
        ("line-name", Value::text(format!("RER {}", pattern % 20))),
        ("colour", Value::Colour("ffcd00".into())),
        ("mode", Value::code("rail")),
        ("operator", Value::text("Transilien")),
        ("mission", Value::code(format!("MI{pattern}"))),
        ("headsign", Value::text(format!("Terminus {}", pattern % 40))),
        ("platform", Value::code(format!("{}", pattern % 5))),
    ];
    Feature {
        id: format!("gtfs/{n}/2017-03-15").into(),
        title: Text::new(format!("Terminus {}", pattern % 40)),
        geometry: None,
        period: Some(Period::at(parvis_model::Instant(1_489_563_180_000 + n as i64 * 60_000))),
        parent: Some(format!("stop/{}", n % 500).into()),
        properties: properties.map(|(name, value)| Property { name: name.into(), value }).into(),
    }
}

#[tokio::test]
#[ignore = "a measurement, not a check"]
async fn measure_half_a_million_departures() {
    let folder = Folder::new();
    let store = folder.open().await;
    let generation = store.begin_publication("transport", "gtfs").await.expect("begun");
    let (mut writing, mut slowest) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
    for from in (0..DEPARTURES).step_by(1_000) {
        let some = batch("departures", (from..from + 1_000).map(departure).collect());
        let started = Instant::now();
        store.add_features(generation, some).await.expect("added");
        slowest = slowest.max(started.elapsed());
        writing += started.elapsed();
    }
    let started = Instant::now();
    let done = report(RunOutcome::Published);
    store.commit_publication(generation, &info("Horaires"), &done).await.expect("committed");
    println!("written in {writing:?} (slowest batch {slowest:?}), committed in {:?}", started.elapsed());
    let started = Instant::now();
    let part = store.published_parts().await.expect("parts").remove(0).part;
    let mut count = 0;
    store.read_part(&part, &mut |batch| count += batch.len()).await.expect("read");
    println!("{count} read in {:?}", started.elapsed());
    store.close().await;
    println!("file: {} MB", std::fs::metadata(folder.path("hub.db")).expect("file").len() / 1_000_000);
    println!("{}", sweep(&folder).await);
    assert_eq!(count, DEPARTURES);
}

async fn sweep(folder: &Folder) -> String {
    let store = folder.open().await;
    crate::suite::records::publish(&store, Vec::new()).await;
    let (mut slowest, mut steps, all) = (std::time::Duration::ZERO, 0, Instant::now());
    loop {
        let started = Instant::now();
        let more = store.sweep(&[]).await.expect("swept");
        slowest = slowest.max(started.elapsed());
        steps += 1;
        if !more {
            break;
        }
    }
    format!("swept in {:?}, {steps} steps, the slowest {slowest:?}", all.elapsed())
}
