//! Alerts of a GTFS-Realtime feed.

use parvis_connect::{Rows, url};
use parvis_formats::gtfs_realtime::{self, EntitySelector, FeedMessage, TimeRange, TranslatedString};
use parvis_sdk::Text;

use super::{ALERTS, Alert, TEXT, TITLE, words};
use crate::live::names::Names;

/// Publishes the alerts of a feed that are not over.
pub(in crate::live) fn publish(feed: &FeedMessage, rows: &mut Rows, now: i64) -> Result<(), String> {
    rows.go_on_with(ALERTS);
    let alerts = (1..).zip(&feed.entity);
    let alerts = alerts.filter_map(|(at, entity)| Some((at, Ok(alert(&entity.id, entity.alert.as_ref()?)))));
    super::publish(alerts.collect(), Names::of_timetable, rows, now)
}

fn alert(id: &str, alert: &gtfs_realtime::Alert) -> Alert {
    let (about, description) = (&alert.informed_entity, alert.description_text.as_ref());
    let lines: Vec<String> = about.iter().filter_map(route_of).map(str::to_owned).collect();
    let stops: Vec<String> = about.iter().filter_map(|entity| entity.stop_id.clone()).collect();
    Alert {
        id: id.to_owned(),
        title: translated(alert.header_text.as_ref(), TITLE).or_else(|| translated(description, TITLE)),
        text: translated(description, TEXT),
        url: alert.url.as_ref().and_then(|page| url(page.in_language("fr").unwrap_or(page.any()))),
        cause: alert.cause_word(),
        effect: alert.effect_word(),
        periods: alert.active_period.iter().map(period).collect(),
        is_about_something: !lines.is_empty() || !stops.is_empty(),
        lines,
        stops,
    }
}

fn route_of(entity: &EntitySelector) -> Option<&str> {
    let of_trip = || entity.trip.as_ref()?.route_id.as_deref();
    entity.route_id.as_deref().or_else(of_trip)
}

fn period(range: &TimeRange) -> (Option<i64>, Option<i64>) {
    let ms = |seconds: u64| i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1000);
    let given = |seconds: Option<u64>| seconds.filter(|seconds| *seconds > 0).map(ms);
    (given(range.start), given(range.end))
}

fn translated(string: Option<&TranslatedString>, most: usize) -> Option<Text> {
    let string = string?;
    words(string.in_language("fr").unwrap_or(string.any()), string.in_language("en"), most)
}
