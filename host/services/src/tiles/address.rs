//! Where a tile lies: the square grid of web maps (Web Mercator, 4,096 units to a side, rows from the north).

use std::f64::consts::PI;

use parvis_model::{Bounds, Point};

/// Units along a side of a tile.
pub(super) const EXTENT: i32 = 4096;
/// The deepest zoom that is answered: a tile there is 25 m wide at Paris.
const DEEPEST: u8 = 20;
/// The projection ends at this latitude.
const NORTHMOST: f64 = 85.051_128_779_806_59;

/// The address of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TileAddress {
    zoom: u8,
    column: u32,
    row: u32,
}

impl TileAddress {
    /// A tile; `None` if there is no such tile, or none so deep.
    pub fn new(zoom: u8, column: u32, row: u32) -> Option<TileAddress> {
        let side = 1_u32.checked_shl(u32::from(zoom)).filter(|_| zoom <= DEEPEST)?;
        (column < side && row < side).then_some(TileAddress { zoom, column, row })
    }

    /// How deep it lies; 0 is the whole world.
    pub fn zoom(self) -> u8 {
        self.zoom
    }

    /// The box of the tile, wider on each side by so many units.
    pub(super) fn bounds(self, margin: i32) -> Bounds {
        let margin = f64::from(margin) / f64::from(EXTENT);
        let (west, north) = self.degrees(-margin, -margin);
        let (east, south) = self.degrees(1.0 + margin, 1.0 + margin);
        Bounds { west: west.max(-180.0), south, east: east.min(180.0), north }
    }

    /// A position in units of the tile, from its north-west corner; outside of it where the point is outside.
    pub(super) fn place(self, point: Point) -> [i32; 2] {
        let side = self.side();
        let latitude = point.latitude.clamp(-NORTHMOST, NORTHMOST).to_radians();
        let x = (point.longitude + 180.0) / 360.0 * side - f64::from(self.column);
        let y = (1.0 - latitude.tan().asinh() / PI) / 2.0 * side - f64::from(self.row);
        [x, y].map(|units| (units * f64::from(EXTENT)).floor() as i32)
    }

    /// Tiles along a side of the world.
    fn side(self) -> f64 {
        f64::from(1_u32 << self.zoom)
    }

    fn degrees(self, x: f64, y: f64) -> (f64, f64) {
        let longitude = (f64::from(self.column) + x) / self.side() * 360.0 - 180.0;
        let latitude = (PI * (1.0 - 2.0 * (f64::from(self.row) + y) / self.side())).sinh().atan();
        (longitude, latitude.to_degrees())
    }
}

/// Whether a place lies in the tile itself: each place is in one tile of a zoom and in no other.
pub(super) fn is_inside([x, y]: [i32; 2]) -> bool {
    (0..EXTENT).contains(&x) && (0..EXTENT).contains(&y)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSY: Point = Point { longitude: 2.2583, latitude: 48.8198 };

    #[test]
    fn a_place_is_where_other_maps_have_it() {
        // Worked out apart, by the formulas of the OpenStreetMap wiki: Issy is in 14/8294/5639.
        let tile = TileAddress::new(14, 8294, 5639).expect("a tile");
        assert!(is_inside(tile.place(ISSY)), "{:?}", tile.place(ISSY));
        assert!(tile.bounds(0).contains(ISSY));
        let beside = TileAddress::new(14, 8295, 5639).expect("a tile");
        assert!(!is_inside(beside.place(ISSY)) && !beside.bounds(0).contains(ISSY));
        let world = TileAddress::new(0, 0, 0).expect("the world").bounds(0);
        assert_eq!((world.west, world.east), (-180.0, 180.0));
        assert!((world.north - NORTHMOST).abs() < 1e-9);
    }

    #[test]
    fn corners_of_a_tile_are_its_first_and_last_units() {
        let tile = TileAddress::new(12, 2073, 1409).expect("a tile");
        let bounds = tile.bounds(0);
        let inner = 1e-9;
        let north_west = Point { longitude: bounds.west + inner, latitude: bounds.north - inner };
        let south_east = Point { longitude: bounds.east - inner, latitude: bounds.south + inner };
        assert_eq!(tile.place(north_west), [0, 0]);
        assert_eq!(tile.place(south_east), [EXTENT - 1, EXTENT - 1]);
    }

    #[test]
    fn what_is_no_tile_is_refused() {
        assert!(TileAddress::new(DEEPEST, 0, 0).is_some() && TileAddress::new(DEEPEST + 1, 0, 0).is_none());
        assert!(TileAddress::new(3, 7, 7).is_some());
        assert!(TileAddress::new(3, 8, 7).is_none() && TileAddress::new(3, 7, 8).is_none());
        assert!(TileAddress::new(255, 0, 0).is_none());
    }
}
