//! iCalendar files: repeated events, exceptions and changed dates become the times within the window.

use std::collections::BTreeMap;

use parvis_connect::{self as connect, HubZones, Rows};
use parvis_formats::html;
use parvis_formats::ical::{self, Calendar, Span};
use parvis_sdk::{Failure, Outcome};

use super::event::{EVENTS, Event, SETTINGS, Status, window};
use super::words::{is_for_children, is_free};

/// Largest file: it is read whole, and a calendar of twenty years has two megabytes.
const MOST_BYTES: u64 = 16 << 20;

pub(crate) fn ical() -> Result<Outcome, Failure> {
    connect::run(EVENTS, SETTINGS, |source, rows| {
        let window = window()?;
        let text = source.text(MOST_BYTES)?;
        if !text.contains("BEGIN:VCALENDAR") {
            return Err("this is no iCalendar file: it has no BEGIN:VCALENDAR".to_owned());
        }
        publish(&Calendar::read(&text), &source.name, window, rows);
        Ok(())
    })
}

fn publish(calendar: &Calendar, source: &str, window: (i64, i64), rows: &mut Rows) {
    let (instances, remarks) = calendar.instances(Span { from: window.0, until: window.1 }, &HubZones);
    let mut times: BTreeMap<usize, Vec<(i64, i64)>> = BTreeMap::new();
    for instance in instances {
        times.entry(instance.event).or_default().push((instance.start, instance.end));
    }
    for remark in calendar.remarks.iter().chain(&remarks) {
        rows.take(remark.line, Err(remark.reason.clone()));
    }
    for (at, event) in calendar.events.iter().enumerate() {
        if remarks.iter().any(|remark| remark.line == event.line) {
            continue;
        }
        let times = times.get(&at).map_or(&[][..], Vec::as_slice);
        let found = match event.title.trim().is_empty() {
            true => Err("an event without SUMMARY: residents would not know what it is".to_owned()),
            false => Ok(of(event).rows(source, times, window)),
        };
        rows.take(event.line, found);
    }
}

fn of(event: &ical::Event) -> Event {
    let description = html::words(&event.description);
    let about = format!("{} {} {}", event.title, description, event.categories.join(" "));
    Event {
        uid: event.uid.clone(),
        title: event.title.clone(),
        is_free: is_free(&about),
        is_for_children: is_for_children(&about, None, None),
        description,
        venue: event.place.clone(),
        position: event.position.map(|(north, east)| [east, north]),
        url: event.url.clone(),
        status: match event.status {
            ical::Status::Confirmed => Status::Planned,
            ical::Status::Tentative => Status::Unsure,
            ical::Status::Cancelled => Status::Cancelled,
        },
        keywords: event.categories.clone(),
        ..Event::default()
    }
}
