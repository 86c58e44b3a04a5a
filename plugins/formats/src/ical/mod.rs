//! iCalendar (RFC 5545): events with their recurrences, exceptions and time zones.
//!
//! [`Calendar::read`] takes the text of a file and keeps what is sound; what it leaves out is told with its line.
//! [`Calendar::instances`] gives the moments of the events within a window, on the world's clock.

mod event;
mod instances;
mod lines;
pub mod recurrence;
pub mod values;
mod zones;

#[cfg(test)]
mod tests;

pub use event::{Event, Status};
pub use instances::{Instance, Span};
pub use zones::Zones;

/// What a clock on a wall shows.
pub use jiff::civil::DateTime as LocalTime;

use event::EventError;
use lines::{Component, components};
use zones::DefinedZone;

/// What a file holds: its events in their order, and its own time zones.
#[derive(Debug, Default)]
pub struct Calendar {
    /// Every sound event; a changed instance of a repeated one is an event of its own.
    pub events: Vec<Event>,
    /// What was left out, and why.
    pub remarks: Vec<Remark>,
    zones: Vec<DefinedZone>,
}

/// Something that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The line where it begins, from 1.
    pub line: usize,
    /// Why.
    pub reason: String,
}

impl Calendar {
    /// Reads a file; several calendars in one are read as one. Nothing in it is an error: what cannot be meant is left out
    /// and remarked on. Cost: one pass over the text.
    pub fn read(text: &str) -> Calendar {
        let mut calendar = Calendar::default();
        let (all, remarks) = components(text);
        calendar.remarks = remarks;
        all.iter().for_each(|component| calendar.take(component));
        calendar.remarks.sort_by_key(|remark| remark.line);
        calendar
    }

    fn take(&mut self, component: &Component) {
        match component.name.as_str() {
            "VTIMEZONE" => match DefinedZone::of(component) {
                Ok(zone) => self.zones.push(zone),
                Err(reason) => self.remarks.push(Remark { line: component.line, reason }),
            },
            "VEVENT" => match Event::of(component) {
                Ok(event) => self.events.push(event),
                Err(EventError { line, reason }) => self.remarks.push(Remark { line, reason }),
            },
            _ => component.inner.iter().for_each(|inner| self.take(inner)),
        }
    }
}
