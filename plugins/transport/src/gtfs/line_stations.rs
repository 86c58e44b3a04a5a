//! The stations of a line in the order of travel, for its page. Branches follow each other where they leave the trunk.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::feed::Feed;
use super::stops::Kept;

/// The stations that a trip serves, and how many trips serve just these.
type Patterns = BTreeMap<Vec<u32>, u32>;

impl Feed {
    /// For each line, by its index, the kept stations in the order of travel (indexes of stops).
    ///
    /// The way of trips with the most stations comes first (of equals, the one with more trips); the stations that other
    /// ways add are put behind the station after which they come there. Ways that run mostly against the order are turned
    /// round first. Costs one pass over the calls.
    pub fn line_stations(&self, kept: &Kept) -> Vec<Vec<u32>> {
        let mut patterns: Vec<Patterns> = vec![Patterns::new(); self.lines.len()];
        for trip in &self.trips {
            let stations = self.stations_of_calls(trip);
            let line = self.line_of(trip).and_then(|line| patterns.get_mut(line as usize));
            if let (Some(line), false) = (line, stations.is_empty()) {
                *line.entry(stations).or_default() += 1;
            }
        }
        let merged = patterns.into_iter().map(merge);
        merged.map(|stations| stations.into_iter().filter(|stop| kept.contains(*stop)).collect()).collect()
    }

    /// The stations of a trip, each once.
    fn stations_of_calls(&self, trip: &super::trips::Trip) -> Vec<u32> {
        let mut seen = HashSet::new();
        let stations = self.calls_of(trip).iter().map(|call| self.station_of(call.stop));
        stations.filter(|station| seen.insert(*station)).collect()
    }
}

fn merge(patterns: Patterns) -> Vec<u32> {
    let mut patterns: Vec<(Vec<u32>, u32)> = patterns.into_iter().collect();
    patterns.sort_by_key(|(stations, trips)| std::cmp::Reverse((stations.len(), *trips)));
    let mut order: Vec<u32> = Vec::new();
    for (mut stations, _) in patterns {
        let places: HashMap<u32, usize> = order.iter().enumerate().map(|(place, station)| (*station, place)).collect();
        if runs_against(&stations, &places) {
            stations.reverse();
        }
        if stations.iter().any(|station| !places.contains_key(station)) {
            insert(&mut order, &stations);
        }
    }
    order
}

/// True if more neighbours of this way stand in the other order than in the same.
fn runs_against(stations: &[u32], places: &HashMap<u32, usize>) -> bool {
    let known: Vec<usize> = stations.iter().filter_map(|station| places.get(station).copied()).collect();
    let backwards = known.windows(2).filter(|pair| pair[0] > pair[1]).count();
    backwards * 2 > known.len().saturating_sub(1)
}

/// Puts each new station behind the one before it, those at the beginning before the first known one.
fn insert(order: &mut Vec<u32>, stations: &[u32]) {
    let place_of = |order: &[u32], station: &u32| order.iter().position(|known| known == station);
    let first_known = stations.iter().find_map(|station| place_of(order, station));
    let mut next = first_known.unwrap_or(order.len());
    for station in stations {
        match place_of(order, station) {
            Some(place) => next = place + 1,
            None => {
                order.insert(next, *station);
                next += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(patterns: &[(&[u32], u32)]) -> Vec<u32> {
        merge(patterns.iter().map(|(stations, trips)| (stations.to_vec(), *trips)).collect())
    }

    #[test]
    fn both_directions_make_one_order() {
        assert_eq!(merged(&[(&[1, 2, 3, 4], 9), (&[4, 3, 2, 1], 8), (&[3, 1], 7)]), [1, 2, 3, 4]);
    }

    #[test]
    fn branches_follow_where_they_leave_the_trunk() {
        // Trunk 1-2-3, branches 4-5-6 and 7-8; a train that skips stations changes nothing.
        let order = merged(&[(&[1, 2, 3, 4, 5, 6], 5), (&[8, 7, 3, 2, 1], 5), (&[1, 3, 6], 50)]);
        assert_eq!(order, [1, 2, 3, 7, 8, 4, 5, 6]);
    }

    #[test]
    fn stations_before_the_first_known_come_before_it() {
        assert_eq!(merged(&[(&[1, 2, 3, 4], 1), (&[9, 8, 2, 3], 1)]), [1, 9, 8, 2, 3, 4]);
    }
}
