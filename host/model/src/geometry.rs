//! Points, shapes and distances. WGS 84, longitude first, metres.

use serde::{Deserialize, Serialize};

/// A position in degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Degrees east, -180 to 180.
    pub longitude: f64,
    /// Degrees north, -90 to 90.
    pub latitude: f64,
}

impl Point {
    /// A point, or `None` if the numbers are not a position on Earth.
    pub fn new(longitude: f64, latitude: f64) -> Option<Point> {
        let sound = (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
        sound.then_some(Point { longitude, latitude })
    }

    /// The point on the grid of 0.001 degrees (about 111 m by 73 m at Paris) that is nearest.
    /// A visitor's place is never kept finer than this.
    pub fn rounded(self) -> Point {
        let round = |degrees: f64| (degrees * 1000.0).round() / 1000.0;
        Point { longitude: round(self.longitude), latitude: round(self.latitude) }
    }
}

/// A box aligned with the axes, in degrees.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// Smallest longitude.
    pub west: f64,
    /// Smallest latitude.
    pub south: f64,
    /// Largest longitude.
    pub east: f64,
    /// Largest latitude.
    pub north: f64,
}

impl Bounds {
    /// The smallest box around the points; `None` without points.
    pub fn around(points: impl IntoIterator<Item = Point>) -> Option<Bounds> {
        points.into_iter().fold(None, |bounds: Option<Bounds>, p| {
            let b = bounds.unwrap_or(Bounds {
                west: p.longitude,
                south: p.latitude,
                east: p.longitude,
                north: p.latitude,
            });
            Some(Bounds {
                west: b.west.min(p.longitude),
                south: b.south.min(p.latitude),
                east: b.east.max(p.longitude),
                north: b.north.max(p.latitude),
            })
        })
    }

    /// True if the boxes share at least a point.
    pub fn meets(&self, other: &Bounds) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }

    /// True if the point lies in the box or on its edge.
    pub fn contains(&self, p: Point) -> bool {
        (self.west..=self.east).contains(&p.longitude) && (self.south..=self.north).contains(&p.latitude)
    }
}

/// Where a feature is. Most are points, kept without an allocation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Geometry {
    /// One point.
    Point(Point),
    /// Anything larger.
    Shape(Box<Shape>),
}

/// A geometry larger than a point. Rings are closed or not, as they come; both are read alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Several points.
    MultiPoint(Vec<Point>),
    /// A line.
    LineString(Vec<Point>),
    /// Several lines.
    MultiLineString(Vec<Vec<Point>>),
    /// A polygon: its outer ring, then its holes.
    Polygon(Vec<Vec<Point>>),
    /// Several polygons.
    MultiPolygon(Vec<Vec<Vec<Point>>>),
}

impl Geometry {
    /// The point that stands for this geometry in nearness queries: the point itself, or the middle of its box.
    pub fn anchor(&self) -> Option<Point> {
        match self {
            Geometry::Point(point) => Some(*point),
            Geometry::Shape(shape) => shape.bounds().map(|b| Point {
                longitude: f64::midpoint(b.west, b.east),
                latitude: f64::midpoint(b.south, b.north),
            }),
        }
    }
}

impl Shape {
    /// Every corner of the shape.
    pub fn points(&self) -> Box<dyn Iterator<Item = Point> + '_> {
        match self {
            Shape::MultiPoint(points) | Shape::LineString(points) => Box::new(points.iter().copied()),
            Shape::MultiLineString(lines) | Shape::Polygon(lines) => {
                Box::new(lines.iter().flatten().copied())
            }
            Shape::MultiPolygon(polygons) => Box::new(polygons.iter().flatten().flatten().copied()),
        }
    }

    /// The smallest box around the shape; `None` if it has no point.
    pub fn bounds(&self) -> Option<Bounds> {
        Bounds::around(self.points())
    }

    /// True if the point lies inside a polygon of the shape (even-odd rule, so holes are outside).
    /// A point exactly on an edge may fall on either side. Lines and points contain nothing.
    pub fn contains(&self, point: Point) -> bool {
        match self {
            Shape::Polygon(rings) => in_rings(rings, point),
            Shape::MultiPolygon(polygons) => polygons.iter().any(|rings| in_rings(rings, point)),
            _ => false,
        }
    }
}

fn in_rings(rings: &[Vec<Point>], point: Point) -> bool {
    let crossings: usize = rings.iter().map(|ring| crossings(ring, point)).sum();
    crossings % 2 == 1
}

/// How many edges of the ring a ray from the point to the east crosses.
fn crossings(ring: &[Point], p: Point) -> usize {
    let next = ring.iter().cycle().skip(1);
    ring.iter()
        .zip(next)
        .filter(|(a, b)| {
            (a.latitude > p.latitude) != (b.latitude > p.latitude) && {
                let along = (p.latitude - a.latitude) / (b.latitude - a.latitude);
                p.longitude < a.longitude + along * (b.longitude - a.longitude)
            }
        })
        .count()
}

/// Metres between two points, on the sphere of the Earth's mean radius (haversine).
///
/// The Earth is not a sphere: the result is within 0.6 % of the geodesic distance everywhere,
/// and within 0.4 % between 40 and 60 degrees north. At 800 m that is 3 m.
pub fn distance_m(a: Point, b: Point) -> f64 {
    const EARTH_RADIUS_M: f64 = 6_371_008.8;
    let (lat_a, lat_b) = (a.latitude.to_radians(), b.latitude.to_radians());
    let half_lat = (lat_b - lat_a) / 2.0;
    let half_lon = (b.longitude - a.longitude).to_radians() / 2.0;
    let h = half_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * half_lon.sin().powi(2);
    2.0 * EARTH_RADIUS_M * h.sqrt().min(1.0).asin()
}

/// An honest estimate of a walk: 80 m a minute along streets that are 1.3 times the straight line, rounded up.
pub fn walking_minutes(straight_m: f64) -> i64 {
    (straight_m * 1.3 / 80.0).ceil().max(1.0) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSY: Point = Point { longitude: 2.2583, latitude: 48.8198 };
    const MEUDON: Point = Point { longitude: 2.2397, latitude: 48.8134 };

    #[test]
    fn distance_is_within_its_stated_error() {
        // Geodesic distance on WGS 84 (Vincenty): 1,540.3 m.
        let metres = distance_m(ISSY, MEUDON);
        assert!((metres / 1540.28 - 1.0).abs() < 0.003, "{metres}");
        assert_eq!(distance_m(ISSY, ISSY), 0.0);
    }

    #[test]
    fn a_hole_is_outside() {
        let square = |from: f64, to: f64| {
            [(from, from), (to, from), (to, to), (from, to)]
                .map(|(longitude, latitude)| Point { longitude, latitude })
                .to_vec()
        };
        let shape = Shape::Polygon(vec![square(0.0, 10.0), square(4.0, 6.0)]);
        assert!(shape.contains(Point { longitude: 1.0, latitude: 1.0 }));
        assert!(!shape.contains(Point { longitude: 5.0, latitude: 5.0 }));
        assert!(!shape.contains(Point { longitude: 11.0, latitude: 5.0 }));
    }

    #[test]
    fn positions_off_the_earth_are_refused() {
        assert!(Point::new(2.2, 48.8).is_some());
        assert!(Point::new(f64::NAN, 48.8).is_none());
        assert!(Point::new(2.2, 90.1).is_none());
    }
}
