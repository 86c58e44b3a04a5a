//! A grid of cells of about 200 m over the whole Earth; only occupied cells take memory.
//!
//! Rows have one height in degrees; each row has as many columns as fit at its latitude, so that cells keep
//! their size from the equator to the poles. Entries are in order of row and column: the part of a row that
//! a search looks at lies in one piece of memory.

use std::mem::size_of;

use parvis_model::Point;

use crate::sphere::{EARTH_RADIUS_M, unit};
use crate::window::Window;

/// Height of a row and width of a cell, in metres.
const CELL_M: f64 = 200.0;

/// One feature in the grid.
#[derive(Clone, Copy)]
pub(crate) struct Entry {
    /// On the unit sphere, rounded to 32 bits (see `sphere::MARGIN_M`).
    pub(crate) position: [f32; 3],
    /// Number of the feature in its part.
    pub(crate) feature: u32,
}

/// A row that has at least one occupied cell.
struct Row {
    number: u32,
    /// How many columns fit there: working it out takes longer than finding a cell.
    columns: u32,
    /// Its first cell; its last is the one before the next row's first.
    first_cell: u32,
}

/// An occupied cell.
struct Cell {
    column: u32,
    /// Its first entry; its last is the one before the next cell's first.
    first_entry: u32,
}

/// Positions of the features of a part.
pub(crate) struct Grid {
    rows: Vec<Row>,
    cells: Vec<Cell>,
    entries: Vec<Entry>,
}

impl Grid {
    /// Indexes positions, each with the number of its feature. O(n log n).
    pub(crate) fn new(anchors: impl Iterator<Item = (Point, u32)>) -> Grid {
        let mut places: Vec<(u32, u32, Entry)> =
            anchors.map(|(point, feature)| place(point, feature)).collect();
        places.sort_unstable_by_key(|(row, column, entry)| (*row, *column, entry.feature));
        let mut grid =
            Grid { rows: Vec::new(), cells: Vec::new(), entries: Vec::with_capacity(places.len()) };
        let mut last = None;
        for (row, column, entry) in places {
            if last.is_none_or(|(last_row, _)| last_row != row) {
                let first_cell = grid.cells.len() as u32;
                grid.rows.push(Row { number: row, columns: columns_of(row), first_cell });
            }
            if last != Some((row, column)) {
                grid.cells.push(Cell { column, first_entry: grid.entries.len() as u32 });
            }
            last = Some((row, column));
            grid.entries.push(entry);
        }
        grid.rows.shrink_to_fit();
        grid.cells.shrink_to_fit();
        grid
    }

    /// Visits every entry of the cells that the window touches. Costs two binary searches for each occupied row.
    pub(crate) fn visit<'a>(&'a self, window: &Window, mut see: impl FnMut(&'a [Entry])) {
        let first = self.rows.partition_point(|row| row.number < row_of(window.south));
        let end = self.rows.partition_point(|row| row.number <= row_of(window.north));
        for row in first..end {
            let mut limit = usize::MAX;
            for (west, east) in window.spans() {
                let (first, end) = self.cells(row, west, east);
                // Across the date line the second span lies west of the first; where columns are wide
                // both may touch one cell, which is seen once.
                let end = end.min(limit).max(first);
                see(&self.entries[self.first_entry(first)..self.first_entry(end)]);
                limit = first;
            }
        }
    }

    /// The occupied cells of a row between two longitudes: the first, and the one after the last.
    fn cells(&self, row: usize, west: f64, east: f64) -> (usize, usize) {
        let columns = self.rows[row].columns;
        let first_cell = self.rows[row].first_cell as usize;
        let end_cell = self.rows.get(row + 1).map_or(self.cells.len(), |next| next.first_cell as usize);
        let cells = &self.cells[first_cell..end_cell];
        let (west, east) = (column_of(west, columns), column_of(east, columns));
        let first = cells.partition_point(|cell| cell.column < west);
        let end = cells.partition_point(|cell| cell.column <= east);
        (first_cell + first, first_cell + end)
    }

    fn first_entry(&self, cell: usize) -> usize {
        self.cells.get(cell).map_or(self.entries.len(), |cell| cell.first_entry as usize)
    }

    /// Bytes that the grid takes.
    pub(crate) fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<Row>()
            + self.cells.capacity() * size_of::<Cell>()
            + self.entries.capacity() * size_of::<Entry>()
    }
}

fn place(point: Point, feature: u32) -> (u32, u32, Entry) {
    let row = row_of(point.latitude);
    let column = column_of(point.longitude, columns_of(row));
    (row, column, Entry { position: unit(point).map(|x| x as f32), feature })
}

/// Degrees of latitude of one row.
fn row_height() -> f64 {
    (CELL_M / EARTH_RADIUS_M).to_degrees()
}

fn row_of(latitude: f64) -> u32 {
    // A negative number (south of the pole, a window's edge) becomes row 0.
    ((latitude + 90.0) / row_height()) as u32
}

/// How many columns fit around the Earth at a row.
fn columns_of(row: u32) -> u32 {
    let latitude = (f64::from(row) + 0.5) * row_height() - 90.0;
    (360.0 / row_height() * latitude.to_radians().cos()).max(1.0) as u32
}

fn column_of(longitude: f64, columns: u32) -> u32 {
    let column = (longitude + 180.0) / 360.0 * f64::from(columns);
    (column as u32).min(columns - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_keep_their_size_from_the_equator_to_the_poles() {
        for latitude in [0.0, 48.8_f64, -60.0, 85.0] {
            let width = 360.0 / f64::from(columns_of(row_of(latitude)));
            let metres = (width * latitude.to_radians().cos()).to_radians() * EARTH_RADIUS_M;
            assert!((metres / CELL_M - 1.0).abs() < 0.02, "{metres} m at {latitude}");
        }
        assert_eq!(columns_of(row_of(90.0)), 1);
    }

    #[test]
    fn a_window_sees_its_cells_and_few_others() {
        let point = |i: u32| Point { longitude: f64::from(i) * 0.01 - 179.995, latitude: 0.1 };
        let grid = Grid::new((0..36_000).map(|i| (point(i), i)));
        let mut seen = Vec::new();
        let window = Window::around(Point { longitude: 179.995, latitude: 0.1 }, 1500.0);
        grid.visit(&window, |entries| seen.extend(entries.iter().map(|entry| entry.feature)));
        seen.sort_unstable();
        assert_eq!(seen, [0, 35_998, 35_999], "both sides of the date line");
    }

    #[test]
    fn a_cell_on_both_sides_of_the_date_line_is_seen_once() {
        let pole = Point { longitude: 30.0, latitude: 89.9999 };
        let grid = Grid::new([(pole, 7)].into_iter());
        let window =
            Window::of_bounds(parvis_model::Bounds { west: 20.0, south: 89.0, east: 10.0, north: 90.0 });
        let mut seen = 0;
        grid.visit(&window, |entries| seen += entries.len());
        assert_eq!(seen, 1);
    }
}
