//! Memory of the read model per feature, above its own texts and properties.

use parvis_index::PartBuilder;
use parvis_model::{Feature, Instant, Period, Property, Text, Value};

use crate::region;

/// Bytes of one feature.
pub(crate) struct Memory {
    pub(crate) what: &'static str,
    pub(crate) count: usize,
    /// Of the feature and its indexes, by their layout.
    pub(crate) layout: usize,
    /// Resident memory above the characters of its id; titles and properties are shared by many.
    pub(crate) resident: usize,
}

/// Measures places and departures.
pub(crate) fn measure(count: usize) -> [Memory; 2] {
    let points = region::points(count);
    [
        part("places with a position", count, |number| region::feature(number, points[number])),
        part("departures of 3,000 stops", count, departure),
    ]
}

fn part(what: &'static str, count: usize, feature: impl Fn(usize) -> Feature) -> Memory {
    let before = resident();
    let mut builder = PartBuilder::new();
    for start in (0..count).step_by(1000) {
        builder.push((start..count.min(start + 1000)).map(&feature).collect());
    }
    let part = builder.finish();
    let ids: usize = part.features().iter().map(|feature| feature.id.len()).sum();
    let resident = resident().saturating_sub(before).saturating_sub(ids) / count;
    Memory { what, count, layout: part.index_bytes() / count, resident }
}

/// As a timetable has them: 2,000 different property lists.
fn departure(number: usize) -> Feature {
    let property = |name: &str, value| Property { name: name.into(), value };
    let trip = number % 2000;
    let properties = [
        property("line", Value::Feature(format!("line/{}", trip % 100).into())),
        property("mode", Value::code("rail")),
        property("mission", Value::code(format!("M{trip}"))),
    ];
    Feature {
        id: format!("gtfs/departure-{number:07}").into(),
        title: Text::new(format!("Terminus {}", trip % 200)),
        geometry: None,
        period: Some(Period::at(Instant(1_490_427_000_000 + number as i64 * 1080))),
        parent: Some(format!("gtfs/stop-{}", number % 3000).into()),
        properties: properties.into(),
    }
}

/// Resident memory of this process in bytes; 0 where the system does not tell.
fn resident() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<usize>().ok()).unwrap_or(0) * 4096
}
