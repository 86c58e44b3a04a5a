//! The embedded store: keeps the promises of `parvis-storage` in one SQLite file.
//! It must never know: rules of the platform, HTTP, plugins' code; nobody above spells "sqlite" but the wiring.
//! To add a record: a new file in `migrations/`, its functions in the file of its subject, one line in `promises.rs`.
//! Tested by the suite in `tests/suite`, which speaks only to `dyn Storage`, and by `tests/` for what is SQLite's own.
//!
//! # What survives
//! The file is in WAL mode with `synchronous=FULL`: each commit is synced to the disk before it is answered, so an
//! answered write survives a killed process and a power cut (if the disk does not lie about syncs). A start after
//! either needs no repair: SQLite replays what was committed and forgets the rest. SQLite older than 3.51.3 is
//! refused, because older ones can damage a file whose WAL is reset while another process writes.
//!
//! # Who writes
//! One connection writes, a few read; readers never wait for the writer. Other processes (the commands) may open
//! the same file as one more short-lived writer: each transaction begins with `BEGIN IMMEDIATE`, is short, and one
//! that finds the lock taken tries again for 5 s. Only the hub publishes and sweeps, never a command, and one hub
//! at a time: sweeping would take away a generation that another process has open.
//!
//! # Why features are kept in batches
//! A published part is always replaced whole and never edited row by row, and queries are answered from the read
//! model in memory. So a row holds a whole batch of features (see `batch.rs`), which is many times faster to
//! write, read and remove than a row for each. The file does not shrink after a sweep; its free pages are used again.
//!
//! # Costs
//! Measured by `tests/sqlite/measure.rs` (the command is there) with 500,000 departures of eight properties in
//! batches of 1,000, development build, 2 cores, SSD: written in 6.6 s (slowest batch 26 ms with its sync), made
//! visible in 2 ms, read back in 2.2 s, swept in 0.2 s (slowest step 12 ms); the file is 139 MB.

mod batch;
mod changes;
mod components;
mod error;
mod json;
mod logs;
mod migrations;
mod notes;
mod open;
mod parts;
mod plugins;
mod promises;
mod publications;
mod reads;
mod sources;
mod sweep;
mod transaction;

use sqlx::SqlitePool;

/// A store in one SQLite file. Cheap to clone: clones share the connections.
#[derive(Clone, Debug)]
pub struct SqliteStorage {
    /// One connection, so that transactions of this process queue up fairly here and not in the file's lock.
    writer: SqlitePool,
    readers: SqlitePool,
}
