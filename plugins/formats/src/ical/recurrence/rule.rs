//! A recurrence rule as it is written: `FREQ=MONTHLY;BYDAY=-1SU`.

use jiff::civil::{Date, DateTime, Weekday};

use super::super::values::{self, Moment};

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Frequency {
    /// Every second.
    Secondly,
    /// Every minute.
    Minutely,
    /// Every hour.
    Hourly,
    /// Every day.
    Daily,
    /// Every week.
    Weekly,
    /// Every month.
    Monthly,
    /// Every year.
    Yearly,
}

/// The last moment of a rule, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// The whole day.
    Day(Date),
    /// A moment in the time zone of the event.
    Local(DateTime),
    /// A moment in UTC.
    Utc(DateTime),
}

/// A day of the week, `TU`, or the n-th one of the month or year, `-1SU`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct WeekdayOf {
    pub(super) nth: Option<i16>,
    pub(super) weekday: Weekday,
}

/// A recurrence rule (RFC 5545, 3.3.10). Lists are empty where the rule does not limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub(super) frequency: Frequency,
    pub(super) interval: i64,
    pub(super) count: Option<u64>,
    pub(super) until: Option<Until>,
    pub(super) months: Vec<i16>,
    pub(super) weeks: Vec<i16>,
    pub(super) year_days: Vec<i16>,
    pub(super) month_days: Vec<i16>,
    pub(super) weekdays: Vec<WeekdayOf>,
    pub(super) hours: Vec<i16>,
    pub(super) minutes: Vec<i16>,
    pub(super) seconds: Vec<i16>,
    pub(super) positions: Vec<i16>,
    pub(super) week_start: Weekday,
}

impl Rule {
    /// Reads a rule. The error names the part that cannot be meant.
    pub fn parse(text: &str) -> Result<Rule, String> {
        let mut rule = Rule::empty();
        let mut frequency = None;
        for part in text.split(';').filter(|part| !part.trim().is_empty()) {
            let (name, value) =
                part.split_once('=').ok_or_else(|| format!("'{part}' is no part of a rule: NAME=VALUE"))?;
            let (name, value) = (name.trim().to_ascii_uppercase(), value.trim());
            match name.as_str() {
                "FREQ" => frequency = Some(self::frequency(value)?),
                _ => rule.set(&name, value).map_err(|reason| format!("{name}={value}: {reason}"))?,
            }
        }
        rule.frequency = frequency.ok_or("the rule has no FREQ")?;
        rule.check()?;
        Ok(rule)
    }

    /// When it ends, if it says so.
    pub fn until(&self) -> Option<Until> {
        self.until
    }

    fn empty() -> Rule {
        Rule {
            frequency: Frequency::Daily,
            interval: 1,
            count: None,
            until: None,
            months: Vec::new(),
            weeks: Vec::new(),
            year_days: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            hours: Vec::new(),
            minutes: Vec::new(),
            seconds: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Monday,
        }
    }

    fn set(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "INTERVAL" => self.interval = positive(value)?,
            "COUNT" => self.count = Some(positive(value)? as u64),
            "UNTIL" => self.until = Some(until(value)?),
            "BYMONTH" => self.months = numbers(value, 1, 12, false)?,
            "BYWEEKNO" => self.weeks = numbers(value, 1, 53, true)?,
            "BYYEARDAY" => self.year_days = numbers(value, 1, 366, true)?,
            "BYMONTHDAY" => self.month_days = numbers(value, 1, 31, true)?,
            "BYDAY" => self.weekdays = value.split(',').map(weekday_of).collect::<Result<_, _>>()?,
            "BYHOUR" => self.hours = numbers(value, 0, 23, false)?,
            "BYMINUTE" => self.minutes = numbers(value, 0, 59, false)?,
            "BYSECOND" => self.seconds = numbers(value, 0, 60, false)?,
            "BYSETPOS" => self.positions = numbers(value, 1, 366, true)?,
            "WKST" => self.week_start = weekday(value)?,
            "RSCALE" | "SKIP" => return Err("only the Gregorian calendar is read".to_owned()),
            _ => return Err("there is no such part of a rule".to_owned()),
        }
        Ok(())
    }

    /// What the standard forbids, because it has no meaning.
    fn check(&self) -> Result<(), String> {
        use Frequency::{Daily, Monthly, Weekly, Yearly};
        let numbered = self.weekdays.iter().any(|day| day.nth.is_some());
        if numbered && !matches!(self.frequency, Monthly | Yearly) {
            return Err("BYDAY with a number needs FREQ=MONTHLY or YEARLY".to_owned());
        }
        if numbered && !self.weeks.is_empty() {
            return Err("BYDAY with a number and BYWEEKNO exclude one another".to_owned());
        }
        if !self.weeks.is_empty() && self.frequency != Yearly {
            return Err("BYWEEKNO needs FREQ=YEARLY".to_owned());
        }
        if !self.year_days.is_empty() && matches!(self.frequency, Daily | Weekly | Monthly) {
            return Err("BYYEARDAY has no meaning with FREQ=DAILY, WEEKLY or MONTHLY".to_owned());
        }
        if !self.month_days.is_empty() && self.frequency == Weekly {
            return Err("BYMONTHDAY has no meaning with FREQ=WEEKLY".to_owned());
        }
        if self.count.is_some() && self.until.is_some() {
            return Err("COUNT and UNTIL exclude one another".to_owned());
        }
        Ok(())
    }
}

fn frequency(word: &str) -> Result<Frequency, String> {
    Ok(match word.to_ascii_uppercase().as_str() {
        "SECONDLY" => Frequency::Secondly,
        "MINUTELY" => Frequency::Minutely,
        "HOURLY" => Frequency::Hourly,
        "DAILY" => Frequency::Daily,
        "WEEKLY" => Frequency::Weekly,
        "MONTHLY" => Frequency::Monthly,
        "YEARLY" => Frequency::Yearly,
        _ => return Err(format!("FREQ={word}: there is no such frequency")),
    })
}

fn positive(text: &str) -> Result<i64, String> {
    text.parse()
        .ok()
        .filter(|number| (1..=1_000_000).contains(number))
        .ok_or_else(|| "write 1 or more".into())
}

fn numbers(text: &str, least: i16, most: i16, may_be_negative: bool) -> Result<Vec<i16>, String> {
    let fits = |number: &i16| {
        (least..=most).contains(number)
            || may_be_negative && (least..=most).contains(&number.saturating_neg())
    };
    let number = |word: &str| word.trim().parse().ok().filter(fits);
    let sign = if may_be_negative { ", or as many from the end with '-'" } else { "" };
    let numbers: Option<Vec<i16>> = text.split(',').map(number).collect();
    let mut numbers = numbers.ok_or_else(|| format!("write numbers from {least} to {most}{sign}"))?;
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

fn until(text: &str) -> Result<Until, String> {
    Ok(match values::moment(text)? {
        Moment::Day(day) => Until::Day(day),
        Moment::Local(at) => Until::Local(at),
        Moment::Utc(at) => Until::Utc(at),
    })
}

fn weekday_of(word: &str) -> Result<WeekdayOf, String> {
    let word = word.trim();
    let (number, name) = word.split_at_checked(word.len().saturating_sub(2)).ok_or("write MO, TU or -1SU")?;
    let nth = match number {
        "" => None,
        number => {
            let nth = number.parse().ok().filter(|nth: &i16| (1..=53).contains(&nth.saturating_abs()));
            Some(nth.ok_or("the number of a day is 1 to 53, or -1 to -53")?)
        }
    };
    Ok(WeekdayOf { nth, weekday: weekday(name)? })
}

fn weekday(name: &str) -> Result<Weekday, String> {
    Ok(match name.to_ascii_uppercase().as_str() {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return Err(format!("'{name}' is no day of the week: MO, TU, WE, TH, FR, SA, SU")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_read_whatever_the_case_and_the_order() {
        let rule = Rule::parse("byday=1mo,-1SU;freq=monthly;INTERVAL=2;WKST=SU;").unwrap();
        assert_eq!(
            (rule.frequency, rule.interval, rule.week_start),
            (Frequency::Monthly, 2, Weekday::Sunday)
        );
        assert_eq!(rule.weekdays[1], WeekdayOf { nth: Some(-1), weekday: Weekday::Sunday });
    }

    #[test]
    fn what_cannot_be_meant_is_named() {
        for (rule, words) in [
            ("BYDAY=MO", "no FREQ"),
            ("FREQ=OFTEN", "OFTEN"),
            ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0: write 1 or more"),
            ("FREQ=YEARLY;BYMONTH=0", "BYMONTH=0: write numbers from 1 to 12"),
            ("FREQ=YEARLY;BYMONTHDAY=-32", "BYMONTHDAY=-32"),
            ("FREQ=MONTHLY;BYDAY=0MO", "1 to 53"),
            ("FREQ=MONTHLY;BYDAY=M", "BYDAY=M"),
            ("FREQ=WEEKLY;BYDAY=1MO", "BYDAY with a number"),
            ("FREQ=MONTHLY;BYWEEKNO=3", "BYWEEKNO needs"),
            ("FREQ=DAILY;COUNT=3;UNTIL=20260101", "exclude one another"),
            ("RSCALE=HEBREW;FREQ=YEARLY", "Gregorian"),
            ("FREQ=DAILY;BYEASTER=1", "no such part"),
            ("FREQ", "NAME=VALUE"),
        ] {
            let error = Rule::parse(rule).expect_err(rule);
            assert!(error.contains(words), "{rule}: {error}");
        }
    }
}
