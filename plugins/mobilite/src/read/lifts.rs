//! Lifts of stations: those that are out of order become alerts at their station.

use parvis_connect::{self as connect, Collection, in_words};
use parvis_formats::mapping::{Mapping, Record};
use parvis_sdk::{Failure, Geometry, Outcome, Point, Row, Value, text};

const ALERTS: Collection = Collection { name: "alerts", columns: &["cause", "effect", "text"] };
const WORDS: &[&str] =
    &["id", "station", "where", "direction", "reason", "status", "position", "longitude", "latitude"];
const USUAL: &[(&str, &str)] = &[
    ("id", "liftid"),
    ("station", "zdcname"),
    ("where", "liftsituation"),
    ("direction", "liftdirection"),
    ("reason", "liftreason"),
    ("status", "liftstatus"),
    ("position", "centroidzdc"),
];

pub(crate) fn lifts() -> Result<Outcome, Failure> {
    connect::run(ALERTS, &[], |source, rows| {
        let mapping = source.mapping(USUAL, WORDS)?;
        connect::each_record(source, rows, &mut |record| lift(&mapping, record))
    })
}

/// An alert, if the lift is out of order. Of one whose state is not known nothing is said: it would be a guess.
fn lift(mapping: &Mapping, record: &dyn Record) -> Result<Vec<Row>, String> {
    let said = |word: &str| mapping.text(record, word);
    match said("status").as_deref() {
        Some("notavailable") => {}
        Some("available" | "unknown") | None => return Ok(Vec::new()),
        Some(other) => {
            return Err(format!("liftstatus '{other}' is neither available, notavailable nor unknown"));
        }
    }
    let station = said("station").ok_or("no zdcname")?;
    let [longitude, latitude] = mapping.position(record)?.ok_or("no centroidzdc")?;
    let place = [said("where"), said("direction")].into_iter().flatten().collect::<Vec<_>>().join(", ");
    Ok(vec![Row {
        id: said("id").ok_or("no liftid")?,
        title: text(format!("Ascenseur en panne : {station}")).en(format!("Lift out of order: {station}")),
        geometry: Some(Geometry::Point(Point { longitude, latitude })),
        period: None,
        parent: None,
        values: vec![
            Some(Value::Code("TECHNICAL_PROBLEM".to_owned())),
            Some(Value::Code("ACCESSIBILITY_ISSUE".to_owned())),
            in_words(&[place, said("reason").unwrap_or_default()].join(". ")),
        ],
    }])
}
