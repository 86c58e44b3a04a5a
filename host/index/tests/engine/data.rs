//! Random features that are the same at every run: clustered, shared, long and short.

use std::sync::Arc;

use parvis_index::{Part, PartBuilder, QueryContext, ReadModel, Snapshot};
use parvis_model::{
    Commune, Feature, Geometry, Instant, Language, Period, Point, Property, Shape, Territory, Text, TimeZone,
    Value,
};

/// The moment of the tests: 2017-03-25T08:30:00+01:00, the day before a clock change.
pub(crate) const NOW: Instant = Instant(1_490_427_000_000);
/// A region, both sides of the date line, the equator at Greenwich, next to a pole.
pub(crate) const CENTRES: [(f64, f64); 4] = [(2.25, 48.82), (179.998, -17.0), (0.0, 0.0), (-70.0, 89.97)];
/// Titles and what people type for them.
pub(crate) const WORDS: [(&str, &str); 8] = [
    ("Sèvres", "sevres"),
    ("Élan", "elan"),
    ("gare", "gare"),
    ("Œuvre", "oeuvre"),
    ("Issy", "issy"),
    ("été", "ete"),
    ("Garenne", "garenne"),
    ("VAL", "val"),
];

/// A small generator of numbers (xorshift*), so that a failure can be repeated.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) % end
    }

    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn unit(&mut self) -> f64 {
        self.below(1 << 30) as f64 / f64::from(1 << 30)
    }

    pub(crate) fn one_of<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len() as u64) as usize]
    }
}

/// A point in one of the clusters; most lie near its middle, some at one of few exact positions.
pub(crate) fn point(random: &mut Random) -> Point {
    let (longitude, latitude) = *random.one_of(&CENTRES);
    let stretch = 1.0 / latitude.to_radians().cos();
    let spread = 0.1 * random.unit().powi(3);
    let grain = if random.chance(20) { 0.02 } else { 1e-7 };
    let off = |random: &mut Random| ((random.unit() - 0.5) * spread / grain).round() * grain;
    let longitude = longitude + off(random) * stretch;
    let wrapped = (longitude + 540.0).rem_euclid(360.0) - 180.0;
    Point { longitude: wrapped, latitude: (latitude + off(random)).clamp(-90.0, 90.0) }
}

fn title(random: &mut Random) -> Text {
    let words: Vec<&str> = (0..=random.below(3)).map(|_| random.one_of(&WORDS).0).collect();
    Text::new(words.join(if random.chance(50) { " " } else { "-" }))
}

fn period(random: &mut Random) -> Option<Period> {
    let minute = 60_000;
    let start = Instant(NOW.0 + (random.below(4 * 1440) as i64 - 2 * 1440) * minute);
    let length = match random.below(10) {
        0..=1 => return None,
        2..=7 => 0,
        _ => random.below(2000) as i64 * minute,
    };
    Period::new(start, Instant(start.0 + length))
}

fn properties(random: &mut Random) -> Vec<Property> {
    let property = |name: &str, value| Property { name: name.into(), value };
    let mut list = vec![property("line", Value::code(*random.one_of(&["C", "N", "U"])))];
    if random.chance(70) {
        let count = random.below(6) as i64;
        let value = if random.chance(50) { Value::Integer(count) } else { Value::Number(count as f64) };
        list.push(property("count", value));
    }
    if random.chance(50) {
        let codes = (0..random.below(3)).map(|_| Arc::from(*random.one_of(&["a", "b", "c"]))).collect();
        list.push(property("codes", Value::Codes(codes)));
    }
    if random.chance(40) {
        list.push(property("about", Value::Text(title(random))));
    }
    list
}

/// A feature with one of `ids` ids, so that some ids come twice.
pub(crate) fn feature(random: &mut Random, ids: u64) -> Feature {
    let parent = random.below(30);
    Feature {
        id: format!("f{}", random.below(ids)).into(),
        title: title(random),
        geometry: random.chance(90).then(|| Geometry::Point(point(random))),
        period: period(random),
        parent: random.chance(60).then(|| format!("p{}", parent.saturating_sub(15)).into()),
        properties: properties(random).into(),
    }
}

pub(crate) fn part(features: &[Feature]) -> Part {
    let mut builder = PartBuilder::new();
    features.chunks(100).for_each(|batch| builder.push(batch.to_vec()));
    builder.finish()
}

/// A snapshot with one source.
pub(crate) fn snapshot(collection: &str, features: &[Feature]) -> Arc<Snapshot> {
    let model = ReadModel::new();
    model.replace_source("test", "source", vec![(collection.into(), part(features))], 1);
    model.snapshot()
}

/// A feature with nothing but an id and what is given.
pub(crate) fn plain(id: impl Into<Box<str>>, at: Option<(f64, f64)>, start: Option<i64>) -> Feature {
    Feature {
        id: id.into(),
        title: Text::new("title"),
        geometry: at.map(|(longitude, latitude)| Geometry::Point(Point { longitude, latitude })),
        period: start.map(|start| Period::at(Instant(start))),
        parent: None,
        properties: [].into(),
    }
}

/// Two square communes side by side around the first cluster.
pub(crate) fn territory() -> Territory {
    let commune = |code: &str, west: f64| {
        let corner = |x: f64, y: f64| Point { longitude: west + x, latitude: 48.80 + y };
        let ring = vec![corner(0.0, 0.0), corner(0.02, 0.0), corner(0.02, 0.03), corner(0.0, 0.03)];
        let (code, name) = (code.to_owned(), code.to_owned());
        Commune {
            code,
            name,
            also: Vec::new(),
            outline: Shape::Polygon(vec![ring]),
            centre: corner(0.01, 0.01),
        }
    };
    Territory {
        name: "test".into(),
        zone: TimeZone::get("Europe/Paris").expect("bundled time zones"),
        languages: vec![Language::Fr],
        communes: vec![commune("92040", 2.23), commune("92048", 2.25)],
        places: Vec::new(),
        outlines_credit: String::new(),
        sample: true,
    }
}

pub(crate) fn context(territory: &Territory) -> QueryContext<'_> {
    QueryContext {
        here: None,
        there: None,
        commune_here: None,
        now: NOW,
        zone: &territory.zone,
        territory,
        language: Language::Fr,
    }
}
