//! On which days a service runs: `calendar.txt`, then the exceptions of `calendar_dates.txt`.

use std::collections::HashMap;

use jiff::civil::Date;

use super::read::{FeedError, Raw, Row, cell};

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The days of every service.
pub(super) struct Calendar {
    weeks: HashMap<String, Week>,
    /// True: added on that day; false: removed.
    exceptions: HashMap<(String, Date), bool>,
}

struct Week {
    first: Date,
    last: Date,
    runs: [bool; 7],
}

impl Calendar {
    pub(super) fn new(raw: &Raw) -> Result<Calendar, FeedError> {
        let mut weeks = HashMap::new();
        for row in &raw.calendar {
            weeks.insert(cell(row, "service_id"), week(row)?);
        }
        let mut exceptions = HashMap::new();
        for row in &raw.calendar_dates {
            let added = match cell(row, "exception_type").as_str() {
                "1" => true,
                "2" => false,
                other => return Err(FeedError::Cell(format!("exception_type '{other}'"))),
            };
            exceptions.insert((cell(row, "service_id"), date(&cell(row, "date"))?), added);
        }
        Ok(Calendar { weeks, exceptions })
    }

    pub(super) fn runs(&self, service: &str, day: Date) -> bool {
        if let Some(added) = self.exceptions.get(&(service.to_owned(), day)) {
            return *added;
        }
        self.weeks.get(service).is_some_and(|week| {
            let weekday = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
            week.first <= day && day <= week.last && week.runs[weekday]
        })
    }

    pub(super) fn is_exception(&self, service: &str, day: Date) -> bool {
        self.exceptions.contains_key(&(service.to_owned(), day))
    }
}

fn week(row: &Row) -> Result<Week, FeedError> {
    Ok(Week {
        first: date(&cell(row, "start_date"))?,
        last: date(&cell(row, "end_date"))?,
        runs: WEEKDAYS.map(|weekday| cell(row, weekday) == "1"),
    })
}

/// Reads `20170315`.
fn date(text: &str) -> Result<Date, FeedError> {
    Date::strptime("%Y%m%d", text).map_err(|_| FeedError::Cell(format!("'{text}' is no date")))
}
