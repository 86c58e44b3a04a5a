//! The stations of a line in the order of travel, for its page: one list, branch after branch.

use std::collections::{BTreeMap, HashSet};

use super::feed::Feed;
use super::stops::Kept;

/// The stations that a trip serves, and how many trips serve just these.
type Patterns = BTreeMap<Vec<u32>, u32>;

/// Comparisons that ordering the stations of all lines may take: a fraction of a second. The national TER feed takes a
/// hundredth of them. Past it, what is left follows in the order of the ways.
const MOST_STEPS: u64 = 300_000_000;

impl Feed {
    /// For each line, by its index, the kept stations in the order of travel (indexes of stops).
    ///
    /// The way of trips with the most stations comes first (of equals, the one with more trips). What other ways add goes
    /// between the stations where it belongs, their own beginnings to the beginning and their own ends to the end, so that
    /// no branch cuts another. Ways that run mostly against the order are turned round first. One pass over the calls.
    pub fn line_stations(&self, kept: &Kept) -> Vec<Vec<u32>> {
        let mut patterns: Vec<Patterns> = vec![Patterns::new(); self.lines.len()];
        for trip in &self.trips {
            let stations = self.stations_of_calls(trip);
            let line = self.line_of(trip).and_then(|line| patterns.get_mut(line as usize));
            if let (Some(line), false) = (line, stations.is_empty()) {
                *line.entry(stations).or_default() += 1;
            }
        }
        let mut steps = MOST_STEPS;
        let merged = patterns.into_iter().map(|patterns| merge(patterns, &mut steps));
        merged.map(|stations| stations.into_iter().filter(|stop| kept.contains(*stop)).collect()).collect()
    }

    /// The stations of a trip, each once.
    fn stations_of_calls(&self, trip: &super::trips::Trip) -> Vec<u32> {
        let mut seen = HashSet::new();
        let stations = self.calls_of(trip).iter().map(|call| self.station_of(call.stop));
        stations.filter(|station| seen.insert(*station)).collect()
    }
}

fn merge(patterns: Patterns, steps: &mut u64) -> Vec<u32> {
    let mut patterns: Vec<(Vec<u32>, u32)> = patterns.into_iter().collect();
    patterns.sort_by_key(|(stations, trips)| std::cmp::Reverse((stations.len(), *trips)));
    let mut order = Order::default();
    for (mut stations, _) in patterns {
        if stations.iter().all(|station| order.known.contains(station)) {
            continue;
        }
        let cost = stations.len() as u64 * (order.stations.len() as u64 + 1);
        let Some(left) = steps.checked_sub(cost) else {
            order.append(&stations);
            continue;
        };
        *steps = left;
        if order.runs_against(&stations) {
            stations.reverse();
        }
        order.add(&stations);
    }
    order.stations
}

/// The order so far, and the stations where the ways in it begin and end.
#[derive(Default)]
struct Order {
    stations: Vec<u32>,
    known: HashSet<u32>,
    begins: HashSet<u32>,
    ends: HashSet<u32>,
}

impl Order {
    fn place_of(&self, station: &u32) -> Option<usize> {
        self.stations.iter().position(|known| known == station)
    }

    /// Adds the new stations of a way behind all others.
    fn append(&mut self, way: &[u32]) {
        let Self { stations, known, .. } = self;
        stations.extend(way.iter().filter(|station| known.insert(**station)));
    }

    /// True if more neighbours of this way stand in the other order than in the same.
    fn runs_against(&self, way: &[u32]) -> bool {
        let known: Vec<usize> = way.iter().filter_map(|station| self.place_of(station)).collect();
        let backwards = known.windows(2).filter(|pair| pair[0] > pair[1]).count();
        backwards * 2 > known.len().saturating_sub(1)
    }

    /// Adds the new stations of a way: those between known ones behind the one before; a beginning to the way that it
    /// lengthens, else to the beginning; an end to the way that it lengthens, else to the end.
    fn add(&mut self, way: &[u32]) {
        let first_known = way.iter().position(|station| self.place_of(station).is_some()).unwrap_or(0);
        let last_known = way.iter().rposition(|station| self.place_of(station).is_some()).unwrap_or(0);
        let lengthens_begin = way.get(first_known).filter(|station| self.begins.contains(station));
        let lengthens_end = way.get(last_known).is_some_and(|station| self.ends.contains(station));
        let mut next = lengthens_begin.and_then(|station| self.place_of(station)).unwrap_or(0);
        for (index, station) in way.iter().enumerate() {
            if let Some(place) = self.place_of(station) {
                next = place + 1;
                continue;
            }
            if index > last_known && !lengthens_end {
                next = self.stations.len();
            }
            self.stations.insert(next, *station);
            self.known.insert(*station);
            next += 1;
        }
        self.begins.extend(way.first());
        self.ends.extend(way.last());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(patterns: &[(&[u32], u32)]) -> Vec<u32> {
        merged_within(patterns, &mut { u64::MAX })
    }

    fn merged_within(patterns: &[(&[u32], u32)], steps: &mut u64) -> Vec<u32> {
        merge(patterns.iter().map(|(stations, trips)| (stations.to_vec(), *trips)).collect(), steps)
    }

    #[test]
    fn past_the_steps_stations_are_only_listed() {
        // 1, 2, 3 take three steps; what follows is not put between them.
        let ways: [(&[u32], u32); 3] = [(&[1, 2, 3], 9), (&[2, 4, 3], 1), (&[5, 2], 1)];
        assert_eq!(merged(&ways), [1, 5, 2, 4, 3]);
        let mut steps = 3;
        assert_eq!(merged_within(&ways, &mut steps), [1, 2, 3, 4, 5]);
        assert_eq!(steps, 0);
    }

    #[test]
    fn both_directions_make_one_order() {
        assert_eq!(merged(&[(&[1, 2, 3, 4], 9), (&[4, 3, 2, 1], 8), (&[3, 1], 7)]), [1, 2, 3, 4]);
    }

    #[test]
    fn branches_follow_each_other() {
        // Trunk 1-2-3, branches 4-5-6 and 7-8; a train that skips stations changes nothing.
        let order = merged(&[(&[1, 2, 3, 4, 5, 6], 5), (&[8, 7, 3, 2, 1], 5), (&[1, 3, 6], 50)]);
        assert_eq!(order, [1, 2, 3, 4, 5, 6, 7, 8]);
    }

    #[test]
    fn a_way_that_goes_further_lengthens_its_branch() {
        let ways: [(&[u32], u32); 3] = [(&[1, 2, 3, 4, 5, 6], 9), (&[1, 2, 3, 7, 8], 9), (&[3, 5, 6, 10], 1)];
        assert_eq!(merged(&ways), [1, 2, 3, 4, 5, 6, 10, 7, 8]);
    }

    #[test]
    fn beginnings_go_first_and_gaps_are_filled() {
        assert_eq!(merged(&[(&[1, 2, 3, 4, 5, 6], 1), (&[9, 8, 2, 7, 3], 1)]), [9, 8, 1, 2, 7, 3, 4, 5, 6]);
    }
}
