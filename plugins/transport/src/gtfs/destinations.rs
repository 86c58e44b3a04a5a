//! Where a trip goes, in words for people.
//!
//! The rule: a trip is announced by its stop headsign, else by its trip headsign, else by the name of its last stop. A
//! headsign that is only a *mission code* announces nothing to people and is passed over: up to six capitals and digits
//! without a space (`POTA`, `VICK`, `A12`), or a bare number of any length (`105330`). What looks like a code but is the
//! name of a stop of the feed (`SENS`, `US`) is a real destination.

use std::collections::HashSet;

use super::departures::Departure;
use super::feed::Feed;
use super::names::readable_name;
use super::stops::Stop;

/// Longest text of capitals that is taken for a mission code.
const CODE_LENGTH: usize = 6;

impl Feed {
    /// Where the vehicle of this departure goes, for people; empty only for a departure of another feed.
    pub fn destination(&self, departure: &Departure) -> &str {
        let Some(trip) = self.trips.get(departure.trip as usize) else { return "" };
        let calls = self.calls_of(trip);
        let call = calls.get(usize::from(departure.order));
        let stop_headsign = call.and_then(|call| self.stop_headsigns.get(call.headsign as usize));
        let last_stop = calls.last().and_then(|call| self.stops.get(call.stop as usize));
        [stop_headsign, Some(&trip.headsign), last_stop.map(|stop| &stop.name)]
            .into_iter()
            .flatten()
            .find(|name| !name.is_empty())
            .map_or("", String::as_str)
    }

    /// Sorts headsigns into missions and destinations, and makes the destinations readable.
    pub(super) fn sort_headsigns(&mut self) {
        let names = stop_names(&self.stops);
        for trip in &mut self.trips {
            let headsign = std::mem::take(&mut trip.headsign);
            if !is_mission_code(&headsign, &names) {
                trip.headsign = readable_name(&headsign);
            } else if !headsign.is_empty() {
                trip.mission = headsign;
            }
        }
        for headsign in &mut self.stop_headsigns {
            let code = is_mission_code(headsign, &names);
            *headsign = if code { String::new() } else { readable_name(headsign) };
        }
    }
}

fn stop_names(stops: &[Stop]) -> HashSet<String> {
    stops.iter().map(|stop| stop.name.to_lowercase()).collect()
}

fn is_mission_code(headsign: &str, stop_names: &HashSet<String>) -> bool {
    let number = headsign.bytes().all(|byte| byte.is_ascii_digit());
    let capitals = headsign.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let looks_like_code = number || (capitals && headsign.len() <= CODE_LENGTH);
    looks_like_code && !stop_names.contains(&headsign.to_lowercase())
}
