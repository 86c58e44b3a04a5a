//! What a hub has published, read from its database as an operator's own tool would.

use std::collections::HashSet;
use std::path::Path;

use serde_json::Value;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection, Row};

/// The departures that are visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// The instant of each, in seconds since 1970.
    pub instants: Vec<i64>,
    /// How many different ids they have.
    pub ids: usize,
    /// Bytes in which they are stored.
    pub bytes: usize,
}

/// Reads the visible departures of the hub with this data folder.
pub fn departures(data: &Path) -> Published {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let bodies = runtime.block_on(bodies(&data.join("parvis.sqlite"))).unwrap();
    let (mut ids, mut instants) = (HashSet::new(), Vec::new());
    for body in &bodies {
        let batch: Value = serde_json::from_slice(body).unwrap();
        for row in batch["rows"].as_array().unwrap() {
            instants.push(row["period"]["start"].as_i64().unwrap() / 1000);
            ids.insert(row["id"].as_str().unwrap().to_owned());
        }
    }
    Published { instants, ids: ids.len(), bytes: bodies.iter().map(Vec::len).sum() }
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
