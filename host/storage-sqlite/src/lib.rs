//! The embedded store: keeps the promises of `parvis-storage` in one SQLite file.
//! It must never know: rules of the platform, HTTP, plugins' code; nobody above spells "sqlite" but the wiring.
//! To add a record: a new file in `migrations/`, its functions in the file of its subject, one line in `promises.rs`.
//! Tested by the suite in `tests/suite`, which speaks only to `dyn Storage`, and by `tests/` for what is SQLite's own.
//!
//! # What survives
//! - *A killed process*: every answered write. What is written is in the system's memory; the next start reads the
//!   write-ahead log (WAL mode) and forgets what was not committed. No repair.
//! - *A power cut*: every answered write, if the disk does not lie about syncs. `synchronous=FULL` syncs the log at each
//!   commit before it is answered; names of new files are on the disk before the first one. `NORMAL` would lose the last
//!   commits and is some milliseconds quicker each: publications are few and large, so it would gain nothing.
//!   (`fullfsync` is for macOS alone.)
//! - *A full or read-only disk, an I/O error*: every answered write. The write is refused with an error that says what to
//!   do, its connection is opened anew, the next write tries again. Reading goes on.
//! - *A failed sync*: see `checkpoint.rs`. No sync is tried again as if nothing had happened.
//!
//! The log is folded into the file when it is 4 MB long, by the next writer. SQLite older than 3.51.3 is refused at the
//! start, because older ones can damage a file whose log begins anew while another process writes.
//! `tests/faults` shows each of these.
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
mod check;
mod checkpoint;
mod components;
mod connections;
mod connectors;
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

pub use check::{FileCheck, check};
pub use connections::Synchronous;

use std::sync::{Arc, RwLock};

use checkpoint::Log;
use connections::{Connections, DatabaseFile};
use tokio::sync::Mutex;

/// A store in one SQLite file. Cheap to clone: clones share the connections.
#[derive(Clone, Debug)]
pub struct SqliteStorage {
    file: Arc<DatabaseFile>,
    /// Exchanged for new ones when a sync failed.
    connections: Arc<RwLock<Connections>>,
    log: Arc<Mutex<Log>>,
}
