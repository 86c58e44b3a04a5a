//! What residents read of a departure that is not as it should be.

use parvis_sdk::{Text, clock, text};

use super::expected::Expected;

/// Less than this many seconds is on time.
pub(crate) const ON_TIME_S: i64 = 60;

/// The code and the words of what is expected; `None` where nothing is told.
pub(crate) fn status(expected: Expected) -> Option<(&'static str, Text)> {
    Some(match expected {
        Expected::Unknown => return None,
        Expected::Cancelled => ("cancelled", text("supprimé").en("cancelled")),
        Expected::Skipped => ("skipped", text("ne s'arrête pas ici").en("does not stop here")),
        Expected::Late(seconds) if seconds.abs() < ON_TIME_S => ("on-time", text("à l'heure").en("on time")),
        Expected::Late(seconds) if seconds < 0 => {
            let minutes = -seconds / 60;
            ("early", text(format!("en avance de {minutes} min")).en(format!("{minutes} min early")))
        }
        Expected::Late(seconds) => {
            let minutes = seconds / 60;
            ("late", text(format!("en retard de {minutes} min")).en(format!("{minutes} min late")))
        }
    })
}

/// The same for a departure that the timetable does not have.
pub(crate) fn added() -> (&'static str, Text) {
    ("added", text("départ ajouté").en("extra departure"))
}

/// `20170315`, the day in the territory's time.
pub(crate) fn day(ms: i64) -> String {
    let day = clock::to_local(&clock::zone(), ms).map_or_else(clock::today, |(day, _)| day);
    format!("{:04}{:02}{:02}", day.year, day.month, day.day)
}

/// `2021-12-16 16:29`, in the territory's time.
pub(crate) fn moment(ms: i64) -> String {
    let Some((day, seconds)) = clock::to_local(&clock::zone(), ms) else { return format!("{ms} ms") };
    let (hour, minute) = (seconds / 3600, seconds / 60 % 60);
    format!("{:04}-{:02}-{:02} {hour:02}:{minute:02}", day.year, day.month, day.day)
}
