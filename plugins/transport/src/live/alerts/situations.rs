//! Alerts of a SIRI situation exchange.

use parvis_connect as connect;
use parvis_connect::{Rows, Source, url};
use parvis_formats::siri::situations::{self, Situation, Words};
use parvis_sdk::{Failure, Outcome, Text, clock};

use super::{ALERTS, Alert, TEXT, TITLE, words};
use crate::live::names::Names;
use crate::live::note_age;

/// The situations of a whole country have some megabytes.
const MOST_BYTES: u64 = 8 << 20;

/// Refreshes what one connected source tells of disruptions.
pub(crate) fn run() -> Result<Outcome, Failure> {
    connect::run_always(ALERTS, read)
}

fn read(source: &Source, rows: &mut Rows) -> Result<(), String> {
    let delivery = situations::read(&source.text(MOST_BYTES)?)?;
    let now = clock::now();
    note_age(delivery.made_ms, rows, now)?;
    let open = (1..).zip(delivery.situations).filter(|(_, situation)| !is_over(situation));
    let alerts = open.map(|(at, situation)| (at, situation.map(alert))).collect();
    super::publish(alerts, Names::of_siri, rows, now)
}

fn is_over(situation: &Result<Situation, String>) -> bool {
    situation.as_ref().is_ok_and(|situation| situation.is_over)
}

fn alert(situation: Situation) -> Alert {
    let Situation { summary, description, lines, stops, journeys, .. } = &situation;
    Alert {
        title: in_french(summary, TITLE).or_else(|| in_french(description, TITLE)),
        text: in_french(description, TEXT),
        url: url(&situation.url),
        cause: None,
        effect: situation.is_no_service.then_some("no-service"),
        is_about_something: !(lines.is_empty() && stops.is_empty() && journeys.is_empty()),
        id: situation.number,
        periods: situation.periods,
        lines: situation.lines,
        stops: situation.stops,
    }
}

/// Many sources do not say in which language they speak: then it is that of the country.
fn in_french(texts: &[Words], most: usize) -> Option<Text> {
    let of = |language: &str| {
        let is_it = |words: &&Words| words.language.to_ascii_lowercase().starts_with(language);
        texts.iter().find(is_it).map(|words| words.text.as_str())
    };
    let untold = texts.iter().find(|words| words.language.is_empty()).map(|words| words.text.as_str());
    let first = texts.first().map(|words| words.text.as_str());
    words(of("fr").or(untold).or(first)?, of("en"), most)
}
