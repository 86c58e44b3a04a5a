//! Where vehicles of the published trips are.

use parvis_connect::{Collection, Rows};
use parvis_formats::gtfs_realtime::{FeedMessage, VehiclePosition};
use parvis_sdk::data::{self, Feature};
use parvis_sdk::{Error, Geometry, Point, Row, Value, text};

use super::published::{code, value};
use super::told::Told;
use crate::ids;

const VEHICLES: Collection = Collection {
    name: "vehicles",
    columns: &["line", "line-code", "line-code-colour", "mode", "trip", "bearing"],
};

/// Publishes the positions of a feed.
pub(super) fn publish(feed: &FeedMessage, rows: &mut Rows) -> Result<(), String> {
    rows.go_on_with(VEHICLES);
    let mut elsewhere = 0;
    for (at, entity) in (1..).zip(&feed.entity) {
        let Some(vehicle) = &entity.vehicle else { continue };
        elsewhere += row(&entity.id, vehicle)?.put(rows, at);
    }
    if elsewhere > 0 {
        rows.warn(0, format!("{elsewhere} vehicles make trips that are not published"));
    }
    Ok(())
}

fn row(entity: &str, vehicle: &VehiclePosition) -> Result<Told, String> {
    let refused = |reason: String| Ok(Told::Refused(reason));
    let Some(position) = &vehicle.position else { return refused("the vehicle has no position".to_owned()) };
    let (longitude, latitude) = (f64::from(position.longitude), f64::from(position.latitude));
    if !(-180.0..=180.0).contains(&longitude) || !(-90.0..=90.0).contains(&latitude) {
        return refused(format!("{latitude}, {longitude} is no place on Earth"));
    }
    let Some(trip) = vehicle.trip.as_ref().and_then(|trip| trip.trip_id.as_deref()) else {
        return Ok(Told::Elsewhere);
    };
    let Some(line) = line_of(trip)? else { return Ok(Told::Elsewhere) };
    let label =
        vehicle.vehicle.as_ref().and_then(|vehicle| vehicle.label.as_deref()).filter(|it| !it.is_empty());
    Ok(Told::Rows(vec![Row {
        id: entity.to_owned(),
        title: label.map_or_else(|| line.title.clone(), text),
        geometry: Some(Geometry::Point(Point { longitude, latitude })),
        period: None,
        parent: None,
        values: vec![
            Some(Value::Feature(line.id.clone())),
            code(&line, "code").map(Value::Code),
            value(&line, "code-colour").cloned(),
            code(&line, "mode").map(Value::Code),
            Some(Value::Code(trip.to_owned())),
            position.bearing.map(|degrees| Value::Number(f64::from(degrees))),
        ],
    }]))
}

/// The line of a published trip.
fn line_of(trip: &str) -> Result<Option<Feature>, String> {
    let failed = |error| format!("the published trips cannot be read: {error}");
    let line = match data::get("trips", &ids::trip(trip)) {
        Ok(trip) => code(&trip, "line"),
        Err(Error::NotFound) => None,
        Err(error) => return Err(failed(error)),
    };
    let Some(line) = line else { return Ok(None) };
    match data::get("lines", &line) {
        Ok(line) => Ok(Some(line)),
        Err(Error::NotFound) => Ok(None),
        Err(error) => Err(failed(error)),
    }
}
