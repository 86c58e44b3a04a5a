//! Which days a rule means: every part of it that speaks of days, as a filter.

use jiff::civil::{Date, Weekday};

use super::rule::{Frequency, Rule};

/// The parts of a rule that speak of days. What the rule leaves open is taken from its first moment.
pub(super) struct Days {
    months: Vec<i16>,
    weeks: Vec<i16>,
    year_days: Vec<i16>,
    month_days: Vec<i16>,
    weekdays: Vec<(Option<i16>, Weekday)>,
    week_start: Weekday,
    /// The n-th weekday is counted within the month, else within the year.
    nth_of_month: bool,
}

impl Days {
    pub(super) fn new(rule: &Rule, start: Date) -> Days {
        let mut days = Days {
            months: rule.months.clone(),
            weeks: rule.weeks.clone(),
            year_days: rule.year_days.clone(),
            month_days: rule.month_days.clone(),
            weekdays: rule.weekdays.iter().map(|day| (day.nth, day.weekday)).collect(),
            week_start: rule.week_start,
            nth_of_month: rule.frequency == Frequency::Monthly || !rule.months.is_empty(),
        };
        days.complete(rule.frequency, start);
        days
    }

    /// Takes what is left open from the first moment: every year on its day, every week on its weekday.
    fn complete(&mut self, frequency: Frequency, start: Date) {
        let names_days =
            !(self.year_days.is_empty() && self.month_days.is_empty() && self.weekdays.is_empty());
        match frequency {
            _ if names_days => {}
            Frequency::Yearly if !self.weeks.is_empty() => self.weekdays.push((None, start.weekday())),
            Frequency::Yearly => {
                if self.months.is_empty() {
                    self.months.push(i16::from(start.month()));
                }
                self.month_days.push(i16::from(start.day()));
            }
            Frequency::Monthly => self.month_days.push(i16::from(start.day())),
            Frequency::Weekly => self.weekdays.push((None, start.weekday())),
            _ => {}
        }
    }

    /// Whether the rule means this day.
    pub(super) fn mean(&self, day: Date) -> bool {
        meets(&self.months, |n| n == i16::from(day.month()))
            && meets(&self.month_days, |n| is_nth(n, i16::from(day.day()), i16::from(day.days_in_month())))
            && meets(&self.year_days, |n| is_nth(n, day.day_of_year(), day.days_in_year()))
            && meets(&self.weekdays, |(nth, weekday)| self.is_weekday(day, nth, weekday))
            && meets(&self.weeks, |n| self.is_week(day, n))
    }

    fn is_weekday(&self, day: Date, nth: Option<i16>, weekday: Weekday) -> bool {
        if day.weekday() != weekday {
            return false;
        }
        let Some(nth) = nth else { return true };
        let (at, length) = match self.nth_of_month {
            true => (i16::from(day.day()), i16::from(day.days_in_month())),
            false => (day.day_of_year(), day.days_in_year()),
        };
        if nth > 0 { (at - 1) / 7 + 1 == nth } else { (length - at) / 7 + 1 == -nth }
    }

    /// Weeks begin on `week_start`; the first has at least four days of its year.
    fn is_week(&self, day: Date, wanted: i16) -> bool {
        let into_week = i16::from(day.weekday().since(self.week_start));
        // The fourth day of a week lies in the year that the week belongs to.
        let Ok(fourth) = day.checked_add(jiff::Span::new().days(3 - into_week)) else { return false };
        let number = (fourth.day_of_year() - 1) / 7 + 1;
        let weeks = number + (fourth.days_in_year() - fourth.day_of_year()) / 7;
        is_nth(wanted, number, weeks)
    }
}

/// True where the list says nothing, or one of it holds.
fn meets<T: Copy>(list: &[T], holds: impl Fn(T) -> bool) -> bool {
    list.is_empty() || list.iter().any(|one| holds(*one))
}

/// Whether the n-th of `length`, from the end if negative, is `at`.
fn is_nth(n: i16, at: i16, length: i16) -> bool {
    if n > 0 { n == at } else { length + 1 + n == at }
}
