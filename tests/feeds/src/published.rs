//! What a hub has published, read from its database as an operator's own tool would.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Row};

/// The departures that are visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// How many on each day of the calendar in Paris.
    pub by_day: BTreeMap<Date, usize>,
    /// The sum of their instants in seconds since 1970.
    pub sum_of_instants: i64,
    /// How many different ids they have.
    pub ids: usize,
    /// Bytes in which they are stored.
    pub bytes: usize,
}

/// Reads the visible departures of the hub with this data folder.
pub fn departures(data: &Path) -> Published {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let bodies = runtime.block_on(bodies(&data.join("parvis.sqlite"))).unwrap();
    let zone = TimeZone::get("Europe/Paris").unwrap();
    let (mut ids, mut by_day, mut sum_of_instants) = (HashSet::new(), BTreeMap::new(), 0);
    for body in &bodies {
        let batch: Value = serde_json::from_slice(body).unwrap();
        for row in batch["rows"].as_array().unwrap() {
            let at = Timestamp::from_millisecond(row["period"]["start"].as_i64().unwrap()).unwrap();
            *by_day.entry(at.to_zoned_datetime(zone.clone()).date()).or_default() += 1;
            sum_of_instants += at.as_second();
            ids.insert(row["id"].as_str().unwrap().to_owned());
        }
    }
    Published { by_day, sum_of_instants, ids: ids.len(), bytes: bodies.iter().map(Vec::len).sum() }
}

async fn bodies(file: &Path) -> sqlx::Result<Vec<Vec<u8>>> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut connection = SqliteConnection::connect_with(&options).await?;
    let rows = sqlx::query(
        "SELECT body FROM part_batch JOIN source USING (generation) WHERE collection = 'departures' ORDER BY part_batch.number",
    )
    .fetch_all(&mut connection)
    .await?;
    Ok(rows.iter().map(|row| row.get(0)).collect())
}
