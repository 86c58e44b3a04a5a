//! A trip as the timetable has it, read back from what was published.

use crate::gtfs::parse_time;

/// A call of a trip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Planned {
    pub(crate) sequence: u32,
    /// Seconds of the service day.
    pub(crate) arrival_s: Option<i64>,
    pub(crate) departure_s: Option<i64>,
    /// The feed's `stop_id`.
    pub(crate) stop: String,
}

/// Reads a value of `stop-times`: sequence, arrival, departure, stop.
pub(crate) fn planned(row: &str) -> Option<Planned> {
    let mut parts = row.splitn(4, ',');
    let sequence = parts.next()?.parse().ok()?;
    let mut seconds = || Some(parse_time(parts.next()?).map(i64::from));
    let (arrival_s, departure_s) = (seconds()?, seconds()?);
    Some(Planned { sequence, arrival_s, departure_s, stop: parts.next()?.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_read_back() {
        let read = planned("4,25:09:00,25:10:05,Stop, of:1").expect("sound");
        assert_eq!((read.sequence, read.arrival_s, read.departure_s), (4, Some(90_540), Some(90_605)));
        assert_eq!(read.stop, "Stop, of:1");
        assert_eq!(planned("4,,,S").map(|read| (read.arrival_s, read.departure_s)), Some((None, None)));
        assert_eq!(planned("x,,,S"), None);
    }
}
