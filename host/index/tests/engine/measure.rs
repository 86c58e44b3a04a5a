//! Speed at full size, printed; `cargo xtask bench -- near` measures the near query and memory.
//! Run with `cargo test --release -p parvis-index measure -- --ignored --nocapture --test-threads 1`.

use std::time::Instant as Stopwatch;

use parvis_model::{
    Children, Condition, Feature, Instant, Item, Moment, Order, OrderBy, Origin, Placement, Property, Query,
    Test, Text, TimeRange, Value,
};

use crate::data::{CENTRES, NOW, Random, context, plain, snapshot, territory};

/// One of 560,000 departures of 3,000 stops; 2,000 different property lists.
fn departure(i: u64) -> Feature {
    let property = |name: &str, value| Property { name: name.into(), value };
    let trip = i % 2000;
    let properties = [
        property("line", Value::Feature(format!("line/{}", trip % 100).into())),
        property("line-code", Value::code(format!("{}", trip % 100))),
        property("mode", Value::code("rail")),
        property("mission", Value::code(format!("M{trip}"))),
    ];
    Feature {
        id: format!("gtfs/departure-{i:07}").into(),
        title: Text::new(format!("Terminus {}", trip % 200)),
        parent: Some(format!("gtfs/stop-{}", i % 3000).into()),
        properties: properties.into(),
        ..plain("", None, Some(NOW.0 + (i * 1080) as i64))
    }
}

#[test]
#[ignore = "takes a while and much memory"]
fn measure_speed() {
    let territory = territory();
    let context = context(&territory);
    let random = &mut Random(5);
    let start = Stopwatch::now();
    let points: Vec<Feature> = (0..1_000_000).map(|i| clustered(random, i)).collect();
    let stops = snapshot("stops", &points);
    println!("a million points made and indexed in {:?}", start.elapsed());
    let departures: Vec<Feature> = (0..560_000).map(departure).collect();
    let start = Stopwatch::now();
    let departures = snapshot("departures", &departures);
    println!("560,000 departures indexed in {:?}", start.elapsed());

    let origins: Vec<_> = points.iter().step_by(97).filter_map(|f| f.geometry.as_ref()?.anchor()).collect();
    for (what, places) in [("20 nearest at 10,000 places", 10_000), ("20 nearest at 50 places", 50)] {
        time(what, 10_000, |i| {
            let origin = Origin::Point(origins[i % places]);
            let placement = Some(Placement::Near { origin, radius_m: 800.0 });
            let query = Query { placement, ..Query::all("stops", 20) };
            stops.run(&query, &context).expect("sound").hits.len()
        });
    }
    let from_now = Some(TimeRange { from: Some(Moment::NowPlusS(0)), until: None });
    let children = Children {
        collection: "departures".into(),
        conditions: Vec::new(),
        during: Some(TimeRange { from: Some(Moment::At(Instant(NOW.0 + 300_000_000))), until: None }),
        order: Vec::new(),
        limit: 3,
        item: Item { lead: None, badge: None, title: None, details: Vec::new(), link: None },
        empty: Text::default(),
    };
    time("next 3 departures of a stop", 100_000, |i| {
        departures.children(&format!("gtfs/stop-{}", i % 3000), &children, &context).expect("sound").len()
    });
    time("next 20 departures of all", 10_000, |_| {
        let query = Query { during: from_now, ..Query::all("departures", 20) };
        departures.run(&query, &context).expect("sound").hits.len()
    });
    time("one departure by id", 100_000, |i| {
        let value = Value::code(format!("gtfs/departure-{:07}", i * 5));
        let conditions = vec![Condition { property: "id".into(), test: Test::Equals(value) }];
        let query = Query { conditions, ..Query::all("departures", 1) };
        departures.run(&query, &context).expect("sound").hits.len()
    });
    time("words in all departures, soonest first", 20, |i| {
        let order = vec![Order { by: OrderBy::Relevance, descending: false }];
        let query =
            Query { text: Some(format!("terminus {}", i % 200)), order, ..Query::all("departures", 20) };
        departures.run(&query, &context).expect("sound").hits.len()
    });
    time("all departures by title", 5, |_| {
        departures.run(&Query::all("departures", 20), &context).expect("sound").hits.len()
    });
}

#[expect(clippy::print_stdout, reason = "the figures are what this is for")]
fn time(what: &str, rounds: usize, mut run: impl FnMut(usize) -> usize) {
    let start = Stopwatch::now();
    let found: usize = (0..rounds).map(&mut run).sum();
    let each = start.elapsed() / rounds as u32;
    println!("{what}: {each:?} each, {:.1} results", found as f64 / rounds as f64);
    assert!(found > 0);
}

/// A city region: 60 km wide, 70 % of the points in 40 clusters.
fn clustered(random: &mut Random, i: u64) -> Feature {
    let (longitude, latitude) = CENTRES[0];
    let (mut x, mut y) = (random.unit(), random.unit());
    if random.chance(70) {
        let cluster = random.below(40) as f64;
        let normal = |random: &mut Random| (0..6).map(|_| random.unit() - 0.5).sum::<f64>() * 0.035;
        x = (cluster * 0.618).fract() + normal(random);
        y = (cluster * 0.755).fract() + normal(random);
    }
    plain(format!("stop-{i:07}"), Some((longitude + x * 0.82, latitude + y * 0.54)), None)
}
