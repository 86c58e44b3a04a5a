//! Alerts about the lines and stations that are published.

use std::collections::BTreeSet;

use parvis_connect::{Collection, Rows, shortened, url as connect_url};
use parvis_formats::gtfs_realtime::{Alert, EntitySelector, FeedMessage, TimeRange, TranslatedString};
use parvis_sdk::{Geometry, Period, Row, Text, Value, text};

use super::published::{self, ByName, code};
use super::told::Told;

const ALERTS: Collection =
    Collection { name: "alerts", columns: &["cause", "effect", "text", "url", "lines", "stops"] };
/// Longest title and text, in letters.
const TITLE: usize = 200;
const TEXT: usize = 4_000;
/// An alert without an end is shown as long as the feed tells of it: here until the end of the calendar, in milliseconds.
const NO_END_MS: i64 = 253_402_300_799_000;

/// Publishes the alerts of a feed that are not over.
pub(super) fn publish(feed: &FeedMessage, rows: &mut Rows, now: i64) -> Result<(), String> {
    rows.go_on_with(ALERTS);
    let alerts: Vec<(usize, &str, &Alert)> = (1..)
        .zip(&feed.entity)
        .filter_map(|(at, entity)| Some((at, entity.id.as_str(), entity.alert.as_ref()?)))
        .collect();
    if alerts.is_empty() {
        return Ok(());
    }
    let (stations, lines) = (published::stations()?, published::lines()?);
    let mut elsewhere = 0;
    for (at, id, alert) in alerts {
        let about = About::of(alert, &stations, &lines);
        let told = if about.is_elsewhere { Told::Elsewhere } else { row(id, alert, &about, now) };
        elsewhere += told.put(rows, at);
    }
    if elsewhere > 0 {
        rows.warn(0, format!("{elsewhere} alerts are about lines and stations that are not published"));
    }
    Ok(())
}

/// What an alert is about, among what is published.
struct About {
    lines: BTreeSet<String>,
    stops: BTreeSet<String>,
    geometry: Option<Geometry>,
    /// It names lines or stations, and none of them is here.
    is_elsewhere: bool,
}

impl About {
    fn of(alert: &Alert, stations: &ByName, lines: &ByName) -> Self {
        let mut about =
            About { lines: BTreeSet::new(), stops: BTreeSet::new(), geometry: None, is_elsewhere: false };
        let mut names_something = false;
        for entity in &alert.informed_entity {
            if let Some(route) = route_of(entity) {
                names_something = true;
                about.lines.extend(lines.get(route).and_then(|line| code(line, "code")));
            }
            if let Some(stop) = &entity.stop_id {
                names_something = true;
                if let Some(station) = stations.get(stop) {
                    about.stops.insert(station.id.clone());
                    about.geometry = about.geometry.take().or_else(|| station.geometry.clone());
                }
            }
        }
        // A whole operator is here if anything of it is.
        about.is_elsewhere = names_something && about.lines.is_empty() && about.stops.is_empty();
        about
    }
}

fn route_of(entity: &EntitySelector) -> Option<&str> {
    let of_trip = || entity.trip.as_ref()?.route_id.as_deref();
    entity.route_id.as_deref().or_else(of_trip)
}

/// The rows of an alert: one for each of its periods, none if it is over.
fn row(id: &str, alert: &Alert, about: &About, now: i64) -> Told {
    let title = words(alert.header_text.as_ref(), TITLE);
    let body = words(alert.description_text.as_ref(), TEXT);
    let Some(title) = title.or_else(|| words(alert.description_text.as_ref(), TITLE)) else {
        return Told::Refused("the alert has no words".to_owned());
    };
    let url = alert.url.as_ref().and_then(|url| connect_url(url.in_language("fr").unwrap_or(url.any())));
    let values = vec![
        alert.cause_word().map(|word| Value::Code(word.into())),
        alert.effect_word().map(|word| Value::Code(word.into())),
        body.map(Value::Text),
        url,
        codes(&about.lines),
        codes(&about.stops),
    ];
    let row = |(number, period): (usize, Option<Period>)| Row {
        id: if number == 0 { id.to_owned() } else { format!("{id}/{number}") },
        title: title.clone(),
        geometry: about.geometry.clone(),
        period,
        parent: None,
        values: values.clone(),
    };
    let is_over = |period: &Option<Period>| period.is_some_and(|period| period.end < now);
    Told::Rows(
        periods(alert, now).into_iter().enumerate().filter(|(_, period)| !is_over(period)).map(row).collect(),
    )
}

/// When it holds, in milliseconds; one without a beginning has begun.
fn periods(alert: &Alert, now: i64) -> Vec<Option<Period>> {
    let ms = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000).min(NO_END_MS);
    let given = |seconds: Option<u64>| seconds.filter(|seconds| *seconds > 0).map(ms);
    let period = |range: &TimeRange| {
        let end = given(range.end).unwrap_or(NO_END_MS);
        Some(Period { start: given(range.start).unwrap_or(now).min(end), end })
    };
    match alert.active_period.as_slice() {
        [] => vec![None],
        some => some.iter().map(period).collect(),
    }
}

fn codes(names: &BTreeSet<String>) -> Option<Value> {
    (!names.is_empty()).then(|| Value::Codes(names.iter().cloned().collect()))
}

/// The words in French, with the English ones where there are any.
fn words(string: Option<&TranslatedString>, most: usize) -> Option<Text> {
    let string = string?;
    let line = |words: &str| shortened(&words.split_whitespace().collect::<Vec<_>>().join(" "), most);
    let french = line(string.in_language("fr").unwrap_or(string.any()));
    if french.is_empty() {
        return None;
    }
    let french = text(french);
    Some(match string.in_language("en").map(line).filter(|english| !english.is_empty()) {
        Some(english) => french.en(english),
        None => french,
    })
}
