//! What real-time sources call the stations and lines that are published.

use std::rc::Rc;

use parvis_sdk::Feature;

use super::published::{self, ByName};

/// Digits of a station's UIC number without the one that checks it.
const UIC_DIGITS: usize = 7;

/// Stations and lines by their names in the timetable, and by those of SIRI.
pub(super) struct Names {
    stations: ByName,
    lines: ByName,
}

impl Names {
    /// Reads what is published.
    pub(super) fn read() -> Result<Self, String> {
        let both = |names: ByName, key: fn(&str) -> String| {
            let keyed: Vec<_> = names.iter().map(|(name, feature)| (key(name), feature.clone())).collect();
            keyed.into_iter().chain(names).collect()
        };
        Ok(Names {
            stations: both(published::stations()?, stop_key),
            lines: both(published::lines()?, last_part),
        })
    }

    /// The station of a stop.
    pub(super) fn station(&self, name: &str) -> Option<&Feature> {
        self.stations.get(name).or_else(|| self.stations.get(&stop_key(name))).map(Rc::as_ref)
    }

    /// A line.
    pub(super) fn line(&self, name: &str) -> Option<&Feature> {
        self.lines.get(name).or_else(|| self.lines.get(&last_part(name))).map(Rc::as_ref)
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
    match digits.len() {
        UIC_DIGITS | 8 => digits[..UIC_DIGITS].to_owned(),
        _ => last,
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
    }
}
