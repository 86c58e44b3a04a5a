//! What the name of a feed promises, and where the plugin sees it otherwise.

use crate::archives::ARCHIVES;
use crate::verdict::Verdict;
use Verdict::{Refused, Taken, WithReport};

const TRANSITFEED: &str = ARCHIVES[0];
const VALIDATOR: &str = ARCHIVES[1];

/// What a feed of this name should become: the name says which fault it has. The first word that fits decides.
pub fn by_name(name: &str) -> Verdict {
    let words: [(&str, Verdict); 17] = [
        // Something without which there is no timetable.
        ("missing_", Refused),
        ("empty_", Refused),
        ("no_optional_files", Taken),
        ("utf16", Refused),
        ("unknown_format", Refused),
        // No feed: a file of rules, a part of one, two of them.
        ("custom_rules", Refused),
        ("au-sydney-entrances", Refused),
        ("upgrade_translations", Refused),
        // A row that is wrong, among others that are sound.
        ("bad_", WithReport),
        ("duplicate", WithReport),
        ("invalid", WithReport),
        ("contains_null", WithReport),
        ("negative_", WithReport),
        ("undefined_", WithReport),
        ("extra_row_cells", WithReport),
        ("unusable_trip", WithReport),
        ("stop_times_increase", WithReport),
    ];
    words.iter().find(|(word, _)| name.contains(word)).map_or(Taken, |(_, verdict)| *verdict)
}

const NO_ROUTE: &str =
    "a fragment for one rule of the validator: its only route has no id, so no trip can name it";
const NO_TRIP: &str =
    "a fragment for one rule of the validator: its trips name no route that is there, so nothing runs";

/// Where the verdict is another than the name promises, and why that is right.
pub const DISPUTES: &[(&str, &str, Verdict, &str)] = &[
    (TRANSITFEED, "bad_eol.zip", Taken, "line ends of every kind are read alike, nothing is lost"),
    (
        TRANSITFEED,
        "duplicate_stop",
        Taken,
        "two ids, two names, three metres apart: whether that is one place is not for a reader to say",
    ),
    (
        TRANSITFEED,
        "extra_row_cells",
        Taken,
        "the cell too many is empty, a comma at the end of the row: nothing is lost",
    ),
    (TRANSITFEED, "flatten_feed", WithReport, "one of its trips has a single stop"),
    (
        TRANSITFEED,
        "invalid_agency_ids",
        Taken,
        "one of two agencies has no id, and the routes that give none are its own: each reference is clear",
    ),
    (TRANSITFEED, "missing_departure_time", Taken, "the arrival is given: one of two times is enough"),
    (
        TRANSITFEED,
        "missing_endpoint_times",
        WithReport,
        "only the untimed ends are no departures, the rest of the trip holds",
    ),
    (
        TRANSITFEED,
        "missing_row_cells",
        Taken,
        "cells missing at the end of a row are empty ones, and none of these is required",
    ),
    (
        VALIDATOR,
        "missing_agency_id",
        WithReport,
        "a single agency needs no id; its other rows have the faults that the report names",
    ),
    (VALIDATOR, "accessibility", Refused, NO_ROUTE),
    (VALIDATOR, "agency", Refused, NO_ROUTE),
    (VALIDATOR, "agency_single", Refused, NO_ROUTE),
    (VALIDATOR, "check_id", Refused, NO_ROUTE),
    (VALIDATOR, "agency_multiple", WithReport, "its last stop has no id"),
    (VALIDATOR, "arrange_by_phone_stops", Refused, NO_TRIP),
    (VALIDATOR, "check_name", Refused, NO_TRIP),
    (VALIDATOR, "coordinate_with_driver_stops", Refused, NO_TRIP),
    (VALIDATOR, "custom_route_color", Refused, NO_TRIP),
    (VALIDATOR, "fare_attributes", Refused, NO_TRIP),
    (VALIDATOR, "feed_info", Refused, NO_TRIP),
    (VALIDATOR, "interpolated_stop_times", Refused, NO_TRIP),
    (VALIDATOR, "no_optional_files", Refused, NO_TRIP),
    (VALIDATOR, "route_type_invalid", Refused, NO_TRIP),
    (VALIDATOR, "route_type_missing", Refused, NO_TRIP),
    (VALIDATOR, "sub_folder", Refused, NO_TRIP),
    (VALIDATOR, "duration_distance", WithReport, "two of its agencies have no id"),
    (
        VALIDATOR,
        "optimisation_route_trips",
        Refused,
        "its agency.txt holds no agency, so no time in it has a time zone",
    ),
    (VALIDATOR, "shapes", WithReport, "one of its stops lies at 92 degrees north"),
    (VALIDATOR, "stop_times_location_type", WithReport, "one of its stops has a parent that does not exist"),
    (VALIDATOR, "stops", WithReport, "one of its stops lies at 0, 0"),
    (VALIDATOR, "unusable_trip", Refused, "it has no calendar at all, so no trip runs on any day"),
    (VALIDATOR, "unused_stop", WithReport, "one of its routes has no id"),
    (
        "navitia",
        "ntfs_dst.zip",
        Refused,
        "NTFS, another format: networks.txt and lines.txt in the place of agency.txt",
    ),
];

/// The dispute about a feed, if there is one.
pub fn dispute(archive: &str, feed: &str) -> Option<(Verdict, &'static str)> {
    let found = DISPUTES.iter().find(|dispute| (dispute.0, dispute.1) == (archive, feed));
    found.map(|(_, _, verdict, reason)| (*verdict, *reason))
}
