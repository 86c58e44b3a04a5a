//! How values are written for people: the closed list of the contract, in every language.

mod badge;
mod contact;
mod hours;
mod measure;
mod time;

pub(crate) use badge::{Ink, ink_on, is_colour};
pub(crate) use measure::number;
pub(crate) use time::{
    clock, date_and_time, day_with_weekday, day_with_weekday_and_year, sentence_day, sentence_moment,
    timestamp,
};

use parvis_model::{FilledSlot, Format, Language, Value};

use crate::link::Address;
use crate::writer::Writer;

/// A value in words, with what the page needs to mark it up.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shown {
    /// The words. Empty: there is nothing to show.
    pub(crate) words: String,
    /// Said after everything else of the result: "in 3 min" beside 08:33.
    pub(crate) aside: String,
    /// The machine form of a time, for `<time datetime>`.
    pub(crate) datetime: Option<String>,
    /// Where the value leads.
    pub(crate) link: Option<Address>,
    /// The language of the words, if it is not the page's.
    pub(crate) language: Option<Language>,
}

impl Shown {
    fn words(words: impl Into<String>) -> Self {
        Shown { words: words.into(), ..Shown::default() }
    }

    /// Everything in one line, for JSON and for labels.
    pub(crate) fn line(&self) -> String {
        if self.aside.is_empty() { self.words.clone() } else { format!("{} ({})", self.words, self.aside) }
    }
}

/// Writes a slot. A value that does not fit its format is written plainly rather than lost.
pub(crate) fn show(w: &Writer<'_>, slot: &FilledSlot) -> Shown {
    fitting(w, slot.format, &slot.value).unwrap_or_else(|| plain(w, &slot.value))
}

/// The value in its format; `None` if it does not fit.
fn fitting(w: &Writer<'_>, format: Format, value: &Value) -> Option<Shown> {
    match format {
        Format::MinutesFromNow | Format::ClockTime | Format::Day | Format::DayAndTime => {
            time::show(w, format, value)
        }
        Format::Age => time::age(w, value),
        Format::Distance => measure::distance(w, value),
        Format::WalkingMinutes => measure::walking(w, value),
        Format::Duration => measure::duration(w, value),
        Format::Number => measure::number(w, value),
        Format::Percent => measure::percent(w, value),
        Format::Price => measure::price(w, value),
        Format::Phone => contact::phone(value),
        Format::Email => contact::email(value),
        Format::Link => contact::link(value),
        Format::YesNo => yes_no(w, value),
        // Pictures come with the hub's own copies of them; until then there is nothing to show.
        Format::Image => Some(Shown::default()),
        Format::OpenNow => hours::open_now(w, value),
        Format::OpeningHours => hours::in_words(w, value),
        Format::Text | Format::Badge => None,
    }
}

/// The value in plain words, whatever it is.
fn plain(w: &Writer<'_>, value: &Value) -> Shown {
    match value {
        Value::Text(text) => Shown { language: w.other_language(text), ..Shown::words(w.plain(text)) },
        Value::Codes(codes) => Shown::words(codes.join(", ")),
        Value::Integer(_) | Value::Number(_) => measure::number(w, value).unwrap_or_default(),
        Value::Boolean(_) => yes_no(w, value).unwrap_or_default(),
        Value::Instant(_) => time::show(w, Format::DayAndTime, value).unwrap_or_default(),
        Value::Date(written) => time::show(w, Format::Day, value).unwrap_or_else(|| Shown::words(&**written)),
        Value::DurationS(_) => measure::duration(w, value).unwrap_or_default(),
        Value::LengthM(_) => measure::distance(w, value).unwrap_or_default(),
        Value::Price(_) => measure::price(w, value).unwrap_or_default(),
        // A point is for maps, and a picture for the hub that keeps it.
        Value::Image(_) | Value::Point(_) => Shown::default(),
        other => Shown::words(other.as_str().unwrap_or_default()),
    }
}

fn yes_no(w: &Writer<'_>, value: &Value) -> Option<Shown> {
    match value {
        Value::Boolean(true) => Some(Shown::words(w.say("yes"))),
        Value::Boolean(false) => Some(Shown::words(w.say("no"))),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
