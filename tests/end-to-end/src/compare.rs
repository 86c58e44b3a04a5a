//! A board of the hub beside what the oracle expects. Every difference is an error that shows both.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use crate::board::Shown;
use crate::oracle::{Departure, Oracle, clock, paris};

/// A board shows at least this many departures, if there are as many within a day.
pub const AT_LEAST: usize = 20;

/// The hub's clock while a page was made: not before `earliest`, not after `latest`.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The first possible moment.
    pub earliest: Timestamp,
    /// The last possible moment.
    pub latest: Timestamp,
}

impl Now {
    /// The clock of a hub that was started at `start`; `ran` is how long it has run, before the request for the
    /// page at least and after its answer at most.
    pub fn new(start: Timestamp, ran_at_least: Duration, ran_at_most: Duration) -> Self {
        let after =
            |ran: Duration| minute(start + SignedDuration::try_from(ran).unwrap_or(SignedDuration::MAX));
        Self { earliest: after(ran_at_least), latest: after(ran_at_most) }
    }
}

fn minute(at: Timestamp) -> Timestamp {
    let since = at.as_nanosecond().rem_euclid(60_000_000_000);
    at - SignedDuration::from_nanos_i128(since)
}

/// Checks a board: from the minute of `now` on it lists the trains of the feed, with time, line and destination,
/// exactly and in order. Departures of one minute may stand in any order. Returns how many were compared.
///
/// # Errors
/// Says what differs.
pub fn compare(shown: &[Shown], oracle: &Oracle, station: &str, now: Now) -> Result<usize, String> {
    let coming = oracle.departures(station, now.latest, now.latest + SignedDuration::from_hours(24));
    if shown.len() < AT_LEAST.min(coming.len()) {
        return Err(format!(
            "{} departures shown, {} come within a day, first {}",
            shown.len(),
            coming.len(),
            first(&coming)
        ));
    }
    let Some(last) = shown.last() else { return Ok(0) };
    if let Some(pair) = shown.windows(2).find(|pair| pair[0].at > pair[1].at) {
        return Err(format!("out of order: {:?} before {:?}", pair[0], pair[1]));
    }
    if let Some(wrong) = shown.iter().find(|shown| !shown.lead.starts_with(&clock(shown.at, &paris()))) {
        return Err(format!("'{}' is not the clock time of {}", wrong.lead, wrong.at));
    }
    // The page may end within the last minute, and the hub's clock may have moved on within the first.
    let expected = oracle.departures(station, now.earliest, last.at + SignedDuration::from_secs(1));
    let must = |at: Timestamp| at >= now.latest && at < last.at;
    let mut left: Vec<Line> = expected.iter().map(Line::expected).collect();
    for line in shown.iter().map(Line::shown) {
        let found = left.iter().position(|candidate| candidate.matches(&line));
        let Some(index) = found else {
            return Err(format!("not in the feed: {line:?}; left of it: {:?}", left.first()));
        };
        left.remove(index);
    }
    match left.iter().find(|line| must(line.at)) {
        Some(missing) => Err(format!("missing: {missing:?}")),
        None => Ok(shown.len()),
    }
}

/// What two departures are compared by.
#[derive(Debug)]
struct Line {
    at: Timestamp,
    line: String,
    destination: String,
    mode: Option<String>,
}

impl Line {
    fn expected(departure: &Departure) -> Line {
        Line {
            at: departure.at,
            line: departure.line.clone(),
            destination: readable(&departure.destination),
            mode: Some(departure.mode.to_owned()),
        }
    }

    fn shown(shown: &Shown) -> Line {
        Line {
            at: shown.at,
            line: shown.line.clone(),
            destination: readable(&shown.title),
            mode: shown.mode.clone(),
        }
    }

    /// The mode counts where the page shows it.
    fn matches(&self, shown: &Line) -> bool {
        let mode = shown.mode.is_none() || shown.mode == self.mode;
        mode && (self.at, &self.line, &self.destination) == (shown.at, &shown.line, &shown.destination)
    }
}

/// A name without what the hub may change by rule: case, apostrophes, hyphens, runs of spaces. Accents count:
/// they are never guessed.
pub fn readable(name: &str) -> String {
    let plain: String = name
        .to_lowercase()
        .chars()
        .map(|c| match c {
            '\u{2019}' | '\u{2bc}' | '`' => '\'',
            '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{a0}' | '\u{202f}' => ' ',
            other => other,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn first(departures: &[Departure]) -> String {
    departures
        .first()
        .map(|d| format!("{} {} {}", clock(d.at, &paris()), d.line, d.destination))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
