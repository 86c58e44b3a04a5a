//! What the hub asks of a database: records, one trait, one error. The crates `storage-*` keep the promises.
//! It must never know: SQL, a driver, rules of the platform, HTTP.
//! To add a record: its struct and its methods here, then the same in each `storage-*` with a migration.
//! Tested by the suite in `storage-sqlite/tests`, which each store must pass.

mod error;
mod records;

pub use error::{Disk, StorageError};
pub use records::{
    Change, ChangeKind, Generation, Installation, InstalledPlugin, LogLine, LogOrigin, PartBatch, PluginPart,
    PublishedPart, ReadCount, StoredConnector,
};

use async_trait::async_trait;
use parvis_model::{Feature, Grant, Instant, Permission, RunReport, SourceInfo, SourceState};

/// A store. Every method is one transaction: it happens whole or not at all, and an answered write is kept, whatever
/// becomes of the process or the machine. A disk in trouble is an error that names it; later writes may succeed again.
/// No method holds the writer's lock for longer than 200 ms; long work is cut into short transactions.
#[async_trait]
pub trait Storage: Send + Sync + 'static {
    // --- the change log ---

    /// Changes after a number, oldest first, at most `limit`.
    async fn changes_after(&self, number: i64, limit: i64) -> Result<Vec<Change>, StorageError>;

    /// The number of the newest change; 0 if nothing ever changed.
    async fn last_change(&self) -> Result<i64, StorageError>;

    // --- plugins ---

    /// Every installed plugin, by name.
    async fn plugins(&self) -> Result<Vec<InstalledPlugin>, StorageError>;

    /// Installs a plugin or replaces the one of that name, with its component, grants and state: all of it or nothing.
    /// Grants and `enabled` are kept when it is replaced. No change is logged if everything is there already.
    async fn install(&self, installation: &Installation<'_>) -> Result<(), StorageError>;

    /// Installs a plugin with no grants but those that it has.
    async fn install_plugin(&self, plugin: &InstalledPlugin, component: &[u8]) -> Result<(), StorageError> {
        self.install(&Installation { plugin, component, grants: &[], enable: false }).await
    }

    /// The component with that digest (lower-case hexadecimal SHA-256).
    async fn component(&self, digest: &str) -> Result<Option<Vec<u8>>, StorageError>;

    /// Enables or disables a plugin. `NotFound` if it is not installed. No change is logged if it is so already.
    async fn set_enabled(&self, plugin: &str, enabled: bool) -> Result<(), StorageError>;

    /// Grants of every plugin.
    async fn grants(&self) -> Result<Vec<(String, Grant)>, StorageError>;

    /// Gives a power. `NotFound` if the plugin is not installed.
    async fn grant(&self, plugin: &str, grant: &Grant) -> Result<(), StorageError>;

    /// Takes a power back. `NotFound` if it was not given.
    async fn revoke(&self, plugin: &str, permission: &Permission) -> Result<(), StorageError>;

    // --- connectors ---

    /// Every connector, by name.
    async fn connectors(&self) -> Result<Vec<StoredConnector>, StorageError>;

    /// Writes a connector in place of the one of that name. If that was another plugin's, what it published is no longer
    /// visible. No change is logged if it is so already.
    async fn put_connector(&self, connector: &StoredConnector) -> Result<(), StorageError>;

    /// Removes a connector, and what it published is no longer visible, in one transaction. `NotFound` if there is none.
    async fn remove_connector(&self, name: &str) -> Result<(), StorageError>;

    // --- publications ---

    /// Every source with its state.
    async fn sources(&self) -> Result<Vec<SourceState>, StorageError>;

    /// Opens a generation of a source that nobody sees yet.
    async fn begin_publication(&self, plugin: &str, source: &str) -> Result<Generation, StorageError>;

    /// Adds features to a generation. One short transaction for each call; call it with at most 2,000 features.
    /// More than about 1 MB is cut into several transactions: after an error give the publication up.
    /// Returns how many bytes the store keeps of them. `NotFound` if the generation was committed or swept, `Refused` if a
    /// number is not finite.
    async fn add_features(&self, generation: Generation, batch: PartBatch) -> Result<u64, StorageError>;

    /// The visible sources of a plugin with the bytes that the store keeps of each, as `add_features` counts them.
    async fn stored_bytes(&self, plugin: &str) -> Result<Vec<(String, u64)>, StorageError>;

    /// Makes a generation visible in place of the former one, with its report, in one small transaction.
    /// The former generation's features are removed later by [`Storage::sweep`]. The report's `finished` is the
    /// moment of the publication. Returns the number of the change. `NotFound` if it was committed or swept.
    async fn commit_publication(
        &self,
        generation: Generation,
        info: &SourceInfo,
        report: &RunReport,
    ) -> Result<i64, StorageError>;

    /// Records a run that published nothing (unchanged or refused). What is visible stays.
    async fn record_run(&self, plugin: &str, source: &str, report: &RunReport) -> Result<(), StorageError>;

    /// Removes features of generations that are neither visible nor in `open`, and changes older than the newest 100,000 (whoever
    /// is further behind loads everything anew), a little at a time.
    /// Returns true if something is left to do. `open` names every generation that is still being filled, by
    /// whatever process: begin none between making that list and the end of the call, or it is swept too.
    async fn sweep(&self, open: &[Generation]) -> Result<bool, StorageError>;

    /// The visible parts: which source holds which collections, without the features.
    async fn published_parts(&self) -> Result<Vec<PublishedPart>, StorageError>;

    /// The features of one part of one collection, in the order in which they were added, given to `each`
    /// batch by batch so that no more than one batch is in memory twice. All from one snapshot. `NotFound` if the
    /// generation is not visible (any more): read [`Storage::published_parts`] again.
    async fn read_part(
        &self,
        part: &PluginPart,
        each: &mut (dyn FnMut(Vec<Feature>) + Send),
    ) -> Result<(), StorageError>;

    // --- logs and audit ---

    /// Keeps log lines; of each plugin the newest 10,000 are kept.
    async fn append_logs(&self, lines: &[LogLine]) -> Result<(), StorageError>;

    /// The newest log lines, newest last, of one plugin or of all.
    async fn logs(&self, plugin: Option<&str>, limit: i64) -> Result<Vec<LogLine>, StorageError>;

    /// Adds to the counts of what plugins read.
    async fn add_reads(&self, counts: &[ReadCount]) -> Result<(), StorageError>;

    /// What a plugin read since a moment, by collection and day; the day of that moment counts whole.
    async fn reads(&self, plugin: &str, since: Instant) -> Result<Vec<ReadCount>, StorageError>;

    // --- small values ---

    /// A named value of the hub itself, such as the time of a task's last run.
    async fn note(&self, key: &str) -> Result<Option<String>, StorageError>;

    /// Sets a named value. Not news: no change is logged.
    async fn set_note(&self, key: &str, value: &str) -> Result<(), StorageError>;
}
