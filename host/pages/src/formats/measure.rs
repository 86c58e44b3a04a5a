//! Lengths, durations, numbers and prices.

use parvis_model::{Value, walking_minutes};

use super::Shown;
use crate::writer::Writer;

/// "350 m" in steps of 10 m, "1.2 km" in steps of 100 m: no finer than straight lines can mean.
pub(super) fn distance(w: &Writer<'_>, value: &Value) -> Option<Shown> {
    let metres = length_m(value)?;
    let tens = (metres / 10.0).round() * 10.0;
    let words = if tens < 1000.0 {
        w.say_with("metres", &[("metres", decimal(w, tens, 0).into())])
    } else {
        w.say_with("kilometres", &[("kilometres", decimal(w, metres / 1000.0, 1).into())])
    };
    Some(Shown::words(words))
}

/// "6 min walk", an estimate from the straight line.
pub(super) fn walking(w: &Writer<'_>, value: &Value) -> Option<Shown> {
    let minutes = walking_minutes(length_m(value)?);
    Some(Shown::words(w.say_with("walking-minutes", &[("minutes", minutes.into())])))
}

fn length_m(value: &Value) -> Option<f64> {
    match value {
        Value::LengthM(metres) | Value::Number(metres) if metres.is_finite() && *metres >= 0.0 => {
            Some(*metres)
        }
        Value::Integer(metres) if *metres >= 0 => Some(*metres as f64),
        _ => None,
    }
}

/// "45 min", "1 h 05 min", "2 days".
pub(super) fn duration(w: &Writer<'_>, value: &Value) -> Option<Shown> {
    let (Value::DurationS(seconds) | Value::Integer(seconds)) = value else { return None };
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    let words = match *seconds {
        ..0 => return None,
        0..60 => w.say("under-a-minute"),
        60..3600 => w.say_with("minutes", &[("minutes", minutes.into())]),
        _ if hours >= 48 => w.say_with("days", &[("days", (hours / 24).into())]),
        _ if minutes == 0 => w.say_with("hours", &[("hours", hours.into())]),
        _ => {
            let minutes = format!("{minutes:02}");
            w.say_with("hours-and-minutes", &[("hours", hours.into()), ("minutes", minutes.into())])
        }
    };
    Some(Shown::words(words))
}

/// A number with the separators of the language, at most two decimals.
pub(crate) fn number(w: &Writer<'_>, value: &Value) -> Option<Shown> {
    let words = match value {
        Value::Integer(n) => whole(w, &n.unsigned_abs().to_string(), *n < 0),
        Value::Number(n) if n.is_finite() => {
            let written = decimal(w, *n, 2);
            let mark = w.say("decimal-mark");
            if written.contains(&mark) {
                written.trim_end_matches('0').trim_end_matches(&mark).to_owned()
            } else {
                written
            }
        }
        _ => return None,
    };
    Some(Shown::words(words))
}

/// "42 %".
pub(super) fn percent(w: &Writer<'_>, value: &Value) -> Option<Shown> {
    let (Value::Integer(_) | Value::Number(_)) = value else { return None };
    let number = number(w, value)?.words;
    Some(Shown::words(w.say_with("percent", &[("number", number.into())])))
}

/// "free", "3.50 €".
pub(super) fn price(w: &Writer<'_>, value: &Value) -> Option<Shown> {
    let Value::Price(money) = value else { return None };
    if money.cents == 0 {
        return Some(Shown::words(w.say("free")));
    }
    let cents = money.cents.unsigned_abs();
    let units = whole(w, &(cents / 100).to_string(), money.cents < 0);
    let amount =
        if cents % 100 == 0 { units } else { format!("{units}{}{:02}", w.say("decimal-mark"), cents % 100) };
    let key = if &*money.currency == "EUR" { "euros" } else { "price" };
    let currency = money.currency.to_string();
    Some(Shown::words(w.say_with(key, &[("amount", amount.into()), ("currency", currency.into())])))
}

/// The number with exactly this many decimals.
fn decimal(w: &Writer<'_>, number: f64, decimals: usize) -> String {
    let written = format!("{:.decimals$}", number.abs());
    let negative = number < 0.0 && written.contains(|c: char| c.is_ascii_digit() && c != '0');
    match written.split_once('.') {
        Some((units, rest)) => format!("{}{}{rest}", whole(w, units, negative), w.say("decimal-mark")),
        None => whole(w, &written, negative),
    }
}

/// Digits in groups of three, from 10 000 on.
fn whole(w: &Writer<'_>, digits: &str, negative: bool) -> String {
    let mark = w.say("group-mark");
    let mut out = String::from(if negative { "-" } else { "" });
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && digits.len() > 4 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(&mark);
        }
        out.push(digit);
    }
    out
}
