//! Geometries of GeoJSON in the words of the contract.

use parvis_formats::geojson::{Geometry as Read, Position};
use parvis_sdk::{Geometry, Point};

/// The same geometry.
pub(crate) fn geometry(read: Read) -> Geometry {
    match read {
        Read::Point(at) => Geometry::Point(point(at)),
        Read::MultiPoint(all) => Geometry::MultiPoint(points(all)),
        Read::LineString(line) => Geometry::LineString(points(line)),
        Read::MultiLineString(lines) => Geometry::MultiLineString(rings(lines)),
        Read::Polygon(all) => Geometry::Polygon(rings(all)),
        Read::MultiPolygon(all) => Geometry::MultiPolygon(all.into_iter().map(rings).collect()),
    }
}

fn point([longitude, latitude]: Position) -> Point {
    Point { longitude, latitude }
}

fn points(all: Vec<Position>) -> Vec<Point> {
    all.into_iter().map(point).collect()
}

fn rings(all: Vec<Vec<Position>>) -> Vec<Vec<Point>> {
    all.into_iter().map(points).collect()
}
