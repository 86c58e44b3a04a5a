//! A city region: 60 km wide, 70 % of its points in 40 clusters, the same at every run.

use parvis_model::{Feature, Geometry, Point, Property, Text, Value};

/// South-west corner.
const CORNER: (f64, f64) = (2.0, 48.6);
/// 60 km in degrees there.
const WIDE: (f64, f64) = (0.82, 0.54);
const KINDS: [&str; 8] = ["stop", "shop", "library", "school", "garden", "pharmacy", "sport", "market"];

/// A small generator of numbers (xorshift*), so that every run has the same region.
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// About the normal distribution, 0.71 wide.
    fn normal(&mut self) -> f64 {
        (0..6).map(|_| self.unit() - 0.5).sum()
    }
}

/// `count` points of the region.
pub(crate) fn points(count: usize) -> Vec<Point> {
    let mut random = Random(5);
    (0..count).map(|_| point(&mut random)).collect()
}

/// Places to ask from, distributed like the points and none of them.
pub(crate) fn origins(count: usize) -> Vec<Point> {
    let mut random = Random(77);
    (0..count).map(|_| point(&mut random)).collect()
}

fn point(random: &mut Random) -> Point {
    let (mut x, mut y) = (random.unit(), random.unit());
    if random.unit() < 0.7 {
        let cluster = (random.unit() * 40.0).floor();
        x = (cluster * 0.618).fract() + random.normal() * 0.035;
        y = (cluster * 0.755).fract() + random.normal() * 0.035;
    }
    Point { longitude: CORNER.0 + x * WIDE.0, latitude: CORNER.1 + y * WIDE.1 }
}

/// A place of the district: a kind, a number, opening hours that many share, a name of its own.
pub(crate) fn feature(number: usize, point: Point) -> Feature {
    let property = |name: &str, value| Property { name: name.into(), value };
    let opening = ["Mo-Fr 09:00-18:00", "Mo-Sa 10:00-19:30", "24/7"][number % 3];
    let properties = [
        property("kind", Value::code(KINDS[number % KINDS.len()])),
        property("capacity", Value::Integer((number % 50) as i64)),
        property("opening-hours", Value::OpeningHours(opening.into())),
    ];
    Feature {
        id: format!("city/place-{number:07}").into(),
        title: Text::new(format!("Place {}", number % 5000)),
        geometry: Some(Geometry::Point(point)),
        period: None,
        parent: None,
        properties: properties.into(),
    }
}
