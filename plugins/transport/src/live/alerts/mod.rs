//! Alerts about the lines and stations that are published, whichever format told of them.

pub(super) mod gtfs_rt;
pub(crate) mod situations;

use std::collections::BTreeSet;

use parvis_connect::{Collection, Rows, shortened};
use parvis_sdk::{Geometry, Period, Row, Text, Value, text};

use super::names::Names;
use super::published::code;
use super::told::Told;

const ALERTS: Collection =
    Collection { name: "alerts", columns: &["cause", "effect", "text", "url", "lines", "stops"] };
/// Longest title and text, in letters.
const TITLE: usize = 200;
const TEXT: usize = 4_000;
/// An alert without an end is shown as long as the feed tells of it: here until the end of the calendar, in milliseconds.
const NO_END_MS: i64 = 253_402_300_799_000;

/// What a source tells, in the words of no format.
struct Alert {
    id: String,
    title: Option<Text>,
    text: Option<Text>,
    url: Option<Value>,
    cause: Option<&'static str>,
    effect: Option<&'static str>,
    /// Beginning and end in milliseconds since 1970, open where absent; none if it always holds.
    periods: Vec<(Option<i64>, Option<i64>)>,
    /// What its source calls the lines and stops that it is about.
    lines: Vec<String>,
    stops: Vec<String>,
    /// It is about something, be it of elsewhere: not about a whole operator.
    is_about_something: bool,
}

/// Publishes the alerts that are not over, each with where it stands in its source.
fn publish(
    alerts: Vec<(usize, Result<Alert, String>)>,
    names: fn() -> Result<Names, String>,
    rows: &mut Rows,
    now: i64,
) -> Result<(), String> {
    if alerts.is_empty() {
        return Ok(());
    }
    let names = names()?;
    let mut elsewhere = 0;
    for (at, alert) in alerts {
        let told = match alert {
            Ok(alert) => told(alert, &names, now),
            Err(reason) => Told::Refused(reason),
        };
        elsewhere += told.put(rows, at);
    }
    if elsewhere > 0 {
        rows.warn(0, format!("{elsewhere} alerts are about lines and stations that are not published"));
    }
    Ok(())
}

/// What an alert is about, among what is published.
struct About {
    lines: BTreeSet<String>,
    stops: BTreeSet<String>,
    geometry: Option<Geometry>,
}

impl About {
    fn of(alert: &Alert, names: &Names) -> Self {
        let lines = alert.lines.iter().filter_map(|name| code(names.line(name)?, "code")).collect();
        let stations: Vec<_> = alert.stops.iter().filter_map(|name| names.station(name)).collect();
        About {
            lines,
            stops: stations.iter().map(|station| station.id.clone()).collect(),
            geometry: stations.iter().find_map(|station| station.geometry.clone()),
        }
    }

    fn is_nothing(&self) -> bool {
        self.lines.is_empty() && self.stops.is_empty()
    }
}

/// The rows of an alert: one for each of its periods, none if it is over.
fn told(alert: Alert, names: &Names, now: i64) -> Told {
    let about = About::of(&alert, names);
    // A whole operator is here if anything of it is.
    if alert.is_about_something && about.is_nothing() {
        return Told::Elsewhere;
    }
    let Some(title) = alert.title else {
        return Told::Refused("the alert has no words".to_owned());
    };
    let values = vec![
        alert.cause.map(|word| Value::Code(word.into())),
        alert.effect.map(|word| Value::Code(word.into())),
        alert.text.map(Value::Text),
        alert.url,
        codes(&about.lines),
        codes(&about.stops),
    ];
    let row = |(number, period): (usize, Option<Period>)| Row {
        id: if number == 0 { alert.id.clone() } else { format!("{}/{number}", alert.id) },
        title: title.clone(),
        geometry: about.geometry.clone(),
        period,
        parent: None,
        values: values.clone(),
    };
    let is_over = |period: &Option<Period>| period.is_some_and(|period| period.end < now);
    let periods = periods(&alert.periods, now).into_iter().enumerate();
    Told::Rows(periods.filter(|(_, period)| !is_over(period)).map(row).collect())
}

/// When it holds; an alert without a beginning has begun.
fn periods(given: &[(Option<i64>, Option<i64>)], now: i64) -> Vec<Option<Period>> {
    let period = |(start, end): &(Option<i64>, Option<i64>)| {
        let end = end.unwrap_or(NO_END_MS).min(NO_END_MS);
        Some(Period { start: start.unwrap_or(now).min(end), end })
    };
    match given {
        [] => vec![None],
        some => some.iter().map(period).collect(),
    }
}

fn codes(names: &BTreeSet<String>) -> Option<Value> {
    (!names.is_empty()).then(|| Value::Codes(names.iter().cloned().collect()))
}

/// The words of a source in French, with the English ones where there are any; `None` without words.
fn words(french: &str, english: Option<&str>, most: usize) -> Option<Text> {
    let line = |words: &str| shortened(&words.split_whitespace().collect::<Vec<_>>().join(" "), most);
    let french = Some(line(french)).filter(|words| !words.is_empty())?;
    Some(match english.map(line).filter(|words| !words.is_empty()) {
        Some(english) => text(french).en(english),
        None => text(french),
    })
}
