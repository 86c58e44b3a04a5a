//! Which stations the lines of a station serve without a change, the nearest along the line first.

use parvis_sdk::Text;

/// A line, and its stations in the order of travel.
pub(crate) struct Line {
    /// What people call it, `RER C`.
    pub(crate) name: Text,
    /// Id of each station, its name and its place in the order.
    pub(crate) stations: Vec<Call>,
}

/// A station of a line.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) station: String,
    pub(crate) name: Text,
    pub(crate) order: i64,
}

/// A station that is reached without a change.
pub(crate) struct Direct {
    pub(crate) station: String,
    pub(crate) name: Text,
    /// How many stations further along the line.
    pub(crate) away: i64,
    /// The lines that go there.
    pub(crate) lines: Vec<Text>,
}

/// The other stations of these lines. Of lines with branches the order of the line is all that is known.
pub(crate) fn stations(from: &str, lines: &[Line]) -> Vec<Direct> {
    let mut found: Vec<Direct> = Vec::new();
    for line in lines {
        let own: Vec<i64> = line.stations.iter().filter(|it| it.station == from).map(|it| it.order).collect();
        for call in line.stations.iter().filter(|it| it.station != from) {
            let Some(away) = own.iter().map(|order| (call.order - order).abs()).min() else { continue };
            add(&mut found, call, away, &line.name);
        }
    }
    found.sort_by_key(|station| station.away);
    found
}

fn add(found: &mut Vec<Direct>, call: &Call, away: i64, line: &Text) {
    let known = found.iter_mut().find(|known| known.station == call.station);
    let Some(known) = known else {
        let (station, name) = (call.station.clone(), call.name.clone());
        return found.push(Direct { station, name, away, lines: vec![line.clone()] });
    };
    known.away = known.away.min(away);
    if known.lines.iter().all(|name| name.main != line.main) {
        known.lines.push(line.clone());
    }
}

#[cfg(test)]
mod tests {
    use parvis_sdk::text;

    use super::*;

    fn line(name: &str, stations: &[&str]) -> Line {
        let call = |(order, station): (i64, &&str)| Call {
            station: (*station).to_owned(),
            name: text(*station),
            order,
        };
        Line { name: text(name), stations: (0..).zip(stations).map(call).collect() }
    }

    #[test]
    fn the_nearest_along_the_line_is_first_and_each_station_stands_once() {
        let lines = [
            line("N", &["paris", "vanves", "clamart", "meudon", "bellevue"]),
            line("L", &["x", "y"]),
            line("U", &["meudon", "paris", "clamart"]),
        ];
        let found = stations("clamart", &lines);
        let shown: Vec<(&str, i64, usize)> =
            found.iter().map(|it| (it.name.main.as_str(), it.away, it.lines.len())).collect();
        assert_eq!(shown, [("paris", 1, 2), ("vanves", 1, 1), ("meudon", 1, 2), ("bellevue", 2, 1)]);
        assert!(stations("nowhere", &lines).is_empty());
    }
}
