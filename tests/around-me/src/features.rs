//! The features of a hub: which collection each belongs to, who publishes it, what it is.

use parvis_model::{Feature, Geometry, Instant, Point, Property, Text, Value};

use crate::kinds::said;

/// Twelve collections, and the bundled plugin that publishes each. All of them have positions here.
pub(crate) const COLLECTIONS: [(&str, &str); 12] = [
    ("stops", "transport"),
    ("lines", "transport"),
    ("departures", "transport"),
    ("calls", "transport"),
    ("vehicles", "transport"),
    ("alerts", "mobilite"),
    ("events", "culture"),
    ("places", "annuaire"),
    ("addresses", "annuaire"),
    ("vehicle-stations", "mobilite"),
    ("social-services", "solidarite"),
    ("offers", "emploi"),
];
/// Departures of one stop.
const OF_ONE_STOP: usize = 10;

/// Who publishes each collection: those of one share its features.
pub(crate) type Publishers = [Vec<String>; COLLECTIONS.len()];

/// The features that `publisher` puts into the collection of that number, of the first `count` points.
pub(crate) fn of<'a>(
    (collection, publisher): (usize, &'a str),
    publishers: &'a Publishers,
    points: &'a [Point],
    now: Instant,
) -> impl Iterator<Item = Feature> + 'a {
    let numbers = (collection..points.len()).step_by(COLLECTIONS.len());
    let ours = numbers.filter(move |number| publisher_of(*number, publishers) == publisher);
    ours.map(move |number| feature(number, points[number], publishers, now))
}

fn publisher_of(number: usize, publishers: &Publishers) -> &str {
    let those = &publishers[number % COLLECTIONS.len()];
    &those[number / COLLECTIONS.len() % those.len()]
}

fn id(number: usize, publishers: &Publishers) -> String {
    let collection = COLLECTIONS[number % COLLECTIONS.len()].0;
    format!("{}/{collection}-{number:07}", publisher_of(number, publishers))
}

fn feature(number: usize, point: Point, publishers: &Publishers, now: Instant) -> Feature {
    let (collection, _) = COLLECTIONS[number % COLLECTIONS.len()];
    let within = number / COLLECTIONS.len();
    let said = said(collection, within, now);
    let stop = || id(within / OF_ONE_STOP * OF_ONE_STOP * COLLECTIONS.len(), publishers);
    let property = |(name, value): (&'static str, Value)| Property { name: name.into(), value };
    Feature {
        id: id(number, publishers).into(),
        title: Text::new(said.title),
        geometry: Some(Geometry::Point(point)),
        period: said.period,
        parent: (collection == "departures").then(|| stop().into()),
        properties: said.properties.into_iter().map(property).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn publishers_share_a_collection_and_leave_nothing_out() {
        let mut publishers: Publishers = COLLECTIONS.map(|(_, owner)| vec![owner.to_owned()]);
        publishers[0].push("silent-01".to_owned());
        let points = vec![Point { longitude: 2.2, latitude: 48.8 }; 1200];
        let count = |publisher| of((0, publisher), &publishers, &points, Instant(0)).count();
        assert_eq!((count("transport"), count("silent-01"), count("culture")), (50, 50, 0));
        let departures: Vec<Feature> = of((2, "transport"), &publishers, &points, Instant(0)).collect();
        assert_eq!(departures[0].parent.as_deref(), Some("transport/stops-0000000"));
        assert_eq!(departures[13].parent.as_deref(), Some("transport/stops-0000120"));
    }
}
