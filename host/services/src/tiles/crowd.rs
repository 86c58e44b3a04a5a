//! Many points in one tile: below a zoom, neighbours are shown as one point with their number.

use std::collections::BTreeMap;

use super::address::EXTENT;

/// Units of a cell: 64 of the 512 dots that a screen gives to a tile, room for a finger.
const CELL: i32 = 512;
/// From this zoom on everything is shown by itself, unless there is too much of it.
const APART_FROM: u8 = 14;
/// Most points shown by themselves in one tile.
pub(super) const MOST: usize = 1_000;

/// Points of one cell.
pub(super) struct Crowd {
    /// The numbers of the points, as they came.
    pub(super) members: Vec<usize>,
    /// Where it is shown: in the middle of its points.
    pub(super) at: [i32; 2],
}

/// The points of a tile as they are shown. Costs one pass.
pub(super) fn gather(places: &[[i32; 2]], zoom: u8) -> Vec<Crowd> {
    if zoom >= APART_FROM && places.len() <= MOST {
        let alone = |(number, at): (usize, &[i32; 2])| Crowd { members: vec![number], at: *at };
        return places.iter().enumerate().map(alone).collect();
    }
    let mut cells: BTreeMap<(i32, i32), Vec<usize>> = BTreeMap::new();
    for (number, [x, y]) in places.iter().enumerate() {
        cells.entry((y / CELL, x / CELL)).or_default().push(number);
    }
    cells.into_values().map(|members| Crowd { at: middle(places, &members), members }).collect()
}

fn middle(places: &[[i32; 2]], members: &[usize]) -> [i32; 2] {
    let mean = |axis: usize| {
        let sum: i64 = members.iter().map(|member| i64::from(places[*member][axis])).sum();
        (sum / members.len().max(1) as i64) as i32
    };
    [mean(0).min(EXTENT - 1), mean(1).min(EXTENT - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_until_the_map_is_near_enough() {
        let places = [[10, 10], [20, 30], [4_000, 4_000]];
        let far = gather(&places, APART_FROM - 1);
        assert_eq!(far.iter().map(|crowd| crowd.members.len()).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(far[0].at, [15, 20]);
        assert_eq!(gather(&places, APART_FROM).len(), 3);
    }

    #[test]
    fn no_tile_shows_more_than_the_most() {
        let places: Vec<[i32; 2]> = (0..MOST as i32).map(|i| [i * 4 % EXTENT, i * 7 % EXTENT]).collect();
        assert_eq!(gather(&places, 20).len(), MOST, "at the limit");
        let one_more: Vec<[i32; 2]> = places.into_iter().chain([[1, 1]]).collect();
        let shown = gather(&one_more, 20);
        assert!(shown.len() <= 64, "one past it: {}", shown.len());
        assert_eq!(shown.iter().map(|crowd| crowd.members.len()).sum::<usize>(), MOST + 1, "nothing is lost");
    }
}
