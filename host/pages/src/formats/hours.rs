//! Opening hours in the syntax of OpenStreetMap: open or closed now, and the hours in words.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use opening_hours::localization::Country;
use opening_hours::{Context, OpeningHours, RuleKind};
use parvis_model::Value;

use super::Shown;
use crate::writer::Writer;

/// Longest hours that are read: the longest of real places have half of it.
const LONGEST: usize = 255;
/// How many days ahead the next change is looked for.
const DAYS_AHEAD: i64 = 14;

/// Whether something is open, and until when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    is_open: bool,
    /// The next change within two weeks, by the clocks there.
    until: Option<NaiveDateTime>,
}

/// "Open until 18:00", "closed, opens on Monday at 09:00"; none for hours that cannot be read: they are shown as written.
pub(super) fn open_now(w: &Writer<'_>, value: &Value) -> Option<Shown> {
    let Value::OpeningHours(written) = value else { return None };
    let local = w.local(w.context.now);
    let day = NaiveDate::from_ymd_opt(local.year().into(), local.month() as u32, local.day() as u32)?;
    let now = day.and_hms_opt(local.hour() as u32, local.minute() as u32, 0)?;
    let state = state(written, now)?;
    let key = match (state.is_open, state.until) {
        (true, Some(_)) => "hours-open-until",
        (true, None) => "hours-open",
        (false, Some(_)) => "hours-closed-until",
        (false, None) => "hours-closed",
    };
    let time = state.until.map(|until| until.format("%H:%M").to_string()).unwrap_or_default();
    let days = state.until.map_or(0, |until| (until.date() - day).num_days());
    let weekday = state.until.map(|until| until.format("%u").to_string()).unwrap_or_default();
    let day = match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..=6 => format!("d{weekday}"),
        _ => "later".to_owned(),
    };
    let when = w.say_with("hours-day", &[("time", time.into()), ("day", day.into())]);
    Some(Shown::words(w.say_with(key, &[("when", when.into())])))
}

/// The hours with the days in the words of the page.
pub(super) fn in_words(w: &Writer<'_>, value: &Value) -> Option<Shown> {
    let Value::OpeningHours(written) = value else { return None };
    let mut words = String::with_capacity(written.len() * 2);
    let mut rest: &str = written;
    while let Some(c) = rest.chars().next() {
        let end = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
        if end > 0 {
            words.push_str(&w.say_with("hours-word", &[("word", rest[..end].to_owned().into())]));
            rest = &rest[end..];
            continue;
        }
        match c {
            ';' => words.push_str(" ;"),
            ',' => words.push_str(", "),
            '-' => words.push('–'),
            c => words.push(c),
        }
        rest = &rest[c.len_utf8()..];
    }
    Some(Shown::words(words.split_whitespace().collect::<Vec<_>>().join(" ")))
}

/// The state at a moment. The hours are a stranger's: whatever the reader makes of them stays here.
fn state(written: &str, now: NaiveDateTime) -> Option<State> {
    if written.len() > LONGEST {
        return None;
    }
    std::panic::catch_unwind(|| {
        let context = Context::default()
            .with_holidays(Country::FR.holidays())
            .approx_bound_interval_size(TimeDelta::days(DAYS_AHEAD));
        let hours = written.parse::<OpeningHours>().ok()?.with_context(context);
        let is_open = match hours.state(now).0 {
            RuleKind::Open => true,
            RuleKind::Closed => false,
            RuleKind::Unknown => return None,
        };
        let until = hours.next_change(now).filter(|until| *until - now <= TimeDelta::days(DAYS_AHEAD));
        Some(State { is_open, until })
    })
    .ok()
    .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: &str, time: &str) -> NaiveDateTime {
        format!("{day}T{time}:00").parse().expect("a moment")
    }

    #[test]
    fn places_are_open_or_closed_until_the_next_change() {
        let hours = "Mo-Fr 09:00-12:00,14:00-18:00; Sa 10:00-12:00; PH off";
        let of = |day: &str, time: &str| state(hours, at(day, time)).expect("a state");
        let open = State { is_open: true, until: Some(at("2026-11-26", "12:00")) };
        assert_eq!(of("2026-11-26", "09:00"), open, "a Thursday");
        let closed = State { is_open: false, until: Some(at("2026-11-26", "14:00")) };
        assert_eq!(of("2026-11-26", "12:00"), closed);
        assert_eq!(of("2026-11-28", "13:00").until, Some(at("2026-11-30", "09:00")), "a Saturday");
        assert!(!of("2026-05-01", "10:00").is_open, "a public holiday");
        let always = state("24/7", at("2026-11-26", "03:00"));
        assert_eq!(always, Some(State { is_open: true, until: None }));
    }

    #[test]
    fn what_cannot_be_read_is_no_state_and_costs_little() {
        let now = at("2026-11-26", "10:00");
        for written in
            ["", "du lundi au vendredi", "Mo-", "99:99-25:00", "\u{0}", &"Mo 09:00-12:00; ".repeat(40)]
        {
            assert_eq!(state(written, now), None, "{written}");
        }
        let begun = std::time::Instant::now();
        for written in
            ["2200 Jan 01", "Mo[-1] 00:00-00:01", "week 53/53 Su 23:59-24:00", "easter -2 days 10:00-10:01"]
        {
            let _ = state(written, now);
        }
        assert!(begun.elapsed() < std::time::Duration::from_secs(5), "{:?}", begun.elapsed());
    }
}
