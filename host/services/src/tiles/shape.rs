//! Shapes in a tile: cut at its edges, without corners that nobody could see, rings turned as the format wants them.

use parvis_model::{Point, Shape};

use super::address::{EXTENT, TileAddress};
use super::mvt::Drawing;

/// Shapes are drawn so far beyond the edges, so that their outlines are not seen to end there.
pub(super) const MARGIN: i32 = 64;
/// A corner nearer than this to the one before is left out: half a dot on a screen that shows 512 to a tile.
const FINEST: i32 = 4;

/// What is seen of the shape in the tile; `None` if nothing is.
pub(super) fn drawing(shape: &Shape, tile: TileAddress) -> Option<Drawing> {
    let placed = |points: &[Point]| placed(points, tile);
    let drawing = match shape {
        Shape::MultiPoint(points) => {
            let seen = placed(points).into_iter().filter(|place| super::address::is_inside(*place));
            Drawing::Points(seen.collect())
        }
        Shape::LineString(points) => Drawing::Lines(cut_line(&placed(points))),
        Shape::MultiLineString(lines) => {
            Drawing::Lines(lines.iter().flat_map(|line| cut_line(&placed(line))).collect())
        }
        Shape::Polygon(rings) => Drawing::Rings(polygon(rings, tile)),
        Shape::MultiPolygon(polygons) => {
            Drawing::Rings(polygons.iter().flat_map(|rings| polygon(rings, tile)).collect())
        }
    };
    let nothing = match &drawing {
        Drawing::Points(points) => points.is_empty(),
        Drawing::Lines(paths) | Drawing::Rings(paths) => paths.is_empty(),
    };
    (!nothing).then_some(drawing)
}

/// The points in units of the tile, each but once in a row.
fn placed(points: &[Point], tile: TileAddress) -> Vec<[i32; 2]> {
    let mut places: Vec<[i32; 2]> = Vec::with_capacity(points.len());
    for point in points {
        let place = tile.place(*point);
        let near = |last: &[i32; 2]| (last[0] - place[0]).abs().max((last[1] - place[1]).abs()) < FINEST;
        if !places.last().is_some_and(near) {
            places.push(place);
        }
    }
    places
}

/// The outer ring, then its holes; nothing if the outer ring is not seen.
fn polygon(rings: &[Vec<Point>], tile: TileAddress) -> Vec<Vec<[i32; 2]>> {
    let mut seen = Vec::new();
    for (number, ring) in rings.iter().enumerate() {
        match turned(cut_ring(placed(ring, tile)), number == 0) {
            Some(ring) => seen.push(ring),
            None if number == 0 => return seen,
            None => {}
        }
    }
    seen
}

/// Outer rings have a positive area by the surveyor's formula, holes a negative one.
fn turned(mut ring: Vec<[i32; 2]>, is_outer: bool) -> Option<Vec<[i32; 2]>> {
    if ring.first() == ring.last() {
        ring.pop();
    }
    let next = ring.iter().cycle().skip(1);
    let cross = |(a, b): (&[i32; 2], &[i32; 2])| {
        i64::from(a[0]) * i64::from(b[1]) - i64::from(b[0]) * i64::from(a[1])
    };
    let area: i64 = ring.iter().zip(next).map(cross).sum();
    if ring.len() < 3 || area == 0 {
        return None;
    }
    if (area > 0) != is_outer {
        ring.reverse();
    }
    Some(ring)
}

/// One edge of the box: the axis, its value there, and whether the inside lies above it.
type Edge = (usize, i32, bool);
const EDGES: [Edge; 4] =
    [(0, -MARGIN, true), (0, EXTENT + MARGIN, false), (1, -MARGIN, true), (1, EXTENT + MARGIN, false)];

fn is_within(point: [i32; 2], (axis, value, above): Edge) -> bool {
    if above { point[axis] >= value } else { point[axis] <= value }
}

/// Where the way from one point to another crosses an edge.
fn crossing(from: [i32; 2], to: [i32; 2], (axis, value, _): Edge) -> [i32; 2] {
    let along = f64::from(value - from[axis]) / f64::from(to[axis] - from[axis]);
    let other = 1 - axis;
    let mut point = [value; 2];
    point[other] =
        (f64::from(from[other]) + along * (f64::from(to[other]) - f64::from(from[other]))).round() as i32;
    point
}

/// Sutherland and Hodgman: one edge of the box after the other.
fn cut_ring(ring: Vec<[i32; 2]>) -> Vec<[i32; 2]> {
    EDGES.into_iter().fold(ring, |ring, edge| {
        let mut cut = Vec::with_capacity(ring.len() + 4);
        let before = ring.last().into_iter().chain(&ring);
        for (from, to) in before.zip(&ring) {
            if is_within(*from, edge) != is_within(*to, edge) {
                cut.push(crossing(*from, *to, edge));
            }
            if is_within(*to, edge) {
                cut.push(*to);
            }
        }
        cut
    })
}

/// The pieces of a line inside the box.
fn cut_line(line: &[[i32; 2]]) -> Vec<Vec<[i32; 2]>> {
    let mut pieces: Vec<Vec<[i32; 2]>> = Vec::new();
    for way in line.windows(2) {
        let Some((from, to)) = cut_way(way[0], way[1]) else { continue };
        match pieces.last_mut() {
            Some(piece) if piece.last() == Some(&from) => piece.push(to),
            _ => pieces.push(vec![from, to]),
        }
    }
    pieces
}

fn cut_way(mut from: [i32; 2], mut to: [i32; 2]) -> Option<([i32; 2], [i32; 2])> {
    for edge in EDGES {
        match (is_within(from, edge), is_within(to, edge)) {
            (true, true) => {}
            (false, false) => return None,
            (true, false) => to = crossing(from, to, edge),
            (false, true) => from = crossing(from, to, edge),
        }
    }
    Some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAR: i32 = EXTENT + MARGIN;

    #[test]
    fn a_ring_around_the_tile_becomes_its_box() {
        let around = vec![[-9_000, -9_000], [9_000, -9_000], [9_000, 9_000], [-9_000, 9_000]];
        let cut = cut_ring(around);
        assert_eq!(cut.len(), 4);
        assert!(cut.iter().all(|[x, y]| [-MARGIN, FAR].contains(x) && [-MARGIN, FAR].contains(y)), "{cut:?}");
        assert!(cut_ring(vec![[9_000, 0], [9_500, 0], [9_500, 50]]).is_empty());
    }

    #[test]
    fn rings_turn_as_the_format_wants() {
        let ring = vec![[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];
        let outer = turned(ring.clone(), true).expect("an area");
        let hole = turned(ring, false).expect("an area");
        assert_eq!(outer, [[0, 0], [10, 0], [10, 10], [0, 10]]);
        assert_eq!(hole, [[0, 10], [10, 10], [10, 0], [0, 0]]);
        assert!(turned(vec![[0, 0], [5, 5], [0, 0]], true).is_none(), "no area");
    }

    #[test]
    fn a_line_that_leaves_and_comes_back_is_two() {
        let line = [[100, 100], [9_000, 100], [9_000, 200], [100, 200]];
        assert_eq!(cut_line(&line), [vec![[100, 100], [FAR, 100]], vec![[FAR, 200], [100, 200]]]);
        assert!(cut_line(&[[9_000, 0], [9_500, 0]]).is_empty());
    }
}
