//! From when until when a feed can be believed.

use std::collections::BTreeSet;

use super::dates::Date;
use super::feed::Feed;

impl Feed {
    /// The first and the last day for which the feed is right: those on which trips really run, cut to what
    /// `feed_info.txt` promises. If the two do not meet, the trips are believed. `None` if no trip ever runs.
    pub fn validity(&self) -> Option<(Date, Date)> {
        let used: BTreeSet<u32> =
            self.trips.iter().filter(|trip| !trip.calls.is_empty()).map(|trip| trip.service).collect();
        let days =
            used.iter().filter_map(|service| self.services.get(*service as usize)?.first_and_last_day());
        let (first, last) = days.reduce(|whole, part| (whole.0.min(part.0), whole.1.max(part.1)))?;
        let start = self.info.start.map_or(first, |start| start.max(first));
        let end = self.info.end.map_or(last, |end| end.min(last));
        Some(if start <= end { (start, end) } else { (first, last) })
    }
}
