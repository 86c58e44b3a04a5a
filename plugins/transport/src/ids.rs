//! Ids of what this plugin publishes. Those of the timetable begin with the name of its source.

use crate::gtfs::{Date, Departure, Feed};

/// The source that the timetable publishes.
pub(crate) const SOURCE: &str = "gtfs";

/// Id of a stop or station of the feed.
pub(crate) fn stop(feed: &Feed, index: u32) -> String {
    let id = feed.stops.get(index as usize).map_or("", |stop| &stop.id);
    format!("{SOURCE}/{id}")
}

/// Id of a line.
pub(crate) fn line(line: &str) -> String {
    format!("{SOURCE}/{line}")
}

/// Id of a trip.
pub(crate) fn trip(trip: &str) -> String {
    format!("{SOURCE}/{trip}")
}

/// Id of a departure: trip, service day and place in the trip name it for ever; a repeated trip also needs its time.
pub(crate) fn departure(feed: &Feed, departure: &Departure) -> String {
    let trip = feed.trips.get(departure.trip as usize);
    let (year, month, day) = departure.day.ymd();
    let id = trip.map_or("", |trip| &trip.id);
    let order = departure.order;
    if trip.is_some_and(|trip| !trip.repeats.is_empty()) {
        let minute = departure.instant_ms / 1000;
        return format!("{SOURCE}/{id}/{year:04}{month:02}{day:02}/{order}/{minute}");
    }
    format!("{SOURCE}/{id}/{year:04}{month:02}{day:02}/{order}")
}

/// The trip, service day and place in the trip that the id of a departure names. None for a trip that is repeated, and
/// for what is not of the timetable.
pub(crate) fn parts_of_departure(id: &str) -> Option<(&str, Date, usize)> {
    let (rest, order) = id.strip_prefix(SOURCE)?.strip_prefix('/')?.rsplit_once('/')?;
    let (trip, day) = rest.rsplit_once('/')?;
    Some((trip, Date::parse(day)?, order.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_a_departure_says_which_trip_and_day() {
        let day = Date::parse("20170315").expect("a day");
        assert_eq!(parts_of_departure("gtfs/a/b:1/20170315/4"), Some(("a/b:1", day, 4)));
        for other in
            ["gtfs/a/20170315/4/1489561200", "live/added/x/20170315/0", "gtfs/a/4", "gtfs/a/20170399/4"]
        {
            assert_eq!(parts_of_departure(other), None, "{other}");
        }
    }
}
