//! One event as it is written.

use jiff::civil::DateTime;

use super::lines::{Component, Property};
use super::recurrence::Rule;
use super::values::{self, Moment};

/// An event, or one changed instance of a repeated event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Unique in its calendar; shared by a repeated event and its changed instances.
    pub uid: String,
    /// What people read first.
    pub title: String,
    /// What it is about; may be empty.
    pub description: String,
    /// Where, in words; may be empty.
    pub place: String,
    /// Where: degrees north, then east, as iCalendar has it.
    pub position: Option<(f64, f64)>,
    /// Its page; may be empty.
    pub url: String,
    /// Words that sort it.
    pub categories: Vec<String>,
    /// Whether it takes place.
    pub status: Status,
    /// The line where it begins, from 1.
    pub line: usize,
    pub(super) sequence: i64,
    pub(super) start: Stated,
    pub(super) end: End,
    pub(super) rules: Vec<Rule>,
    pub(super) except_rules: Vec<Rule>,
    pub(super) more: Vec<Stated>,
    pub(super) except: Vec<Stated>,
    /// Which instance of a repeated event it changes.
    pub(super) changes: Option<Stated>,
}

/// Whether an event takes place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// It does.
    #[default]
    Confirmed,
    /// It is not sure yet.
    Tentative,
    /// It does not.
    Cancelled,
}

/// A moment with the zone that stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) moment: Moment,
    pub(super) zone: Option<String>,
}

/// When an event is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It says nothing: a day where it has no time, else a moment.
    Open,
    At(Stated),
    AfterS(i64),
}

/// Why an event is left out, and where.
#[derive(Debug)]
pub(super) struct EventError {
    pub(super) line: usize,
    pub(super) reason: String,
}

impl Stated {
    /// The moment as a clock beside it shows it; a day begins at midnight.
    pub(super) fn local(&self) -> DateTime {
        match self.moment {
            Moment::Day(day) => day.at(0, 0, 0, 0),
            Moment::Local(at) | Moment::Utc(at) => at,
        }
    }

    pub(super) fn is_day(&self) -> bool {
        matches!(self.moment, Moment::Day(_))
    }
}

impl Event {
    pub(super) fn of(component: &Component) -> Result<Event, EventError> {
        let missing =
            |name: &str| EventError { line: component.line, reason: format!("an event without {name}") };
        let start = stated(component.property("DTSTART").ok_or_else(|| missing("DTSTART"))?)?;
        let words = |name: &str| {
            component.property(name).map(|property| values::text(property.value.trim())).unwrap_or_default()
        };
        let title = words("SUMMARY");
        let uid = match words("UID") {
            // The same event has the same name tomorrow.
            uid if uid.is_empty() => format!("{} {title}", start.local()),
            uid => uid,
        };
        Ok(Event {
            uid,
            title,
            description: words("DESCRIPTION"),
            place: words("LOCATION"),
            position: component.property("GEO").and_then(|geo| position(&geo.value)),
            url: words("URL"),
            categories: categories(component),
            status: status(&words("STATUS")),
            line: component.line,
            sequence: words("SEQUENCE").parse().unwrap_or(0),
            end: end(component)?,
            rules: all(component, "RRULE", rule)?,
            except_rules: all(component, "EXRULE", rule)?,
            more: all(component, "RDATE", moments)?.concat(),
            except: all(component, "EXDATE", moments)?.concat(),
            changes: component.property("RECURRENCE-ID").map(stated).transpose()?,
            start,
        })
    }
}

/// Every property of that name, read.
fn all<T>(
    component: &Component,
    name: &str,
    read: impl Fn(&Property) -> Result<T, EventError>,
) -> Result<Vec<T>, EventError> {
    component.properties(name).map(read).collect()
}

fn rule(property: &Property) -> Result<Rule, EventError> {
    Rule::parse(&property.value).map_err(|reason| of_property(property, &reason))
}

fn of_property(property: &Property, reason: &str) -> EventError {
    EventError { line: property.line, reason: format!("{}: {reason}", property.name) }
}

fn stated(property: &Property) -> Result<Stated, EventError> {
    let moment = values::moment(&property.value).map_err(|reason| of_property(property, &reason))?;
    Ok(Stated { moment, zone: property.parameter("TZID").map(str::to_owned) })
}

/// A list of moments; of a period its beginning.
fn moments(property: &Property) -> Result<Vec<Stated>, EventError> {
    let one = |text: &str| {
        let start = text.split('/').next().unwrap_or_default();
        let moment = values::moment(start).map_err(|reason| of_property(property, &reason))?;
        Ok(Stated { moment, zone: property.parameter("TZID").map(str::to_owned) })
    };
    property.value.split(',').filter(|text| !text.trim().is_empty()).map(one).collect()
}

fn end(component: &Component) -> Result<End, EventError> {
    if let Some(end) = component.property("DTEND") {
        return Ok(End::At(stated(end)?));
    }
    let Some(duration) = component.property("DURATION") else { return Ok(End::Open) };
    let seconds = values::duration_s(&duration.value).map_err(|reason| of_property(duration, &reason))?;
    Ok(End::AfterS(seconds.max(0)))
}

fn categories(component: &Component) -> Vec<String> {
    let words = component.properties("CATEGORIES").flat_map(|property| property.value.split(','));
    words.map(|word| values::text(word.trim())).filter(|word| !word.is_empty()).collect()
}

fn status(word: &str) -> Status {
    match word.to_ascii_uppercase().as_str() {
        "CANCELLED" => Status::Cancelled,
        "TENTATIVE" => Status::Tentative,
        _ => Status::Confirmed,
    }
}

/// `48.82;2.26`, north first.
fn position(text: &str) -> Option<(f64, f64)> {
    let (north, east) = text.split_once(';')?;
    let (north, east) = (north.trim().parse().ok()?, east.trim().parse().ok()?);
    ((-90.0..=90.0).contains(&north) && (-180.0..=180.0).contains(&east)).then_some((north, east))
}
