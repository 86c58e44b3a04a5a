//! Times of a service day: seconds from noon minus twelve hours, which may pass 24:00.

/// Times from here on are taken for mistakes: no trip runs for a week.
const END_S: i32 = 168 * 3600;

/// Reads `H:MM:SS` with any number of hours below 168; seconds of the service day.
pub(crate) fn parse_time(text: &str) -> Option<i32> {
    let mut parts = text.split(':');
    let (hours, minutes, seconds) = (parts.next()?, parts.next()?, parts.next()?);
    let well_formed =
        parts.next().is_none() && (1..=3).contains(&hours.len()) && minutes.len() == 2 && seconds.len() == 2;
    if !well_formed {
        return None;
    }
    let (minutes, seconds) = (digits(minutes)?, digits(seconds)?);
    let time = digits(hours)? * 3600 + minutes * 60 + seconds;
    (minutes < 60 && seconds < 60 && time < END_S).then_some(time)
}

fn digits(text: &str) -> Option<i32> {
    text.bytes()
        .try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i32::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_seconds_and_may_pass_midnight() {
        assert_eq!(parse_time("00:00:00"), Some(0));
        assert_eq!(parse_time("6:05:07"), Some(21_907));
        assert_eq!(parse_time("25:10:00"), Some(90_600));
        assert_eq!(parse_time("47:59:00"), Some(172_740));
        assert_eq!(parse_time("167:59:59"), Some(604_799));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "8:00",
            "08:60:00",
            "08:00:61",
            "-1:00:00",
            "08h00",
            "168:00:00",
            "8:0:0",
            "1:2:3:4",
            "+8:00:00",
        ] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }
}
