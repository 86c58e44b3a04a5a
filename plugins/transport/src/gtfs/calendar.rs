//! `calendar.txt` and `calendar_dates.txt`: on which days a service runs.

use std::io::{Read, Seek};

use super::dates::Date;
use super::ids::Ids;
use super::report::{Refusal, Report};
use super::table::{Column, Row};
use super::zip_files::ZipFiles;

const CALENDAR: &str = "calendar.txt";
const DATES: &str = "calendar_dates.txt";
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The days of a service: a weekly pattern between two days, then days added and removed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Service {
    week: Option<Week>,
    exceptions: Vec<Exception>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Week {
    /// Bit 0 for Monday to bit 6 for Sunday.
    days: u8,
    start: Date,
    end: Date,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Exception {
    date: Date,
    runs: bool,
    line: u32,
}

impl Service {
    /// True if the service runs on this day.
    pub fn runs_on(&self, date: Date) -> bool {
        match self.exceptions.binary_search_by_key(&date, |exception| exception.date) {
            Ok(index) => self.exceptions[index].runs,
            Err(_) => self.week.is_some_and(|week| week.runs_on(date)),
        }
    }

    /// The first and the last day on which the service runs; `None` if it never does.
    pub fn first_and_last_day(&self) -> Option<(Date, Date)> {
        let runs = |date: &Date| self.runs_on(*date);
        let first_of_week = self.week.and_then(|week| week.dates().find(runs));
        let last_of_week = self.week.and_then(|week| week.dates().rev().find(runs));
        let added =
            || self.exceptions.iter().filter(|exception| exception.runs).map(|exception| exception.date);
        let first = first_of_week.into_iter().chain(added()).min()?;
        let last = last_of_week.into_iter().chain(added()).max()?;
        Some((first, last))
    }
}

impl Week {
    fn runs_on(self, date: Date) -> bool {
        (self.start..=self.end).contains(&date) && self.days >> date.weekday() & 1 == 1
    }

    fn dates(self) -> impl DoubleEndedIterator<Item = Date> {
        let days = self.end.days_since(self.start).max(-1);
        (0..=days).map(move |day| self.start.plus_days(day)).filter(move |date| self.runs_on(*date))
    }
}

/// Reads both files, with the index of each service id. One of them must be there and sound.
pub(super) fn read_services<R: Read + Seek>(
    files: &mut ZipFiles<R>,
    report: &mut Report,
) -> Result<(Vec<Service>, Ids), Refusal> {
    let (mut services, mut ids) = (Vec::new(), Ids::default());
    let calendar = read_weeks(files, &mut services, &mut ids, report)?;
    let dates = read_dates(files, &mut services, &mut ids, report)?;
    if !calendar && !dates {
        let reason =
            "neither calendar.txt nor calendar_dates.txt is in the zip; add one to say when trips run";
        return Err(Refusal::of(CALENDAR, reason));
    }
    for service in &mut services {
        sort_exceptions(service, report);
    }
    if services.iter().all(|service| service.first_and_last_day().is_none()) {
        let file = if calendar { CALENDAR } else { DATES };
        return Err(Refusal::of(file, "no service runs on any day; see the report for each row"));
    }
    Ok((services, ids))
}

fn read_weeks<R: Read + Seek>(
    files: &mut ZipFiles<R>,
    services: &mut Vec<Service>,
    ids: &mut Ids,
    report: &mut Report,
) -> Result<bool, Refusal> {
    let Some(mut table) = files.open_optional(CALENDAR, report)? else {
        return Ok(false);
    };
    let id = table.required("service_id")?;
    let weekdays =
        WEEKDAYS.iter().map(|day| table.required(day)).collect::<Result<Vec<Column>, Refusal>>()?;
    let (start, end) = (table.required("start_date")?, table.required("end_date")?);
    while let Some(row) = table.next_row(report)? {
        match read_week(&row, &weekdays, start, end) {
            Err(reason) => report.refuse(CALENDAR, row.line, format_args!("{reason}: the row is left out")),
            Ok(_) if row.text(id).is_empty() => {
                report.refuse(CALENDAR, row.line, format_args!("no service_id: the row is left out"));
            }
            Ok(week) if ids.add(row.text(id)).is_some() => {
                services.push(Service { week, exceptions: Vec::new() });
            }
            Ok(_) => {
                let reason =
                    format_args!("the service_id {:?} is there twice: the first is kept", row.text(id));
                report.refuse(CALENDAR, row.line, reason);
            }
        }
    }
    Ok(true)
}

/// The weekly pattern; `None` if no weekday is named. So a service never has many days to walk through for nothing.
fn read_week(row: &Row<'_>, weekdays: &[Column], start: Column, end: Column) -> Result<Option<Week>, String> {
    let mut days = 0;
    for (index, column) in weekdays.iter().enumerate() {
        match row.text(*column) {
            "1" => days |= 1 << index,
            "0" => {}
            text => return Err(format!("{} is {text:?}, neither 0 nor 1", WEEKDAYS[index])),
        }
    }
    let (start, end) = (date_in(row, start)?, date_in(row, end)?);
    if end < start {
        return Err(format!("the service ends on {end}, before it starts on {start}"));
    }
    // A week over centuries would be walked day by day.
    if end.days_since(start) > 200 * 366 {
        return Err(format!("the service runs from {start} to {end}, over more than 200 years"));
    }
    Ok((days != 0).then_some(Week { days, start, end }))
}

fn date_in(row: &Row<'_>, column: Column) -> Result<Date, String> {
    let text = row.text(column);
    Date::parse(text).ok_or_else(|| format!("{text:?} is no date (20170326)"))
}

fn read_dates<R: Read + Seek>(
    files: &mut ZipFiles<R>,
    services: &mut Vec<Service>,
    ids: &mut Ids,
    report: &mut Report,
) -> Result<bool, Refusal> {
    let Some(mut table) = files.open_optional(DATES, report)? else {
        return Ok(false);
    };
    let (id, date) = (table.required("service_id")?, table.required("date")?);
    let kind = table.required("exception_type")?;
    while let Some(row) = table.next_row(report)? {
        match read_exception(&row, date, kind) {
            Err(reason) => report.refuse(DATES, row.line, format_args!("{reason}: the row is left out")),
            Ok(_) if row.text(id).is_empty() => {
                report.refuse(DATES, row.line, format_args!("no service_id: the row is left out"));
            }
            Ok(exception) => {
                let index = ids.get_or_add(row.text(id)) as usize;
                if index == services.len() {
                    services.push(Service::default());
                }
                services[index].exceptions.push(exception);
            }
        }
    }
    Ok(true)
}

fn read_exception(row: &Row<'_>, date: Column, kind: Column) -> Result<Exception, String> {
    let date = date_in(row, date)?;
    let runs = match row.text(kind) {
        "1" => true,
        "2" => false,
        text => return Err(format!("exception_type is {text:?}, neither 1 (added) nor 2 (removed)")),
    };
    Ok(Exception { date, runs, line: row.line })
}

/// Sorts the exceptions by day and keeps the first of each.
fn sort_exceptions(service: &mut Service, report: &mut Report) {
    service.exceptions.sort_unstable_by_key(|exception| (exception.date, exception.line));
    service.exceptions.dedup_by(|second, first| {
        let twice = second.date == first.date;
        if twice {
            let reason = format_args!("{} is there twice for this service: the first is kept", second.date);
            report.refuse(DATES, second.line, reason);
        }
        twice
    });
}
