//! SQLite's R*Tree through sqlx: the box around the circle, put in order of distance by SQLite.

use std::path::Path;

use anyhow::Result;
use parvis_model::Point;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{AssertSqlSafe, Connection, Row};

/// Points of one insertion.
const BATCH: usize = 1000;

/// One open connection with its statement prepared.
pub(crate) struct RTree {
    connection: SqliteConnection,
}

impl RTree {
    /// Fills a table in `folder`. Takes some seconds for a million points.
    pub(crate) async fn new(folder: &Path, points: &[Point]) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(folder.join("places.sqlite"))
            .create_if_missing(true)
            .pragma("synchronous", "OFF")
            .pragma("cache_size", "-200000");
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::query("create virtual table places using rtree(id, west, east, south, north)")
            .execute(&mut connection)
            .await?;
        let mut all = connection.begin().await?;
        for (number, batch) in points.chunks(BATCH).enumerate() {
            let rows: Vec<String> = batch
                .iter()
                .zip(number * BATCH..)
                .map(|(p, id)| format!("({id},{x},{x},{y},{y})", x = p.longitude, y = p.latitude))
                .collect();
            let sql = format!("insert into places values {}", rows.join(","));
            sqlx::query(AssertSqlSafe(sql)).execute(&mut *all).await?;
        }
        all.commit().await?;
        Ok(Self { connection })
    }

    /// The nearest `count` within `radius_m`, nearest first. Distances are on a plane, as SQLite has no others.
    pub(crate) async fn nearest(&mut self, origin: Point, radius_m: f64, count: usize) -> Result<Vec<u32>> {
        let (up, narrow) = (radius_m / 111_195.0, origin.latitude.to_radians().cos());
        let rows = sqlx::query(
            "select id, (west - ?1) * ?3 * (west - ?1) * ?3 + (south - ?2) * (south - ?2) as far from places \
             where west >= ?1 - ?4 / ?3 and east <= ?1 + ?4 / ?3 and south >= ?2 - ?4 and north <= ?2 + ?4 \
             and far <= ?4 * ?4 order by far limit ?5",
        )
        .bind(origin.longitude)
        .bind(origin.latitude)
        .bind(narrow)
        .bind(up)
        .bind(count as i64)
        .fetch_all(&mut self.connection)
        .await?;
        Ok(rows.iter().map(|row| row.get::<i64, _>(0) as u32).collect())
    }
}
