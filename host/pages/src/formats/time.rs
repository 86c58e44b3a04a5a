//! Moments, days and ages, in the territory's time zone.

use jiff::civil::Date;
use parvis_model::{Format, Instant, Value};

use super::Shown;
use crate::writer::Writer;

const MINUTE_MS: i64 = 60_000;

/// A moment or a day in one of the four formats of time; `None` if the value is neither.
pub(super) fn show(w: &Writer<'_>, format: Format, value: &Value) -> Option<Shown> {
    let at = match value {
        Value::Instant(at) => *at,
        Value::Date(written) => {
            let date: Date = written.parse().ok()?;
            return Some(Shown { datetime: Some(date.to_string()), ..Shown::words(day(w, date)) });
        }
        _ => return None,
    };
    let local = w.local(at);
    let (words, aside) = match format {
        Format::MinutesFromNow => (clock(&local), from_now(w, at)),
        Format::ClockTime => (clock(&local), String::new()),
        Format::Day => (day(w, local.date()), String::new()),
        _ => (day_and_time(w, at), String::new()),
    };
    Some(Shown { words, aside, datetime: Some(timestamp(w, at)), ..Shown::default() })
}

/// How far a moment is: minutes as the clocks on the wall count them, then the day if it is another one.
fn from_now(w: &Writer<'_>, at: Instant) -> String {
    let minutes = (at.minute().0 - w.context.now.minute().0) / MINUTE_MS;
    match minutes {
        ..0 => ago(w, -minutes * 60),
        0 => w.say("approaching"),
        1..60 => w.say_with("in-minutes", &[("minutes", minutes.into())]),
        _ if w.local(at).date() == w.local(w.context.now).date() => String::new(),
        _ => day(w, w.local(at).date()),
    }
}

/// How long ago a moment is, or how old something is.
pub(super) fn age(w: &Writer<'_>, value: &Value) -> Option<Shown> {
    match value {
        Value::Instant(at) => {
            let words = ago(w, at.seconds_until(w.context.now));
            Some(Shown { datetime: Some(timestamp(w, *at)), ..Shown::words(words) })
        }
        Value::DurationS(seconds) => Some(Shown::words(ago(w, *seconds))),
        _ => None,
    }
}

fn ago(w: &Writer<'_>, seconds: i64) -> String {
    match seconds {
        ..60 => w.say("just-now"),
        60..3600 => w.say_with("minutes-ago", &[("minutes", (seconds / 60).into())]),
        3600..86_400 => w.say_with("hours-ago", &[("hours", (seconds / 3600).into())]),
        _ => w.say_with("days-ago", &[("days", (seconds / 86_400).into())]),
    }
}

/// 08:33, the same in every language.
pub(crate) fn clock(local: &jiff::ZonedDateTime) -> String {
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// "yesterday", "today", "tomorrow", or the day with its name.
pub(super) fn day(w: &Writer<'_>, date: Date) -> String {
    let today = w.local(w.context.now).date();
    match today.until(date).map(|span| span.get_days()) {
        Ok(-1) => w.say("yesterday"),
        Ok(0) => w.say("today"),
        Ok(1) => w.say("tomorrow"),
        _ => day_with_weekday(w, date),
    }
}

/// "Monday 3 April", with its year if it is not this one.
pub(crate) fn day_with_weekday(w: &Writer<'_>, date: Date) -> String {
    with_weekday(w, date, &plain_date(w, date))
}

/// "Wednesday 15 March 2017".
pub(crate) fn day_with_weekday_and_year(w: &Writer<'_>, date: Date) -> String {
    with_weekday(w, date, &written(w, "date-with-year", date))
}

fn with_weekday(w: &Writer<'_>, date: Date, written: &str) -> String {
    let weekday = w.say_with("weekday", &[("weekday", date.weekday().to_monday_one_offset().into())]);
    w.say_with("weekday-and-date", &[("weekday", weekday.into()), ("date", written.into())])
}

/// "3 April", with its year if it is not this one.
fn plain_date(w: &Writer<'_>, date: Date) -> String {
    let this_year = w.local(w.context.now).year() == date.year();
    written(w, if this_year { "date" } else { "date-with-year" }, date)
}

fn written(w: &Writer<'_>, key: &str, date: Date) -> String {
    let month = w.say_with("month", &[("month", date.month().into())]);
    let year = date.year().to_string();
    w.say_with(key, &[("day", date.day().into()), ("month", month.into()), ("year", year.into())])
}

fn day_and_time(w: &Writer<'_>, at: Instant) -> String {
    let local = w.local(at);
    w.say_with("day-and-time", &[("day", day(w, local.date()).into()), ("time", clock(&local).into())])
}

/// A day inside a sentence, always with its year: "7 June 2017".
pub(crate) fn sentence_day(w: &Writer<'_>, at: Instant) -> String {
    written(w, "date-with-year", w.local(at).date())
}

/// A past moment inside a sentence: the clock time if it was today, else the day and the time.
pub(crate) fn sentence_moment(w: &Writer<'_>, at: Instant) -> String {
    let local = w.local(at);
    if local.date() == w.local(w.context.now).date() { clock(&local) } else { date_and_time(w, at) }
}

/// The day and the time of a moment.
pub(crate) fn date_and_time(w: &Writer<'_>, at: Instant) -> String {
    let local = w.local(at);
    let date = plain_date(w, local.date());
    w.say_with("date-and-time", &[("date", date.into()), ("time", clock(&local).into())])
}

/// RFC 3339 with the offset of the territory, for machines.
pub(crate) fn timestamp(w: &Writer<'_>, at: Instant) -> String {
    w.local(at).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
