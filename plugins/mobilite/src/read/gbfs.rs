//! Shared bikes: the stations of a GBFS system with their present state.

use parvis_connect::{self as connect, Collection, Rows, Source};
use parvis_formats::gbfs::{self, Station, Stations};
use parvis_sdk::{Failure, Geometry, Outcome, Point, Row, Value, text};

const STATIONS: Collection = Collection {
    name: "vehicle-stations",
    columns: &["bikes", "ebikes", "docks", "capacity", "renting", "returning", "state-text"],
};
/// Largest file of a system: the largest city has some thousand stations.
const MOST_BYTES: u64 = 16 << 20;
/// Data older than this is not what is at the station now, whatever its file promises.
const STILL_TRUE_S: i64 = 600;

pub(crate) fn gbfs() -> Result<Outcome, Failure> {
    connect::run_always(STATIONS, read)
}

fn read(source: &Source, rows: &mut Rows) -> Result<(), String> {
    let json =
        |text: String| serde_json::from_str(&text).map_err(|error| format!("this is no JSON: {error}"));
    let files = gbfs::files(&json(source.text(MOST_BYTES)?)?)?;
    let file = |name: &str| {
        let url = files.get(name).ok_or_else(|| format!("gbfs.json names no {name}"))?;
        json(source.beside(url, MOST_BYTES)?).map_err(|reason| format!("{name}: {reason}"))
    };
    let found = gbfs::stations(&file("station_information")?, &file("station_status")?)?;
    publish(&found, rows);
    Ok(())
}

fn publish(found: &Stations, rows: &mut Rows) {
    rows.issued = found.last_updated.map(|seconds| seconds * 1000);
    rows.valid_until = found.last_updated.map(|seconds| (seconds + found.ttl_s.max(STILL_TRUE_S)) * 1000);
    for remark in &found.remarks {
        rows.warn(0, remark.clone());
    }
    for (at, station) in found.stations.iter().enumerate() {
        rows.take(at + 1, Ok(vec![row(station)]));
    }
    for reason in &found.refused {
        rows.take(0, Err(reason.clone()));
    }
}

fn row(station: &Station) -> Row {
    let [longitude, latitude] = station.position;
    let status = station.status.as_ref();
    let count = |count: Option<i64>| count.map(Value::Integer);
    let closed = match status {
        Some(status) if !status.is_renting => Some(text("Station fermée").en("Station closed")),
        Some(status) if !status.is_returning => {
            Some(text("On ne peut pas y rendre de vélo").en("No bike can be returned here"))
        }
        None => Some(text("État inconnu").en("State not known")),
        Some(_) => None,
    };
    Row {
        id: station.id.clone(),
        title: text(connect::shortened(&station.name, 200)),
        geometry: Some(Geometry::Point(Point { longitude, latitude })),
        period: None,
        parent: None,
        values: vec![
            count(status.filter(|status| status.is_renting).map(|status| status.bikes)),
            count(status.and_then(|status| status.ebikes)),
            count(status.filter(|status| status.is_returning).and_then(|status| status.docks)),
            count(station.capacity),
            status.map(|status| Value::Boolean(status.is_renting)),
            status.map(|status| Value::Boolean(status.is_returning)),
            closed.map(Value::Text),
        ],
    }
}
