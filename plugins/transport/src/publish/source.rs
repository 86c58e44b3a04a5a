//! What the source says of itself: who made it, for which dates it holds.

use parvis_sdk::{Setting, SourceInfo, settings, text};

use super::window::instant;
use crate::gtfs::Feed;

/// A timetable is published anew every day, with some hours of patience.
const PROMISE_S: i64 = 36 * 3600;
/// The version by which the demo's timetable says that it is an illustration.
const EXAMPLE_VERSION: &str = "exemple";

/// What was published, beside the feed.
pub(super) struct Published<'a> {
    pub(super) revision: String,
    pub(super) zone: &'a str,
}

pub(super) fn info(feed: &Feed, published: Published<'_>) -> SourceInfo {
    let midnight = |day| instant(published.zone, day, 0);
    let (first, last) = feed.validity().unzip();
    let example = feed.info.version == EXAMPLE_VERSION;
    let title = if example {
        text("Horaires d'exemple, inventés pour la démonstration")
            .en("Example timetable, made up for the demonstration")
    } else {
        text("Horaires théoriques").en("Scheduled times")
    };
    SourceInfo {
        title,
        attribution: maker(feed),
        licence: match settings::get("licence") {
            Some(Setting::Text(licence)) => licence,
            _ => String::new(),
        },
        url: feed.info.url.clone(),
        issued: None,
        valid_from: first.and_then(midnight),
        valid_until: last.and_then(|day| midnight(day.plus_days(1))),
        promise_s: Some(PROMISE_S),
        example,
        revision: published.revision,
    }
}

/// The publisher, else the agencies, at most three.
fn maker(feed: &Feed) -> String {
    if !feed.info.publisher.is_empty() {
        return feed.info.publisher.clone();
    }
    let mut names: Vec<&str> = feed.agencies.iter().map(|agency| agency.name.as_str()).collect();
    names.dedup();
    let shown = names.iter().take(3).copied().collect::<Vec<_>>().join(", ");
    if names.len() > 3 { format!("{shown}…") } else { shown }
}
