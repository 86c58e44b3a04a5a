//! What touches a box: against a look at every feature, and with shapes whose middle lies elsewhere.

use std::collections::BTreeSet;

use parvis_index::Touching;
use parvis_model::{Bounds, Feature, Geometry, Moment, Point, Shape, TimeRange, TimeZone};

use crate::data::{CENTRES, NOW, Random, feature, plain, snapshot};

fn found(features: &[Feature], bounds: Bounds, during: Option<TimeRange>) -> BTreeSet<String> {
    let snapshot = snapshot("things", features);
    let collection = snapshot.collection("things").expect("filled");
    let zone = TimeZone::UTC;
    let touching = Touching { bounds, during, now: NOW, zone: &zone };
    let mut found = Vec::new();
    touching.visit(collection, |_| true, |feature| found.push(feature.id.to_string()));
    let set: BTreeSet<String> = found.iter().cloned().collect();
    assert_eq!(set.len(), found.len(), "each is shown once");
    touching.visit(collection, |_| false, |_| panic!("a part that is not wanted"));
    set
}

#[test]
fn boxes_hold_what_a_look_at_everything_finds() {
    let random = &mut Random(20_260_727);
    let drawn: Vec<Feature> = (0..2_000).map(|_| feature(random, 1 << 40)).collect();
    let hour = TimeRange { from: Some(Moment::At(NOW)), until: Some(Moment::NowPlusS(86_400)) };
    let mut seen = 0;
    for number in 0..60 {
        let (longitude, latitude) = *random.one_of(&CENTRES[..3]);
        let (across, up) = (random.unit() * 0.05, random.unit() * 0.05);
        let bounds = Bounds {
            west: (longitude - across).max(-180.0),
            south: latitude - up,
            east: (longitude + across / 2.0).min(180.0),
            north: latitude + up / 2.0,
        };
        let during = (number % 2 == 0).then_some(hour);
        let expected = drawn.iter().filter(|one| {
            let in_time = during.is_none()
                || one.period.is_none_or(|p| p.end() >= NOW && p.start < NOW.plus_seconds(86_400));
            let at = one.geometry.as_ref().and_then(Geometry::anchor);
            in_time && at.is_some_and(|at| bounds.contains(at))
        });
        let expected: BTreeSet<String> = expected.map(|one| one.id.to_string()).collect();
        seen += expected.len();
        assert_eq!(found(&drawn, bounds, during), expected, "box {number}: {bounds:?}");
    }
    assert!(seen > 1_000, "only {seen}: the test has lost its bite");
}

#[test]
fn a_shape_touches_a_box_far_from_its_middle() {
    let corners = [(2.0, 48.0), (3.0, 48.0), (3.0, 49.0), (2.0, 49.0)];
    let ring = corners.map(|(longitude, latitude)| Point { longitude, latitude }).to_vec();
    let mut area = plain("area", None, None);
    area.geometry = Some(Geometry::Shape(Box::new(Shape::Polygon(vec![ring]))));
    let features = [area, plain("point", Some((2.9, 48.9)), None)];
    let at = |west: f64, south: f64| Bounds { west, south, east: west + 0.02, north: south + 0.02 };
    let names = |bounds| found(&features, bounds, None).into_iter().collect::<Vec<_>>();
    assert_eq!(names(at(2.9, 48.9)), ["area", "point"]);
    assert_eq!(names(at(2.0, 48.0)), ["area"], "at a corner");
    assert!(names(at(3.1, 48.5)).is_empty());
}
