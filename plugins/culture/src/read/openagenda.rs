//! Agendas of OpenAgenda.

use parvis_connect as connect;
use parvis_formats::openagenda::{self, Place};
use parvis_sdk::{Failure, Outcome};

use super::event::{Access, EVENTS, Event, SETTINGS, Status, window};
use super::words::{is_for_children, is_free};

pub(crate) fn openagenda() -> Result<Outcome, Failure> {
    connect::run(EVENTS, SETTINGS, |source, rows| {
        let window = window()?;
        let mut title = String::new();
        let read = openagenda::read(source.reader(), &mut |number, event| {
            if let Ok(event) = &event
                && title.is_empty()
            {
                title.clone_from(&event.agenda);
            }
            let found = event.map(|event| of(&event).rows(&source.name, &event.timings, window));
            rows.take(number + 1, found);
        });
        rows.title = title;
        read.map_err(|error| rows.broken(error))
    })
}

fn of(event: &openagenda::Event) -> Event {
    let about = format!("{} {} {}", event.title, event.description, event.keywords.join(" "));
    let place = event.place.as_ref();
    let words = |of: fn(&Place) -> &String| place.map(of).cloned().unwrap_or_default();
    Event {
        uid: event.uid.clone(),
        title: event.title.clone(),
        description: match event.details.is_empty() {
            true => event.description.clone(),
            false => event.details.clone(),
        },
        conditions: event.conditions.clone(),
        is_free: is_free(&event.conditions),
        is_for_children: is_for_children(&about, event.ages.0, event.ages.1),
        venue: words(|place| &place.name),
        address: words(|place| &place.address),
        position: place.and_then(|place| place.position),
        url: event.url.clone(),
        status: status(event.status),
        accessibility: event.accessibility.iter().filter_map(|code| access(code)).collect(),
        keywords: event.keywords.clone(),
    }
}

fn status(status: openagenda::Status) -> Status {
    match status {
        openagenda::Status::Scheduled => Status::Planned,
        openagenda::Status::Rescheduled => Status::Moved,
        openagenda::Status::MovedOnline => Status::Online,
        openagenda::Status::Postponed => Status::Postponed,
        openagenda::Status::Full => Status::Full,
        openagenda::Status::Cancelled => Status::Cancelled,
    }
}

fn access(code: &str) -> Option<Access> {
    Some(match code {
        "mi" => Access::Wheelchair,
        "vi" => Access::Sight,
        "hi" => Access::Hearing,
        "ii" => Access::Understanding,
        "pi" => Access::Mind,
        _ => return None,
    })
}
