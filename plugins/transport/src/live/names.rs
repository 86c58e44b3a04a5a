//! What real-time sources call the stations and lines that are published.

use std::rc::Rc;

use parvis_sdk::Feature;

use super::published::{self, ByName};

/// How the UIC numbers of France's stations begin, and their digits without the one that checks them.
const UIC_FRANCE: &str = "87";
const UIC_DIGITS: usize = 7;

/// What of a name tells one thing from another.
type Key = fn(&str) -> String;

/// Stations and lines by what a format calls them.
pub(super) struct Names {
    stations: ByName,
    lines: ByName,
    stop_key: Key,
    line_key: Key,
}

impl Names {
    /// Reads what is published, by the very ids of the timetable: those of GTFS-Realtime.
    pub(super) fn of_timetable() -> Result<Self, String> {
        Self::read(str::to_owned, str::to_owned)
    }

    /// The same by the numbers in those ids: SIRI writes other words around them.
    pub(super) fn of_siri() -> Result<Self, String> {
        Self::read(stop_key, last_part)
    }

    fn read(stop_key: Key, line_key: Key) -> Result<Self, String> {
        let keyed = |names: ByName, key: Key| names.into_iter().map(|(name, it)| (key(&name), it)).collect();
        let (stations, lines) = (published::stations()?, published::lines()?);
        Ok(Names { stations: keyed(stations, stop_key), lines: keyed(lines, line_key), stop_key, line_key })
    }

    /// The station of a stop.
    pub(super) fn station(&self, name: &str) -> Option<&Feature> {
        self.stations.get(&(self.stop_key)(name)).map(Rc::as_ref)
    }

    /// A line.
    pub(super) fn line(&self, name: &str) -> Option<&Feature> {
        self.lines.get(&(self.line_key)(name)).map(Rc::as_ref)
    }
}

/// `41161` of `STIF:StopPoint:Q:41161:` and of `IDFM:41161`: publishers number stops and lines alike in their formats.
fn last_part(id: &str) -> String {
    id.trim_end_matches(':').rsplit(':').next().unwrap_or(id).to_owned()
}

/// The same for stops; stations of railways by their UIC number, which France's timetables write behind other letters:
/// `StopPoint:OCETrain TER-87781104`, `StopArea:DUA8778110`.
fn stop_key(id: &str) -> String {
    let last = last_part(id);
    let letters = last.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let digits = &last[letters..];
    match digits.starts_with(UIC_FRANCE) && matches!(digits.len(), UIC_DIGITS | 8) {
        true => digits[..UIC_DIGITS].to_owned(),
        false => last,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stops_and_lines_are_named_alike_by_their_last_part() {
        assert_eq!(stop_key("STIF:StopPoint:Q:41161:"), stop_key("IDFM:41161"));
        assert_eq!(last_part("STIF:Line::C01727:"), "C01727");
        assert_eq!(last_part("StopPoint"), "StopPoint");
    }

    #[test]
    fn stations_of_railways_have_one_number() {
        for name in ["87781104", "StopPoint:OCETrain TER-87781104", "StopArea:DUA8778110"] {
            assert_eq!(stop_key(name), "8778110", "{name}");
        }
        assert_eq!(stop_key("gare-12"), "gare-12");
        assert_ne!(stop_key("IDFM:12345670"), stop_key("IDFM:12345671"), "numbers of another kind are whole");
    }
}
