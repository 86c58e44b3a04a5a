//! The trait: each promise handed to the file of its subject.

use async_trait::async_trait;
use parvis_model::{Feature, Grant, Instant, Permission, RunReport, SourceInfo, SourceState};
use parvis_storage::{
    Change, Generation, Installation, InstalledPlugin, LogLine, PartBatch, PluginPart, PublishedPart,
    ReadCount, Storage, StorageError, StoredConnector,
};

use crate::{
    SqliteStorage, changes, components, connectors, logs, notes, parts, plugins, publications, reads,
    sources, sweep,
};

impl SqliteStorage {
    /// The result as the caller is told it: a disk in trouble by the name of its folder.
    fn told<T>(&self, result: Result<T, StorageError>) -> Result<T, StorageError> {
        result.map_err(|error| self.file.diagnosed(error))
    }
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn changes_after(&self, number: i64, limit: i64) -> Result<Vec<Change>, StorageError> {
        self.told(changes::after(self, number, limit).await)
    }

    async fn last_change(&self) -> Result<i64, StorageError> {
        self.told(changes::last(self).await)
    }

    async fn plugins(&self) -> Result<Vec<InstalledPlugin>, StorageError> {
        self.told(plugins::all(self).await)
    }

    async fn install(&self, installation: &Installation<'_>) -> Result<(), StorageError> {
        self.told(plugins::install(self, installation).await)
    }

    async fn component(&self, digest: &str) -> Result<Option<Vec<u8>>, StorageError> {
        self.told(components::read(self, digest).await)
    }

    async fn set_enabled(&self, plugin: &str, enabled: bool) -> Result<(), StorageError> {
        self.told(plugins::set_enabled(self, plugin, enabled).await)
    }

    async fn grants(&self) -> Result<Vec<(String, Grant)>, StorageError> {
        self.told(plugins::grants(self).await)
    }

    async fn grant(&self, plugin: &str, grant: &Grant) -> Result<(), StorageError> {
        self.told(plugins::grant(self, plugin, grant).await)
    }

    async fn revoke(&self, plugin: &str, permission: &Permission) -> Result<(), StorageError> {
        self.told(plugins::revoke(self, plugin, permission).await)
    }

    async fn connectors(&self) -> Result<Vec<StoredConnector>, StorageError> {
        self.told(connectors::all(self).await)
    }

    async fn put_connector(&self, connector: &StoredConnector) -> Result<(), StorageError> {
        self.told(connectors::put(self, connector).await)
    }

    async fn remove_connector(&self, name: &str) -> Result<(), StorageError> {
        self.told(connectors::remove(self, name).await)
    }

    async fn sources(&self) -> Result<Vec<SourceState>, StorageError> {
        self.told(sources::all(self).await)
    }

    async fn begin_publication(&self, plugin: &str, source: &str) -> Result<Generation, StorageError> {
        self.told(publications::begin(self, plugin, source).await)
    }

    async fn add_features(&self, generation: Generation, batch: PartBatch) -> Result<u64, StorageError> {
        self.told(publications::add(self, generation, batch).await)
    }

    async fn stored_bytes(&self, plugin: &str) -> Result<Vec<(String, u64)>, StorageError> {
        self.told(publications::stored_bytes(self, plugin).await)
    }

    async fn commit_publication(
        &self,
        generation: Generation,
        info: &SourceInfo,
        report: &RunReport,
    ) -> Result<i64, StorageError> {
        self.told(publications::commit(self, generation, info, report).await)
    }

    async fn record_run(&self, plugin: &str, source: &str, report: &RunReport) -> Result<(), StorageError> {
        self.told(sources::record_run(self, plugin, source, report).await)
    }

    async fn sweep(&self, open: &[Generation]) -> Result<bool, StorageError> {
        self.told(sweep::step(self, open).await)
    }

    async fn published_parts(&self) -> Result<Vec<PublishedPart>, StorageError> {
        self.told(parts::published(self).await)
    }

    async fn read_part(
        &self,
        part: &PluginPart,
        each: &mut (dyn FnMut(Vec<Feature>) + Send),
    ) -> Result<(), StorageError> {
        self.told(parts::read(self, part, each).await)
    }

    async fn append_logs(&self, lines: &[LogLine]) -> Result<(), StorageError> {
        self.told(logs::append(self, lines).await)
    }

    async fn logs(&self, plugin: Option<&str>, limit: i64) -> Result<Vec<LogLine>, StorageError> {
        self.told(logs::newest(self, plugin, limit).await)
    }

    async fn add_reads(&self, counts: &[ReadCount]) -> Result<(), StorageError> {
        self.told(reads::add(self, counts).await)
    }

    async fn reads(&self, plugin: &str, since: Instant) -> Result<Vec<ReadCount>, StorageError> {
        self.told(reads::since(self, plugin, since).await)
    }

    async fn note(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.told(notes::get(self, key).await)
    }

    async fn set_note(&self, key: &str, value: &str) -> Result<(), StorageError> {
        self.told(notes::set(self, key, value).await)
    }
}
