//! What several queries find near one place, as one list: the nearest of all. Only what is shown is filled in.

use std::collections::BTreeSet;

use parvis_index::{Answer, Hit};
use parvis_model::{Feed, Placement, Query, Value};
use parvis_services::{Reading, Visit};

use super::Composer;
use super::hub_feeds::{Gathered, page_of};
use crate::{Found, PageError};

/// Most results of a page.
const IN_ALL: usize = 100;

impl Composer {
    /// The nearest results of all queries, each shown as `shown` says; of an event with many times one.
    pub(super) fn nearest(
        &self,
        reading: &Reading,
        visit: &Visit,
        queries: impl Iterator<Item = Query>,
        shown: impl Fn(Query) -> Feed,
    ) -> Result<Gathered, PageError> {
        let (mut hits, mut gathered) = (Vec::new(), Gathered::default());
        let mut feed = None;
        let mut queries: Vec<(usize, Query)> = queries.enumerate().collect();
        // What is always there fills the list soon. Then little of what has its time is looked at, most of it in vain.
        queries.sort_by_key(|(_, query)| is_timed(reading, query));
        for (place, mut query) in queries {
            narrow(&mut query, &hits);
            let answer =
                self.platform.find(reading, &query, visit).map_err(|error| unfilled(&query, &error))?;
            let enabled = |hit: &Hit| reading.registry.enabled(hit.feature.plugin()).is_some();
            hits.extend(answer.hits.into_iter().filter(enabled).map(|hit| (place, hit)));
            keep_nearest(&mut hits);
            feed = Some(shown(query));
        }
        let Some(feed) = feed else { return Ok(gathered) };
        let hits = hits.into_iter().map(|(_, hit)| hit).collect();
        let answer = Answer { hits, ..Answer::default() };
        let filled = self.platform.fill_in(reading, "", &feed, &answer, visit);
        let filled = filled.map_err(|error| unfilled(&feed.query, &error))?;
        gathered.note(&filled);
        let found = |(hit, item): (&Hit, _)| Found { href: page_of(reading, &hit.feature), item };
        gathered.found = answer.hits.iter().zip(filled.items).map(found).collect();
        Ok(gathered)
    }
}

/// A result with the place of its query among all: what is equally far stands in that order.
type Placed = (usize, Hit);

fn is_timed(reading: &Reading, query: &Query) -> bool {
    reading.snapshot.collection(&query.collection).is_some_and(|collection| collection.is_timed())
}

fn unfilled(query: &Query, error: &parvis_model::PlatformError) -> PageError {
    tracing::error!(%error, collection = query.collection, "a feed of the hub cannot be filled");
    PageError::Internal
}

/// Where the list is full already, what is farther than its last is not looked for.
fn narrow(query: &mut Query, hits: &[Placed]) {
    let last = hits.get(IN_ALL - 1).and_then(|(_, hit)| hit.distance_m);
    if let (Some(Placement::Near { radius_m, .. }), Some(last)) = (&mut query.placement, last) {
        *radius_m = radius_m.min(last.max(1.0));
    }
}

/// The nearest first, of a series only its nearest, and no more than are shown.
fn keep_nearest(hits: &mut Vec<Placed>) {
    let metres = |hit: &Hit| hit.distance_m.unwrap_or(f64::INFINITY);
    hits.sort_by(|(one, a), (other, b)| metres(a).total_cmp(&metres(b)).then(one.cmp(other)));
    let mut series = BTreeSet::new();
    hits.retain(|(_, hit)| {
        let of = hit.feature.property("series").and_then(Value::as_str);
        of.is_none_or(|of| series.insert(of.to_owned()))
    });
    hits.truncate(IN_ALL);
}

#[cfg(test)]
mod tests {
    use parvis_index::{PartBuilder, ReadModel};
    use parvis_model::{Feature, Origin, Property, Text};

    use super::*;

    /// So many results, each ten metres farther; every third is of one series.
    fn hits(count: usize) -> Vec<Placed> {
        let feature = |number: usize| Feature {
            id: format!("{number:04}").into(),
            title: Text::new("Bal"),
            geometry: None,
            period: None,
            parent: None,
            properties: match number % 3 {
                0 => [Property { name: "series".into(), value: Value::code("bal") }].into(),
                _ => [].into(),
            },
        };
        let (model, mut builder) = (ReadModel::new(), PartBuilder::new());
        builder.push((0..count).map(feature).collect());
        model.replace_source("culture", "agenda", vec![("events".to_owned(), builder.finish())], 1);
        let snapshot = model.snapshot();
        let all = snapshot.collection("events").expect("events").iter().zip(0..);
        all.map(|(feature, at)| (0, Hit { feature, distance_m: Some(f64::from(at) * 10.0) })).collect()
    }

    #[test]
    fn the_nearest_are_kept_and_one_of_a_series() {
        let mut found = hits(300);
        found.reverse();
        keep_nearest(&mut found);
        let ids: Vec<&str> = found.iter().map(|(_, hit)| &*hit.feature.id).collect();
        let mut equally_far: Vec<Placed> = hits(2);
        (equally_far[0].0, equally_far[0].1.distance_m) = (1, Some(10.0));
        keep_nearest(&mut equally_far);
        assert_eq!(&*equally_far[0].1.feature.id, "0001", "the query that was asked for first");
        assert_eq!((ids.len(), &ids[..5]), (IN_ALL, &["0000", "0001", "0002", "0004", "0005"][..]));
    }

    #[test]
    fn a_full_list_narrows_what_is_looked_for_and_never_to_nothing() {
        let radius = |hits: &[Placed]| {
            let placement = Some(Placement::Near { origin: Origin::Here, radius_m: 3_000.0 });
            let mut query = Query { placement, ..Query::all("events", 100) };
            narrow(&mut query, hits);
            match query.placement {
                Some(Placement::Near { radius_m, .. }) => radius_m,
                _ => f64::NAN,
            }
        };
        assert_eq!(radius(&hits(IN_ALL - 1)), 3_000.0);
        assert_eq!(radius(&hits(IN_ALL)), 990.0);
        let mut at_once = hits(IN_ALL);
        at_once.iter_mut().for_each(|(_, hit)| hit.distance_m = Some(0.0));
        assert_eq!(radius(&at_once), 1.0);
    }
}
