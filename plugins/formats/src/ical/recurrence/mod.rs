//! Recurrence rules (RFC 5545, 3.3.10): the moments that they give.
//!
//! A rule is followed period by period (a year, a month, a week, a day, or for the rest an hour, a minute, a second): the days
//! and times that it means are found by filters, put in order, chosen by position, and counted. All in the event's own time,
//! which the caller puts on the world's clock.

mod days;
mod rule;

pub use rule::{Frequency, Rule, Until};

use jiff::Span;
use jiff::civil::{Date, DateTime, Time};

use days::Days;

/// Most days and times that are looked at for one rule: a rule of every second for a century is a mistake.
const MOST_STEPS: u64 = 2_000_000;
/// No calendar is read beyond this year.
const LAST_YEAR: i16 = 9000;
const DAY_S: i64 = 86_400;

/// Which moments are asked for.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// The first moment.
    pub from: DateTime,
    /// The moment after the last.
    pub before: DateTime,
}

/// The moments of a rule within a window, in order. `start` is the first moment of the event, which is one of them only if
/// the rule means it; `until` is the rule's own end in the same time, included. The error says why the rule has no list.
pub fn moments(
    rule: &Rule,
    start: DateTime,
    until: Option<DateTime>,
    window: Window,
) -> Result<Vec<DateTime>, String> {
    let mut moments = Vec::new();
    let mut counted = 0;
    let mut periods = Periods::new(rule, start);
    if rule.count.is_none() {
        periods.skip_to(window.from);
    }
    while let Some(period) = periods.next()? {
        for at in period.into_iter().filter(|at| *at >= start) {
            counted += 1;
            let is_over = until.is_some_and(|until| at > until) || at >= window.before;
            if is_over || rule.count.is_some_and(|count| counted > count) {
                return Ok(moments);
            }
            if at >= window.from {
                moments.push(at);
            }
        }
        // A rule that means no day at all (30 February) ends with the window too.
        if periods.begins_after(window.before) || until.is_some_and(|until| periods.begins_after(until)) {
            break;
        }
    }
    Ok(moments)
}

/// The periods of a rule, each with its moments in order.
struct Periods<'r> {
    rule: &'r Rule,
    start: DateTime,
    days: Days,
    hours: Vec<i16>,
    minutes: Vec<i16>,
    seconds: Vec<i16>,
    /// The next period: so many intervals after the first.
    next: i64,
    /// First day of the next period.
    first_day: Date,
    steps: u64,
}

impl<'r> Periods<'r> {
    fn new(rule: &'r Rule, start: DateTime) -> Self {
        let or_start = |list: &[i16], frequency, own: i8| match list {
            // What the rule steps through is not taken from its start.
            [] if rule.frequency <= frequency => Vec::new(),
            [] => vec![i16::from(own)],
            list => list.to_vec(),
        };
        Periods {
            rule,
            start,
            days: Days::new(rule, start.date()),
            hours: or_start(&rule.hours, Frequency::Hourly, start.hour()),
            minutes: or_start(&rule.minutes, Frequency::Minutely, start.minute()),
            seconds: or_start(&rule.seconds, Frequency::Secondly, start.second()),
            next: 0,
            first_day: start.date(),
            steps: 0,
        }
    }

    /// Leaves out periods that are over before this moment: where nothing is counted, nobody asks for them.
    fn skip_to(&mut self, from: DateTime) {
        let (start, from) = (self.start, from.max(self.start));
        let days = start.date().until(from.date()).map_or(0, |span| i64::from(span.get_days()));
        let months = 12 * i64::from(from.year() - start.year()) + i64::from(from.month() - start.month());
        let periods = match self.rule.frequency {
            Frequency::Yearly => months / 12,
            Frequency::Monthly => months,
            Frequency::Weekly => days / 7,
            Frequency::Daily => days,
            Frequency::Hourly => days * 24,
            Frequency::Minutely => days * 24 * 60,
            Frequency::Secondly => days * DAY_S,
        };
        // A period may begin before the moment that is counted from, so one more is looked at on either side.
        self.next = (periods / self.rule.interval - 2).max(0);
    }

    fn begins_after(&self, at: DateTime) -> bool {
        self.first_day > at.date()
    }

    /// The moments of the next period; none after the last.
    fn next(&mut self) -> Result<Option<Vec<DateTime>>, String> {
        let period = match self.rule.frequency {
            Frequency::Secondly => self.within_a_day(1),
            Frequency::Minutely => self.within_a_day(60),
            Frequency::Hourly => self.within_a_day(3_600),
            _ => self.of_days(),
        };
        if self.steps > MOST_STEPS {
            return Err("the rule gives more moments than can be read".to_owned());
        }
        Ok(period.map(|moments| self.by_position(moments)))
    }

    /// A period of whole days.
    fn of_days(&mut self) -> Option<Vec<DateTime>> {
        let first = self.first_of(self.next)?;
        let after = self.first_of(self.next + 1);
        let last = match self.rule.frequency {
            Frequency::Yearly => first.last_of_year(),
            Frequency::Monthly => first.last_of_month(),
            Frequency::Weekly => first.saturating_add(Span::new().days(6)),
            _ => first,
        };
        self.next += 1;
        self.first_day = after.unwrap_or(Date::MAX);
        let mut moments = Vec::new();
        let mut next = Some(first);
        while let Some(day) = next.filter(|day| *day <= last) {
            self.steps += 1;
            if self.days.mean(day) {
                self.times(|time| moments.push(day.to_datetime(time)));
            }
            next = day.tomorrow().ok();
        }
        Some(moments)
    }

    /// The first day of the n-th period.
    fn first_of(&self, n: i64) -> Option<Date> {
        let (start, by) = (self.start.date(), self.rule.interval.checked_mul(n)?);
        let first = match self.rule.frequency {
            Frequency::Yearly => start.first_of_year().checked_add(Span::new().try_years(by).ok()?),
            Frequency::Monthly => start.first_of_month().checked_add(Span::new().try_months(by).ok()?),
            Frequency::Weekly => {
                let into_week = i64::from(start.weekday().since(self.rule.week_start));
                start.checked_add(Span::new().try_days(by.checked_mul(7)? - into_week).ok()?)
            }
            _ => start.checked_add(Span::new().try_days(by).ok()?),
        };
        first.ok().filter(|first| first.year() < LAST_YEAR)
    }

    /// Every time of a day that the rule means, in order.
    fn times(&mut self, mut each: impl FnMut(Time)) {
        for &hour in &self.hours {
            for &minute in &self.minutes {
                for &second in &self.seconds {
                    self.steps += 1;
                    each(time(hour, minute, second));
                }
            }
        }
    }

    /// A period of an hour, a minute or a second, `unit_s` seconds long. Days that the rule does not mean are skipped whole.
    fn within_a_day(&mut self, unit_s: i64) -> Option<Vec<DateTime>> {
        let origin = i64::from(self.start.hour()) * 3_600
            + i64::from(self.start.minute()) * 60
            + i64::from(self.start.second());
        let origin = origin - origin % unit_s;
        let step = unit_s.checked_mul(self.rule.interval)?;
        let mut at = origin.checked_add(step.checked_mul(self.next)?)?;
        let mut day = self.day_of(at)?;
        while !self.days.mean(day) {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return None;
            }
            // The first period of the next day.
            let next_day = (at.div_euclid(DAY_S) + 1).checked_mul(DAY_S)?;
            self.next += (next_day - at + step - 1) / step;
            at = origin.checked_add(step.checked_mul(self.next)?)?;
            day = self.day_of(at)?;
        }
        self.steps += 1;
        self.next += 1;
        self.first_day = day;
        Some(self.moments_of(day, at.rem_euclid(DAY_S)))
    }

    fn day_of(&self, seconds: i64) -> Option<Date> {
        let days = Span::new().try_days(seconds.div_euclid(DAY_S)).ok()?;
        self.start.date().checked_add(days).ok().filter(|day| day.year() < LAST_YEAR)
    }

    /// The moments of a short period that begins at a second of a day.
    fn moments_of(&mut self, day: Date, second_of_day: i64) -> Vec<DateTime> {
        let [hour, minute, second] =
            [second_of_day / 3_600, second_of_day / 60 % 60, second_of_day % 60].map(|n| n as i16);
        let own = |list: &[i16], frequency, own: i16| match self.rule.frequency <= frequency {
            // What the rule steps through: its own value, if the list has no objection.
            true if list.is_empty() || list.contains(&own) => vec![own],
            true => Vec::new(),
            false => list.to_vec(),
        };
        let hours = own(&self.hours, Frequency::Hourly, hour);
        let minutes = own(&self.minutes, Frequency::Minutely, minute);
        let seconds = own(&self.seconds, Frequency::Secondly, second);
        let mut moments = Vec::new();
        for &hour in &hours {
            for &minute in &minutes {
                moments.extend(seconds.iter().map(|&second| day.to_datetime(time(hour, minute, second))));
            }
        }
        moments
    }

    /// Those of a period that `BYSETPOS` chooses.
    fn by_position(&self, moments: Vec<DateTime>) -> Vec<DateTime> {
        if self.rule.positions.is_empty() {
            return moments;
        }
        let length = moments.len() as i64;
        let index = |position: i16| match i64::from(position) {
            position if position > 0 => position - 1,
            position => length + position,
        };
        let mut chosen: Vec<i64> =
            self.rule.positions.iter().map(|p| index(*p)).filter(|i| (0..length).contains(i)).collect();
        chosen.sort_unstable();
        chosen.into_iter().map(|i| moments[i as usize]).collect()
    }
}

/// The lists hold what a time can have; a leap second is the second before it.
fn time(hour: i16, minute: i16, second: i16) -> Time {
    Time::new(hour as i8, minute as i8, second.min(59) as i8, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests;
