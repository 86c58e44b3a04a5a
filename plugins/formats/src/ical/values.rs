//! Values of iCalendar: dates, moments, durations, texts (RFC 5545, 3.3).

use jiff::civil::{Date, DateTime, Time};

/// A date or a moment as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// A day of the calendar, `20260321`.
    Day(Date),
    /// A moment without its time zone, which stands beside it: `20260321T090000`.
    Local(DateTime),
    /// A moment in UTC: `20260321T090000Z`.
    Utc(DateTime),
}

/// Reads a date or a moment.
pub fn moment(text: &str) -> Result<Moment, String> {
    let text = text.trim();
    read(text).ok_or_else(|| format!("'{text}' is no date and no moment: 20260321 or 20260321T090000"))
}

fn read(text: &str) -> Option<Moment> {
    let (day, time) = match text.split_once(['T', 't']) {
        Some((day, time)) => (date(day)?, Some(time)),
        // Some programs put a zone behind a day, which has none.
        None => (date(text.strip_suffix(['Z', 'z']).unwrap_or(text))?, None),
    };
    let Some(time) = time else { return Some(Moment::Day(day)) };
    match time.strip_suffix(['Z', 'z']) {
        Some(time) => Some(Moment::Utc(day.to_datetime(clock(time)?))),
        None => Some(Moment::Local(day.to_datetime(clock(time)?))),
    }
}

fn date(text: &str) -> Option<Date> {
    let [year, month, day] = digits(text, [4, 2, 2])?;
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// A leap second is the second before it.
fn clock(text: &str) -> Option<Time> {
    let [hour, minute, second] = digits(text, [2, 2, 2])?;
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second.min(59)).ok()?, 0)
        .ok()
}

fn digits<const N: usize>(text: &str, lengths: [usize; N]) -> Option<[u16; N]> {
    let right = text.len() == lengths.iter().sum::<usize>() && text.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = right.then_some(text)?;
    let mut numbers = [0; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        let (first, others) = rest.split_at(length);
        *number = first.parse().ok()?;
        rest = others;
    }
    Some(numbers)
}

/// A length of time in seconds: `PT1H30M`, `P1D`, `-P2W`. Days have 24 hours.
pub fn duration_s(text: &str) -> Result<i64, String> {
    let wrong = || format!("'{text}' is no duration: PT1H30M, P1D");
    let (sign, rest) = match text.trim().strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.trim().trim_start_matches('+')),
    };
    let rest = rest.strip_prefix('P').filter(|rest| !rest.is_empty()).ok_or_else(wrong)?;
    let (mut seconds, mut number, mut in_time) = (0_i64, None::<i64>, false);
    for c in rest.chars() {
        if let Some(digit) = c.to_digit(10) {
            number = Some(number.unwrap_or(0).saturating_mul(10).saturating_add(i64::from(digit)));
            continue;
        }
        let unit = match (c, in_time) {
            ('T', false) if number.is_none() => {
                in_time = true;
                continue;
            }
            ('W', false) => 7 * 86_400,
            ('D', false) => 86_400,
            ('H', true) => 3_600,
            ('M', true) => 60,
            ('S', true) => 1,
            _ => return Err(wrong()),
        };
        seconds = seconds.saturating_add(number.take().ok_or_else(wrong)?.saturating_mul(unit));
    }
    if number.is_some() { Err(wrong()) } else { Ok(sign * seconds) }
}

/// A text with its escapes undone: `\n`, `\,`, `\;`, `\\`.
pub fn text(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written.chars();
    while let Some(c) = rest.next() {
        match (c, c == '\\') {
            (_, true) => match rest.next() {
                Some('n' | 'N') => text.push('\n'),
                Some(other) => text.push(other),
                None => {}
            },
            (c, false) => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_moments() {
        assert_eq!(moment("20260321Z"), moment("20260321"));
        assert_eq!(moment("20260321"), Ok(Moment::Day(Date::constant(2026, 3, 21))));
        let nine = DateTime::constant(2026, 3, 21, 9, 0, 0, 0);
        assert_eq!(moment("20260321T090000"), Ok(Moment::Local(nine)));
        assert_eq!(moment(" 20260321T090000Z"), Ok(Moment::Utc(nine)));
        assert_eq!(moment("20161231T235960Z").unwrap(), moment("20161231T235959Z").unwrap());
        for wrong in ["", "2026-03-21", "20260230", "20260321T0900", "20260321T250000", "２０２６0321"] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn durations() {
        for (text, seconds) in
            [("PT1H30M", 5_400), ("P1D", 86_400), ("-P2W", -1_209_600), ("P1DT2S", 86_402), ("+PT0S", 0)]
        {
            assert_eq!(duration_s(text), Ok(seconds), "{text}");
        }
        for wrong in ["", "P", "1H", "P1H", "PT1D", "PT1", "PTH"] {
            assert!(duration_s(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn escapes_are_undone() {
        assert_eq!(text(r"a\, b\; c\\ d\ne\"), "a, b; c\\ d\ne");
    }
}
