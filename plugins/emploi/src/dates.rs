//! Dates as partners write them.

use parvis_sdk::Date;

/// The day of a date: `2025-09-09...`, `22-05-2025...` or `22/05/2025...`; what follows the day is not read.
pub(crate) fn day(text: &str) -> Option<Date> {
    let day = text.trim().get(..10)?;
    let numbers: Vec<i32> = day.split(['-', '/']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let (year, month, day) = match numbers[..] {
        [year, month, day] if year >= 1000 => (year, month, day),
        [day, month, year] if year >= 1000 => (year, month, day),
        _ => return None,
    };
    let exists = (1..=12).contains(&month) && (1..=31).contains(&day);
    exists.then_some(Date { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_they_are_written() {
        let of = |text: &str| day(text).map(|day| (day.year, day.month, day.day));
        assert_eq!(of("2025-11-24T10:18:17+00:00"), Some((2025, 11, 24)));
        assert_eq!(of("2025-09-09 00:00:00"), Some((2025, 9, 9)));
        assert_eq!(of("22-05-2025 00:11:19"), Some((2025, 5, 22)));
        assert_eq!(of("22/05/2025"), Some((2025, 5, 22)));
        for text in ["", "demain", "2025-13-01", "25-05-22", "à partir du 3 mai"] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
