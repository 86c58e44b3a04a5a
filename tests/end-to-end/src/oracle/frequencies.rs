//! `frequencies.txt`: a trip that leaves again and again within a window.

use super::read::{Raw, StopTime, cell, number};
use super::{FeedError, time};

/// At which seconds of the service day a trip leaves a stop, whose own time in the trip is `departure_s`.
/// Without frequencies that is once; with them its stop times only say how long after the first stop.
pub(super) fn starts(
    raw: &Raw,
    trip: &str,
    stop_times: &[StopTime],
    departure_s: i64,
) -> Result<Vec<i64>, FeedError> {
    let windows: Vec<_> = raw.frequencies.iter().filter(|row| cell(row, "trip_id") == trip).collect();
    if windows.is_empty() {
        return Ok(vec![departure_s]);
    }
    let after_first_s = departure_s - stop_times.first().map_or(departure_s, |first| first.departure_s);
    let mut starts = Vec::new();
    for row in windows {
        let mut start = time::seconds(&cell(row, "start_time"))?;
        // At the window's end no trip starts any more.
        while start < time::seconds(&cell(row, "end_time"))? {
            starts.push(start + after_first_s);
            start += number(&cell(row, "headway_secs"))?.max(1);
        }
    }
    Ok(starts)
}
