//! The naive engine: reads everything, sorts everything, shares no code with the real one but `distance_m`.

use std::cmp::Ordering;

use parvis_index::QueryContext;
use parvis_model::{
    Area, Condition, Feature, Moment, Order, OrderBy, Origin, Placement, Point, Query, Test, TimeRange,
    Value, distance_m, local_day,
};

use crate::data::WORDS;

/// Every result of the query in order, cursor and limit aside, with its distance.
pub(crate) fn run<'a>(
    all: &'a [Feature],
    query: &Query,
    context: &QueryContext<'_>,
) -> Vec<(&'a Feature, Option<f64>)> {
    let mut results: Vec<(&Feature, Option<f64>)> = all
        .iter()
        .filter_map(|feature| Some((feature, placed(all, feature, query.placement.as_ref(), context)?)))
        .filter(|(feature, _)| {
            query.conditions.iter().all(|condition| fulfils(feature, condition))
                && in_range(feature, query.during, context)
                && query.text.as_ref().is_none_or(|text| has_words(feature, text))
        })
        .collect();
    let order = order_of(query);
    results.sort_by(|a, b| {
        let by_keys = order.iter().map(|order| compare(order, *a, *b)).find(|o| o.is_ne());
        by_keys.unwrap_or_else(|| a.0.id.cmp(&b.0.id))
    });
    results
}

fn order_of(query: &Query) -> Vec<Order> {
    let by = match (&query.placement, &query.during) {
        _ if !query.order.is_empty() => return query.order.clone(),
        (Some(Placement::Near { .. }), _) => OrderBy::Distance,
        (_, Some(_)) => OrderBy::Start,
        _ => OrderBy::Title,
    };
    vec![Order { by, descending: false }]
}

fn point_of(feature: &Feature) -> Option<Point> {
    feature.geometry.as_ref().and_then(parvis_model::Geometry::anchor)
}

/// `None`: not there; otherwise its distance if the query measures one.
fn placed(
    all: &[Feature],
    feature: &Feature,
    placement: Option<&Placement>,
    context: &QueryContext<'_>,
) -> Option<Option<f64>> {
    match placement {
        None => Some(None),
        Some(Placement::Near { origin, radius_m }) => {
            let origin = match origin {
                Origin::Here => context.here?,
                Origin::There => context.there?,
                Origin::Point(point) => *point,
                Origin::Feature { id, .. } => point_of(all.iter().find(|f| *f.id == **id)?)?,
            };
            let metres = distance_m(origin, point_of(feature)?);
            (metres <= *radius_m).then_some(Some(metres))
        }
        Some(Placement::Inside(area)) => {
            let point = point_of(feature)?;
            let inside = match area {
                Area::Territory => context.territory.contains(point),
                Area::Commune(code) => context.territory.commune_of(point).is_some_and(|c| c.code == *code),
                Area::CommuneHere => context
                    .territory
                    .commune_of(point)
                    .is_some_and(|c| Some(&c.code) == context.commune_here.as_ref()),
                Area::Bounds(b) => {
                    let east = if b.west <= b.east { b.east } else { b.east + 360.0 };
                    let turned = [point.longitude, point.longitude + 360.0];
                    (b.south..=b.north).contains(&point.latitude)
                        && turned.iter().any(|longitude| (b.west..=east).contains(longitude))
                }
            };
            inside.then_some(None)
        }
    }
}

fn in_range(feature: &Feature, range: Option<TimeRange>, context: &QueryContext<'_>) -> bool {
    let at = |moment| match moment {
        Moment::NowPlusS(seconds) => context.now.0 + seconds * 1000,
        Moment::Day(days) => local_day(context.now, context.zone, days).0,
        Moment::At(instant) => instant.0,
    };
    let (Some(range), Some(period)) = (range, feature.period) else { return true };
    let over = range.from.is_some_and(|from| period.end().0 < at(from));
    let not_begun = range.until.is_some_and(|until| period.start.0 >= at(until));
    !over && !not_begun
}

fn value_of(feature: &Feature, name: &str) -> Option<Value> {
    match name {
        "id" => Some(Value::code(&*feature.id)),
        "parent" => feature.parent.clone().map(Value::Code),
        _ => feature.property(name).cloned(),
    }
}

fn fulfils(feature: &Feature, condition: &Condition) -> bool {
    let value = value_of(feature, &condition.property);
    let is = |wanted: &Value| match (&value, wanted) {
        (Some(Value::Codes(codes)), Value::Code(code)) => codes.contains(code),
        (Some(a), b) => a == b || number(a).is_some_and(|a| Some(a) == number(b)),
        (None, _) => false,
    };
    let against = |bound: &Value| number(value.as_ref()?)?.partial_cmp(&number(bound)?);
    match &condition.test {
        Test::Equals(wanted) => is(wanted),
        Test::Differs(wanted) => !is(wanted),
        Test::OneOf(wanted) => wanted.iter().any(is),
        Test::AtLeast(bound) => matches!(against(bound), Some(Ordering::Greater | Ordering::Equal)),
        Test::AtMost(bound) => matches!(against(bound), Some(Ordering::Less | Ordering::Equal)),
        Test::Present => value.is_some(),
        Test::Absent => value.is_none(),
    }
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Integer(n) => Some(*n as f64),
        Value::Number(n) => Some(*n),
        _ => None,
    }
}

/// What people would type: known words replaced, hyphens as spaces.
fn typed(text: &str) -> String {
    WORDS.iter().fold(text.replace('-', " "), |text, (word, typed)| text.replace(word, typed))
}

fn has_words(feature: &Feature, text: &str) -> bool {
    let mut texts = vec![typed(feature.title.fallback())];
    if let Some(Value::Text(about)) = feature.property("about") {
        texts.push(typed(about.fallback()));
    }
    typed(text).split(' ').all(|word| texts.iter().any(|text| text.split(' ').any(|w| w.starts_with(word))))
}

fn compare(order: &Order, a: (&Feature, Option<f64>), b: (&Feature, Option<f64>)) -> Ordering {
    let number = |(feature, distance): (&Feature, Option<f64>)| match &order.by {
        OrderBy::Distance => distance,
        OrderBy::Start => feature.period.map(|period| period.start.0 as f64),
        OrderBy::Property(name) => feature.property(name).and_then(number),
        _ => None,
    };
    let text = |(feature, _): (&Feature, Option<f64>)| match &order.by {
        OrderBy::Title => Some(typed_title(feature.title.fallback())),
        OrderBy::Property(name) => match value_of(feature, name) {
            Some(Value::Code(code)) => Some(code.to_string()),
            _ => None,
        },
        _ => None,
    };
    let turn = |ordering: Ordering| if order.descending { ordering.reverse() } else { ordering };
    match (number(a), number(b), text(a), text(b)) {
        (Some(a), Some(b), _, _) => turn(a.total_cmp(&b)),
        (_, _, Some(a), Some(b)) => turn(a.cmp(&b)),
        (a, b, c, d) => (a.is_none() && c.is_none()).cmp(&(b.is_none() && d.is_none())),
    }
}

/// Hyphens stay: they count in an alphabet.
fn typed_title(title: &str) -> String {
    WORDS.iter().fold(title.to_owned(), |text, (word, typed)| text.replace(word, typed))
}
