//! SIRI-Lite stop monitoring, laid over the timetable: a visit is the planned departure of its stop, line and minute.

use std::collections::HashSet;

use parvis_connect as connect;
use parvis_connect::{Rows, Source};
use parvis_formats::siri::stop_monitoring::{self, Visit};
use parvis_sdk::{Failure, Feature, Outcome, clock};

use super::departures::{self, keep_what_is_gone};
use super::expected::Expected;
use super::names::Names;
use super::note_age;
use super::published::{self, Departures, code, scheduled};
use super::told::Told;

const MOST_BYTES: u64 = 16 << 20;

/// Refreshes what one connected source tells of its stops.
pub(crate) fn run() -> Result<Outcome, Failure> {
    connect::run_always(departures::DEPARTURES, read)
}

fn read(source: &Source, rows: &mut Rows) -> Result<(), String> {
    let json = serde_json::from_str(&source.text(MOST_BYTES)?)
        .map_err(|error| format!("this is no JSON: {error}"))?;
    let delivery = stop_monitoring::read(&json)?;
    let now = clock::now();
    note_age(delivery.made_ms, rows, now)?;
    let planned = Planned::read(now)?;
    let (mut told, mut elsewhere) = (HashSet::new(), 0);
    for (at, visit) in (1..).zip(delivery.visits) {
        let found = match visit {
            Ok(visit) => planned.told(&visit),
            Err(reason) => Told::Refused(reason),
        };
        told.extend(found.ids());
        elsewhere += found.amend(rows, at);
    }
    if elsewhere > 0 {
        rows.warn(
            0,
            format!("{elsewhere} visits fit no planned departure that is published: they are not shown"),
        );
    }
    keep_what_is_gone(&planned.departures, &told, rows, now);
    Ok(())
}

/// The planned departures around now, by station and moment.
struct Planned {
    departures: Departures,
    names: Names,
}

impl Planned {
    fn read(now: i64) -> Result<Self, String> {
        Ok(Planned { departures: Departures::around(now, published::AHEAD_MS)?, names: Names::of_siri()? })
    }

    fn told(&self, visit: &Visit) -> Told {
        let Some(aimed) = visit.aimed_ms else {
            return Told::Refused(
                "the visit has no aimed time: which departure is meant is not known".to_owned(),
            );
        };
        let Some(station) = self.names.station(&visit.stop) else { return Told::Elsewhere };
        let line = self.names.line(&visit.line);
        let fits = |feature: &&Feature| {
            let is_then = scheduled(feature).is_some_and(|planned| planned / 60_000 == aimed / 60_000);
            let is_there = feature.parent.as_deref() == Some(&station.id);
            let is_line = line.is_none_or(|line| code(feature, "line").as_deref() == Some(&line.id));
            is_then && is_there && is_line
        };
        let fitting: Vec<&Feature> = self.departures.iter().filter(fits).collect();
        let towards = |feature: &&&Feature| is_same_name(&feature.title.main, &visit.destination);
        let expected = match visit.expected_ms {
            _ if visit.is_cancelled => Expected::Cancelled,
            Some(expected) => Expected::Late((expected - aimed) / 1000),
            None => Expected::Unknown,
        };
        // Two trains of one line in one minute are told apart by where they go.
        match (fitting.as_slice(), fitting.iter().find(towards)) {
            ([], _) => Told::Elsewhere,
            ([one], _) | (_, Some(one)) => Told::Rows(departures::row(one, expected).into_iter().collect()),
            (many, None) => Told::Refused(format!(
                "{} departures fit it, and none goes to {:?}",
                many.len(),
                visit.destination
            )),
        }
    }
}

fn is_same_name(one: &str, other: &str) -> bool {
    let letters = |name: &str| {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    letters(one) == letters(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_compared_by_their_letters() {
        assert!(is_same_name("Saint-Martin d'Étampes", "SAINT MARTIN D'ÉTAMPES"));
    }
}
