//! Thousands of random queries, page by page, against the naive engine.

use std::collections::BTreeMap;
use std::sync::Arc;

use parvis_index::{QueryContext, ReadModel, Snapshot};
use parvis_model::{Children, Feature, Item, Point, Query, Text};

use crate::data::{Random, context, feature, part, territory};
use crate::{naive, queries};

/// Three sources of one collection that share some ids, and what should be seen of them.
fn random_data(random: &mut Random) -> (Arc<Snapshot>, Vec<Feature>) {
    let model = ReadModel::new();
    let mut seen: BTreeMap<Box<str>, Feature> = BTreeMap::new();
    for (source, count) in [("a", 1500), ("b", 900), ("c", 30)] {
        let features: Vec<Feature> = (0..count).map(|_| feature(random, 4000)).collect();
        let last: BTreeMap<Box<str>, Feature> = features.iter().map(|f| (f.id.clone(), f.clone())).collect();
        last.into_iter().for_each(|(id, feature)| {
            seen.entry(id).or_insert(feature);
        });
        model.replace_source("test", source, vec![("things".into(), part(&features))], 1);
    }
    (model.snapshot(), seen.into_values().collect())
}

type Found = Vec<(Box<str>, Option<f64>)>;

/// The first `pages` pages of a query, and whether there are more.
fn page_through(
    snapshot: &Snapshot,
    query: &Query,
    context: &QueryContext<'_>,
    pages: usize,
) -> (Found, bool) {
    let mut query = query.clone();
    let mut found = Found::new();
    for _ in 0..pages {
        let answer = snapshot.run(&query, context).expect("a sound query");
        assert!(answer.hits.len() <= query.limit);
        found.extend(answer.hits.iter().map(|hit| (hit.feature.id.clone(), hit.distance_m)));
        query.after = answer.next;
        if query.after.is_none() {
            return (found, false);
        }
    }
    (found, true)
}

#[test]
fn random_queries_answer_as_the_naive_engine() {
    let territory = territory();
    let mut with_results = 0;
    for seed in 1..=3_u64 {
        let random = &mut Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let (snapshot, all) = random_data(random);
        assert_eq!(snapshot.collection("things").expect("filled").len(), all.len());
        let here = Some(Point { longitude: 2.251, latitude: 48.821 });
        let context = QueryContext { here, commune_here: Some("92040".into()), ..context(&territory) };
        for number in 0..800 {
            let query = queries::query(random);
            let expected = naive::run(&all, &query, &context);
            let expected: Found = expected.into_iter().map(|(f, metres)| (f.id.clone(), metres)).collect();
            let (found, more) = page_through(&snapshot, &query, &context, 4);
            let shown = expected.len().min(4 * query.limit);
            assert_eq!(found, expected[..shown], "seed {seed}, query {number}: {query:?}");
            assert_eq!(more, shown < expected.len(), "seed {seed}, query {number}: {query:?}");
            with_results += usize::from(!expected.is_empty());
        }
    }
    assert!(with_results > 1000, "only {with_results} queries had results: the test has lost its bite");
}

#[test]
fn random_children_are_as_the_naive_engine_says() {
    let territory = territory();
    let context = context(&territory);
    let random = &mut Random(77);
    let (snapshot, all) = random_data(random);
    let mut with_results = 0;
    for number in 0..800 {
        let parent = format!("p{}", random.below(16));
        let mut query = queries::query(random);
        query.conditions.retain(|condition| condition.property != "parent");
        let children = Children {
            collection: "things".into(),
            conditions: query.conditions.clone(),
            during: random.chance(70).then(|| queries::range(random)),
            order: if random.chance(70) { Vec::new() } else { queries::order(random, false) },
            limit: 1 + random.below(20) as usize,
            item: Item { lead: None, badge: None, title: None, details: Vec::new(), link: None },
            empty: Text::default(),
        };
        let found = snapshot.children(&parent, &children, &context).expect("sound");
        let found: Vec<&str> = found.iter().map(|feature| &*feature.id).collect();
        let family: Vec<Feature> =
            all.iter().filter(|f| f.parent.as_deref() == Some(&parent)).cloned().collect();
        let soonest = vec![parvis_model::Order { by: parvis_model::OrderBy::Start, descending: false }];
        let query = Query {
            conditions: children.conditions.clone(),
            during: children.during,
            order: if children.order.is_empty() { soonest } else { children.order.clone() },
            ..Query::all("things", 1)
        };
        let expected = naive::run(&family, &query, &context);
        let expected: Vec<&str> = expected.iter().take(children.limit).map(|(f, _)| &*f.id).collect();
        assert_eq!(found, expected, "children {number} of {parent}: {children:?}");
        with_results += usize::from(!found.is_empty());
    }
    assert!(with_results > 350, "only {with_results} had results: the test has lost its bite");
}
