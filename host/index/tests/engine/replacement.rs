//! Replacement: whole or not at all, nothing lost, nothing torn.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use parvis_index::{Part, ReadModel, Snapshot};
use parvis_model::{Condition, Feature, Property, Query, Test, Value};

use crate::data::{context, part, plain, territory};

/// A collection's part of one generation.
fn generation(number: i64, count: usize) -> Part {
    let property = Property { name: "generation".into(), value: Value::Integer(number) };
    let features: Vec<Feature> = (0..count)
        .map(|i| Feature {
            properties: [property.clone()].into(),
            ..plain(format!("f{i}"), Some((2.25, 48.82)), None)
        })
        .collect();
    part(&features)
}

fn publish(model: &ReadModel, plugin: &str, number: i64) {
    let parts = ["stops", "lines", "departures"].map(|name| (name.to_owned(), generation(number, 50)));
    model.replace_source(plugin, "gtfs", parts.into(), number);
}

/// How many features of a generation a query finds.
fn count(snapshot: &Snapshot, collection: &str, generation: Value) -> usize {
    let territory = territory();
    let condition = Condition { property: "generation".into(), test: Test::Equals(generation) };
    let query = Query { conditions: vec![condition], ..Query::all(collection, 500) };
    snapshot.run(&query, &context(&territory)).expect("sound").hits.len()
}

#[test]
fn readers_never_see_two_generations_of_one_source() {
    let model = ReadModel::new();
    publish(&model, "transport", 1);
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let read = || {
            let mut looks = 0;
            let mut latest = 0;
            while !done.load(Ordering::Relaxed) {
                let snapshot = model.snapshot();
                let stop = snapshot.get("stops", "f0").expect("never absent");
                let Some(generation @ Value::Integer(number)) = stop.property("generation").cloned() else {
                    panic!("a number")
                };
                assert!(number >= latest, "a snapshot went back");
                assert_eq!(snapshot.change(), number);
                latest = number;
                for collection in ["stops", "lines", "departures"] {
                    assert_eq!(count(&snapshot, collection, generation.clone()), 50, "{collection} is torn");
                    assert_eq!(snapshot.collection(collection).expect("known").version(), number);
                }
                looks += 1;
            }
            looks
        };
        let readers = [scope.spawn(read), scope.spawn(read)];
        for number in 2..=101 {
            publish(&model, "transport", number);
            thread::yield_now();
        }
        done.store(true, Ordering::Relaxed);
        for reader in readers {
            assert!(reader.join().expect("reader") > 0);
        }
    });
}

#[test]
fn writers_at_once_lose_nothing() {
    let model = ReadModel::new();
    thread::scope(|scope| {
        for writer in ["a", "b", "c", "d"] {
            let model = &model;
            scope.spawn(move || (1..=50).for_each(|number| publish(model, writer, number)));
        }
    });
    let snapshot = model.snapshot();
    let parts = snapshot.collection("lines").expect("known").parts();
    let found: Vec<(&str, i64)> = parts.iter().map(|part| (&**part.plugin(), part.version())).collect();
    assert_eq!(found, [("a", 50), ("b", 50), ("c", 50), ("d", 50)]);
}

#[test]
fn a_collection_that_a_source_no_longer_fills_loses_its_part_and_tells_by_its_version() {
    let model = ReadModel::new();
    publish(&model, "transport", 1);
    publish(&model, "other", 2);
    let held = model.snapshot();
    model.replace_source("transport", "gtfs", vec![("stops".into(), generation(3, 5))], 3);
    let now = model.snapshot();
    let state = |name: &str| now.collection(name).map(|c| (c.version(), c.parts().len())).expect("known");
    assert_eq!((state("stops"), state("lines")), ((3, 2), (3, 1)));
    assert_eq!(held.collection("lines").expect("known").parts().len(), 2, "a held snapshot stays as it was");
    model.replace_source("third", "gtfs", vec![("events".into(), generation(4, 5))], 4);
    let now = model.snapshot();
    assert_eq!(
        now.collection("lines").expect("known").version(),
        3,
        "untouched collections keep their version"
    );
    model.remove_source("third", "gtfs", 5);
    let now = model.snapshot();
    let events = now.collection("events").expect("its version still counts");
    assert_eq!((events.version(), events.len(), now.change()), (5, 0, 5));
}
