//! Random queries.

use parvis_model::{
    Area, Bounds, Condition, Instant, Moment, Order, OrderBy, Origin, Placement, Query, Test, TimeRange,
    Value,
};

use crate::data::{NOW, Random, WORDS, point};

pub(crate) fn query(random: &mut Random) -> Query {
    let mut query = Query::all("things", 1 + random.below(40) as usize);
    query.placement = random.chance(60).then(|| placement(random));
    query.conditions = (0..random.below(3)).map(|_| condition(random)).collect();
    query.during = random.chance(40).then(|| range(random));
    query.text = random.chance(25).then(|| text(random));
    let near = matches!(query.placement, Some(Placement::Near { .. }));
    query.order = if random.chance(50) { Vec::new() } else { order(random, near) };
    query
}

fn placement(random: &mut Random) -> Placement {
    let radius_m = 10_f64.powf(random.unit() * 4.6).clamp(1.0, 50_000.0);
    let near = |origin| Placement::Near { origin, radius_m };
    match random.below(8) {
        0 => near(Origin::Here),
        1 => near(Origin::Feature {
            collection: "things".into(),
            id: format!("f{}", random.below(3500)).into(),
        }),
        2 => Placement::Inside(Area::Territory),
        3 => Placement::Inside(Area::Commune("92048".into())),
        4 => Placement::Inside(bounds(random)),
        _ => near(Origin::Point(point(random))),
    }
}

fn bounds(random: &mut Random) -> Area {
    let (a, b) = (point(random), point(random));
    Area::Bounds(Bounds {
        west: a.longitude,
        east: b.longitude,
        south: a.latitude.min(b.latitude),
        north: a.latitude.max(b.latitude),
    })
}

fn condition(random: &mut Random) -> Condition {
    let count = Value::Integer(random.below(6) as i64);
    let code = Value::code(*random.one_of(&["C", "N", "a", "b"]));
    let parent = |random: &mut Random| Value::code(format!("p{}", random.below(16)));
    let (property, test) = match random.below(10) {
        0 => ("line", Test::Equals(code)),
        1 => ("line", Test::Differs(code)),
        2 => ("codes", Test::Equals(code)),
        3 => ("codes", Test::OneOf(vec![code, Value::code("c")])),
        4 => ("count", Test::AtLeast(count)),
        5 => ("count", Test::AtMost(count)),
        6 => ("about", if random.chance(50) { Test::Present } else { Test::Absent }),
        7 => ("parent", Test::Equals(parent(random))),
        8 => ("parent", Test::OneOf(vec![parent(random), parent(random)])),
        _ => ("id", Test::OneOf((0..40).map(|_| Value::code(format!("f{}", random.below(3500)))).collect())),
    };
    Condition { property: property.into(), test }
}

pub(crate) fn range(random: &mut Random) -> TimeRange {
    let moment = |random: &mut Random| match random.below(4) {
        0 => None,
        1 => Some(Moment::NowPlusS(random.below(90_000) as i64 - 30_000)),
        2 => Some(Moment::Day(random.below(4) as i32 - 1)),
        _ => Some(Moment::At(Instant(NOW.0 + (random.below(1440) as i64 - 720) * 60_000))),
    };
    TimeRange { from: moment(random), until: moment(random) }
}

fn text(random: &mut Random) -> String {
    let word = |random: &mut Random| {
        let (written, typed) = *random.one_of(&WORDS);
        match random.below(3) {
            0 => written.to_owned(),
            1 => typed.to_owned(),
            _ => typed[..2].to_owned(),
        }
    };
    (0..=random.below(2)).map(|_| word(random)).collect::<Vec<_>>().join(" ")
}

pub(crate) fn order(random: &mut Random, near: bool) -> Vec<Order> {
    let key = |random: &mut Random| {
        let by = match random.below(6) {
            0 if near => OrderBy::Distance,
            1 => OrderBy::Title,
            2 => OrderBy::Property("count".into()),
            3 => OrderBy::Property("line".into()),
            4 => OrderBy::Property("parent".into()),
            _ => OrderBy::Start,
        };
        Order { by, descending: random.chance(40) }
    };
    (0..=random.below(2)).map(|_| key(random)).collect()
}
