//! Ids of what this plugin publishes. All begin with the name of the source.

use crate::gtfs::{Departure, Feed};

/// The source that this plugin publishes.
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
