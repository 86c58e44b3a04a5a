//! Departures: one row each, one service day in memory at a time.

use parvis_sdk::{Draft, Error, Period, Row, Value, text};

use super::batches::Batches;
use super::lines::colour;
use super::refused;
use super::window::Days;
use crate::gtfs::{Departure, Feed, Kept, Refusal};
use crate::ids;

/// What a departure has, and then what real time tells of it.
pub(crate) const COLUMNS: &[&str] = &[
    "line",
    "line-code",
    "line-code-colour",
    "mode",
    "mission",
    "platform",
    "trip",
    "pickup",
    "about",
    "scheduled",
    "status",
    "status-text",
];
/// How many of them real time tells.
pub(crate) const TOLD: usize = 3;
const PLANNED: &[&str] = COLUMNS.split_at(COLUMNS.len() - TOLD).0;

/// Most departures that are published: the national TER feed has 560,000 in seven days.
const MOST: usize = 1_500_000;

/// Publishes the departures of the window and returns how many there are. The error is one sentence.
pub(super) fn publish(draft: &Draft, feed: &Feed, kept: &Kept, days: &Days) -> Result<usize, String> {
    let failed = |error: Error| format!("the timetable cannot be published: {error}");
    if feed.expected_departures(days.window, kept) > MOST {
        return Err(too_many(days));
    }
    let mut batches = Batches::new(draft, "departures", PLANNED);
    for day in feed.departures(days.window, kept, |date| days.noon(date)) {
        if batches.count + day.len() > MOST {
            return Err(too_many(days));
        }
        for departure in &day {
            batches.add(row(feed, departure)).map_err(failed)?;
        }
    }
    batches.finish().map_err(failed)
}

fn too_many(days: &Days) -> String {
    let reason = format!(
        "more than {MOST} departures in {} days; publish fewer days (--setting transport.days=3) or cut the feed \
         down to the territory",
        days.window.days
    );
    refused(&Refusal { file: "stop_times.txt".to_owned(), line: None, reason })
}

fn row(feed: &Feed, departure: &Departure) -> Row {
    let trip = feed.trips.get(departure.trip as usize);
    let line = trip.and_then(|trip| feed.lines.get(feed.line_of(trip)? as usize));
    let platform = feed.stops.get(departure.stop as usize).map(|stop| stop.platform_code.as_str());
    let code = |text: &str| (!text.is_empty()).then(|| Value::Code(text.to_owned()));
    Row {
        id: ids::departure(feed, departure),
        title: text(feed.destination(departure)),
        geometry: None,
        period: Some(Period { start: departure.instant_ms, end: departure.instant_ms }),
        parent: Some(ids::stop(feed, departure.station)),
        values: vec![
            line.map(|line| Value::Feature(ids::line(&line.id))),
            line.and_then(|line| code(&line.name)),
            line.and_then(colour),
            line.and_then(|line| code(line.mode.code())),
            trip.and_then(|trip| code(&trip.mission)),
            platform.filter(|name| !name.is_empty()).map(|name| Value::Text(text(name))),
            trip.and_then(|trip| code(&trip.id)),
            pickup(departure.pickup).and_then(code),
            departure.about.then_some(Value::Boolean(true)),
        ],
    }
}

/// How boarding is arranged, where it is not simply by being there.
fn pickup(pickup: u8) -> Option<&'static str> {
    match pickup {
        2 => Some("phone-before"),
        3 => Some("ask-driver"),
        _ => None,
    }
}
