//! CSV (RFC 4180): one line for each feature, one column for each property of the collection.

use parvis_model::{Feature, Language, Value};

use super::Exported;

/// What comes before the properties.
const FIRST: [&str; 6] = ["id", "title", "longitude", "latitude", "start", "end"];

pub(super) fn write(exported: &Exported<'_>) -> String {
    let names = exported.schema.properties.iter().map(|(name, _)| *name);
    let header: Vec<String> = FIRST.into_iter().chain(names).map(str::to_owned).collect();
    let mut file = line(&header);
    for feature in exported.features {
        file.push_str(&line(&cells(exported, feature)));
    }
    file
}

fn cells(exported: &Exported<'_>, feature: &Feature) -> Vec<String> {
    let point = feature.geometry.as_ref().and_then(|geometry| geometry.anchor());
    let mut cells = vec![
        feature.id.to_string(),
        feature.title.get(exported.language).to_owned(),
        point.map(|point| point.longitude.to_string()).unwrap_or_default(),
        point.map(|point| point.latitude.to_string()).unwrap_or_default(),
        feature.period.map(|period| period.start.to_string()).unwrap_or_default(),
        feature.period.map(|period| period.end().to_string()).unwrap_or_default(),
    ];
    cells.extend(exported.schema.properties.iter().map(|(name, _)| {
        feature.property(name).map(|value| cell(value, exported.language)).unwrap_or_default()
    }));
    cells
}

fn cell(value: &Value, language: Language) -> String {
    match value {
        Value::Text(text) => text.get(language).to_owned(),
        Value::Codes(codes) => codes.join(";"),
        Value::Integer(number) | Value::DurationS(number) => number.to_string(),
        Value::Number(number) | Value::LengthM(number) => number.to_string(),
        Value::Boolean(yes) => yes.to_string(),
        Value::Instant(at) => at.to_string(),
        Value::Price(money) => format!("{:.2} {}", money.cents as f64 / 100.0, money.currency),
        Value::Point(point) => format!("{} {}", point.longitude, point.latitude),
        other => other.as_str().unwrap_or_default().to_owned(),
    }
}

fn line(cells: &[String]) -> String {
    let mut line = cells.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(",");
    line.push_str("\r\n");
    line
}

/// A cell in quotes where it must be. A spreadsheet would run what begins like a formula: it gets a sign before it that
/// makes it a text. Numbers are numbers.
fn quoted(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    let begins = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number;
    let cell = if begins { format!("'{cell}") } else { cell.to_owned() };
    match cell.contains([',', '"', '\n', '\r', ';']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_formula_begins_a_cell() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2.5", "-2.5"),
            ("-cmd", "'-cmd"),
            ("+33 1 23", "'+33 1 23"),
            ("a,\"b\"", "\"a,\"\"b\"\"\""),
            ("=\"a\"", "\"'=\"\"a\"\"\""),
            ("", ""),
        ] {
            assert_eq!(quoted(cell), written);
        }
    }
}
