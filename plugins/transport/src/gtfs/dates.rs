//! Days of the calendar: a service day is a date, never an instant.

use std::fmt;

/// A day, counted from 1970-01-01 (day 0). Four bytes, ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// The day of this year, month (1 to 12) and day of the month; `None` for a day that does not exist.
    pub fn from_ymd(year: i32, month: i32, day: i32) -> Option<Date> {
        let in_range = (1..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        let date = in_range.then(|| Date(days_from_civil(year, month, day)))?;
        (date.ymd() == (year, month, day)).then_some(date)
    }

    /// Reads `20170326`, the only form that GTFS knows.
    pub fn parse(text: &str) -> Option<Date> {
        if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: i32 = text.parse().ok()?;
        Date::from_ymd(number / 10_000, number / 100 % 100, number % 100)
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn ymd(self) -> (i32, i32, i32) {
        civil_from_days(self.0)
    }

    /// 0 for Monday to 6 for Sunday.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (i64::from(self.0) + 3).rem_euclid(7) as u8
    }

    /// The day so many days later, or earlier if negative.
    pub fn plus_days(self, days: i32) -> Date {
        Date(self.0.saturating_add(days))
    }

    /// Days from `earlier` to this day.
    pub fn days_since(self, earlier: Date) -> i32 {
        self.0.saturating_sub(earlier.0)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

/// Days since 1970-01-01 in the Gregorian calendar, by the usual algorithm with years that begin in March.
fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The inverse of `days_from_civil`.
fn civil_from_days(days: i32) -> (i32, i32, i32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_written_and_counted() {
        let date = Date::parse("20170326").unwrap();
        assert_eq!(date.ymd(), (2017, 3, 26));
        assert_eq!(date.to_string(), "2017-03-26");
        assert_eq!(date.weekday(), 6, "a Sunday");
        assert_eq!(date.plus_days(6).ymd(), (2017, 4, 1));
        assert_eq!(Date::parse("19700101").unwrap(), Date(0));
        assert_eq!(Date::parse("20240301").unwrap().days_since(Date::parse("20240228").unwrap()), 2);
    }

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        let (first, last) = (Date::parse("18000101").unwrap(), Date::parse("22001231").unwrap());
        let mut day = first;
        while day <= last {
            let (year, month, number) = day.ymd();
            assert_eq!(Date::from_ymd(year, month, number), Some(day));
            day = day.plus_days(1);
        }
    }

    #[test]
    fn days_that_do_not_exist_are_none() {
        for text in ["20170229", "20171301", "20170100", "2017.01.01", "2017-1-1", "170326", "", "00000101"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::parse("20160229").is_some());
    }
}
