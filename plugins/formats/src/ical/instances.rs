//! The moments of events within a window: rules, added moments, exceptions and changed instances put together.

use std::collections::{BTreeSet, HashMap};

use jiff::Span as Length;
use jiff::civil::DateTime;

use super::event::{End, Event, Stated};
use super::recurrence::{Rule, Until, Window, moments};
use super::zones::{Zone, Zones, names, utc_local, utc_ms};
use super::{Calendar, Remark};

/// A window of time, in milliseconds since 1970 in UTC.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Instances that are not over before this moment.
    pub from: i64,
    /// Instances that begin before this moment.
    pub until: i64,
}

/// One time that an event takes place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// Which event of the calendar.
    pub event: usize,
    /// When it begins, milliseconds since 1970 in UTC.
    pub start: i64,
    /// When it is over, never before it begins.
    pub end: i64,
    /// It has days and no times.
    pub all_day: bool,
}

/// No event is longer, when looking back for those that are not over yet.
const LONGEST_DAYS: i64 = 366;

impl Calendar {
    /// Every instance within the window, in the order of events, and why some events have none.
    pub fn instances(&self, span: Span, zones: &dyn Zones) -> (Vec<Instance>, Vec<Remark>) {
        let expansion = Expansion { calendar: self, zones, span };
        let (mut instances, mut remarks) = (Vec::new(), Vec::new());
        let changed = expansion.changed();
        for (index, event) in self.events.iter().enumerate() {
            match expansion.of(index, event, &changed) {
                Ok(some) => instances.extend(some),
                Err(reason) => remarks.push(Remark { line: event.line, reason }),
            }
        }
        (instances, remarks)
    }
}

/// Which moment of which repeated event is changed, and by which event: the one with the highest sequence.
type Changed<'c> = HashMap<(&'c str, i64), usize>;

struct Expansion<'c> {
    calendar: &'c Calendar,
    zones: &'c dyn Zones,
    span: Span,
}

impl<'c> Expansion<'c> {
    fn changed(&self) -> Changed<'c> {
        let mut changed = Changed::new();
        for (index, event) in self.calendar.events.iter().enumerate() {
            let Some(Ok(at)) = event.changes.as_ref().map(|at| self.moment(at)) else { continue };
            let newer = |known: &usize| self.calendar.events[*known].sequence > event.sequence;
            if !changed.get(&(event.uid.as_str(), at)).is_some_and(newer) {
                changed.insert((event.uid.as_str(), at), index);
            }
        }
        changed
    }

    fn of(&self, index: usize, event: &Event, changed: &Changed<'_>) -> Result<Vec<Instance>, String> {
        let zone = event.start.zone();
        let starts = match &event.changes {
            Some(changes) => {
                let is_the_newest = changed.get(&(event.uid.as_str(), self.moment(changes)?)) == Some(&index);
                BTreeSet::from_iter(is_the_newest.then(|| event.start.local()))
            }
            None => self.starts(event, &zone)?,
        };
        let mut instances = Vec::new();
        for local in starts {
            let start = self.instant(&zone, local)?;
            if event.changes.is_none() && changed.contains_key(&(event.uid.as_str(), start)) {
                continue;
            }
            let end = self.end(event, &zone, local, start)?.max(start);
            let is_within = start < self.span.until && (end > self.span.from || start >= self.span.from);
            if is_within {
                instances.push(Instance { event: index, start, end, all_day: event.start.is_day() });
            }
        }
        Ok(instances)
    }

    /// When it begins, by the clocks of its zone.
    fn starts(&self, event: &Event, zone: &Zone) -> Result<BTreeSet<DateTime>, String> {
        let window = self.window();
        let first = event.start.local();
        let mut starts = BTreeSet::new();
        if event.rules.is_empty() {
            starts.insert(first);
        }
        for rule in &event.rules {
            starts.extend(moments(rule, first, self.until(rule, zone)?, window)?);
        }
        for more in &event.more {
            starts.insert(self.shown_by(zone, more)?);
        }
        for rule in &event.except_rules {
            for except in moments(rule, first, self.until(rule, zone)?, window)? {
                starts.remove(&except);
            }
        }
        for except in &event.except {
            match except.is_day() {
                true => starts.retain(|at| at.date() != except.local().date()),
                false => {
                    starts.remove(&self.shown_by(zone, except)?);
                }
            }
        }
        Ok(starts)
    }

    /// The window by any clock on Earth, early enough for the longest event.
    fn window(&self) -> Window {
        let day = Length::new().days(1);
        let longest = Length::new().days(LONGEST_DAYS);
        Window {
            from: utc_local(self.span.from).saturating_sub(longest).saturating_sub(day),
            before: utc_local(self.span.until).saturating_add(day),
        }
    }

    /// The end of a rule by the clocks of its event.
    fn until(&self, rule: &Rule, zone: &Zone) -> Result<Option<DateTime>, String> {
        Ok(match rule.until() {
            None => None,
            Some(Until::Utc(at)) => Some(self.local(zone, utc_ms(at))?),
            Some(until) => Some(until.in_any_zone()),
        })
    }

    /// What the clocks of a zone show at a stated moment.
    fn shown_by(&self, zone: &Zone, stated: &Stated) -> Result<DateTime, String> {
        if stated.zone() == *zone || stated.is_day() {
            return Ok(stated.local());
        }
        self.local(zone, self.moment(stated)?)
    }

    fn moment(&self, stated: &Stated) -> Result<i64, String> {
        self.instant(&stated.zone(), stated.local())
    }

    fn instant(&self, zone: &Zone, local: DateTime) -> Result<i64, String> {
        match zone {
            Zone::Utc => Ok(utc_ms(local)),
            Zone::Home => self.instant(&Zone::Named(self.zones.home()), local),
            Zone::Named(name) => {
                let of_the_world = names(name).find_map(|name| self.zones.instant(name, local));
                let defined = || self.defined(name).map(|zone| zone.instant(local));
                of_the_world.or_else(defined).ok_or_else(|| format!("the time zone '{name}' is not known"))
            }
        }
    }

    fn local(&self, zone: &Zone, instant: i64) -> Result<DateTime, String> {
        match zone {
            Zone::Utc => Ok(utc_local(instant)),
            Zone::Home => self.local(&Zone::Named(self.zones.home()), instant),
            Zone::Named(name) => match names(name).find_map(|name| self.zones.local(name, instant)) {
                Some(local) => Ok(local),
                None => {
                    let guess = utc_local(instant);
                    Ok(utc_local(instant + utc_ms(guess) - self.instant(zone, guess)?))
                }
            },
        }
    }

    fn defined(&self, name: &str) -> Option<&'c super::zones::DefinedZone> {
        self.calendar.zones.iter().find(|zone| zone.name == name)
    }

    /// When the instance that begins then is over.
    fn end(&self, event: &Event, zone: &Zone, local: DateTime, start: i64) -> Result<i64, String> {
        match &event.end {
            End::AfterS(seconds) => Ok(start.saturating_add(seconds.saturating_mul(1000))),
            End::Open if event.start.is_day() => {
                self.instant(zone, local.saturating_add(Length::new().days(1)))
            }
            End::Open => Ok(start),
            // Days stay days, also where a clock change makes one shorter.
            End::At(end) if end.is_day() && event.start.is_day() => {
                let days = event.start.local().until((jiff::Unit::Day, end.local()));
                let days = days.map_or(1, |span| span.get_days().max(1));
                self.instant(zone, local.saturating_add(Length::new().days(days)))
            }
            End::At(end) => Ok(start + (self.moment(end)? - self.moment(&event.start)?)),
        }
    }
}

impl Until {
    /// The last moment, whatever the zone.
    pub(super) fn in_any_zone(self) -> DateTime {
        match self {
            Until::Day(day) => day.at(23, 59, 59, 0),
            Until::Local(at) | Until::Utc(at) => at,
        }
    }
}
