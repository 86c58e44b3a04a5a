//! Publishes the desks that the operator's source lists.

use parvis_sdk::{
    self as sdk, Batch, Counts, Error, Failure, Geometry, Outcome, Point, ReportLine, Row, Setting, Severity,
    SourceInfo, Sync, Value, outbound, publication, settings, text,
};
use serde::Deserialize;

use crate::{Desks, deeds};

/// The file of the source.
#[derive(Deserialize)]
struct Source {
    issued: i64,
    desks: Vec<Desk>,
}

#[derive(Deserialize)]
struct Desk {
    id: String,
    name: String,
    longitude: f64,
    latitude: f64,
    phone: Option<String>,
}

impl Sync for Desks {
    fn run(_task: String) -> Result<Outcome, Failure> {
        publish().map_err(|reason| Failure { reason })
    }
}

fn publish() -> Result<Outcome, String> {
    let said = |error: Error| error.to_string();
    let body = outbound::open("desks").map_err(said)?;
    let digest = body.digest();
    if publication::published("desks").map_err(said)?.as_deref() == Some(&digest) {
        return Ok(Outcome::Unchanged);
    }
    let source: Source =
        serde_json::from_reader(sdk::Reader::new(&body)).map_err(|error| error.to_string())?;
    let count = source.desks.len() as i64;
    let draft = publication::begin("desks").map_err(said)?;
    let columns = vec!["phone".into(), "url".into()];
    let rows = source.desks.into_iter().map(row).collect();
    draft.put(&Batch { collection: "places".into(), columns, rows }).map_err(said)?;
    if let Some(Setting::Choice(name)) = settings::get("misdeed") {
        deeds::misdeed(&name)?;
    }
    let reason = format!("{} bytes", body.length());
    publication::report(&[ReportLine {
        severity: Severity::Info,
        file: String::new(),
        line: Some(1),
        reason,
    }]);
    let counts = Counts { read: count, kept: count, refused: 0 };
    publication::commit(draft, &info(digest, source.issued), counts).map_err(said)?;
    Ok(Outcome::Published)
}

/// Ids are unique in a collection that others fill too.
fn row(desk: Desk) -> Row {
    Row {
        id: format!("desks/{}", desk.id),
        title: text(desk.name),
        geometry: Some(Geometry::Point(Point { longitude: desk.longitude, latitude: desk.latitude })),
        period: None,
        parent: None,
        values: vec![desk.phone.map(Value::Phone), None],
    }
}

fn info(revision: String, issued: i64) -> SourceInfo {
    SourceInfo {
        title: text("Guichets des objets trouvés").en("Lost property desks"),
        attribution: "Association des quais".into(),
        licence: "Licence Ouverte 2.0".into(),
        url: String::new(),
        issued: Some(issued),
        valid_from: None,
        valid_until: None,
        promise_s: Some(172_800),
        example: true,
        revision,
    }
}

sdk::worlds::sync::export_sync!(Desks with_types_in sdk::worlds::sync);
