//! Following the change log: the only way news travels, inside a node and between a hub and its commands.

use std::collections::BTreeSet;

use parvis_index::PartBuilder;
use parvis_storage::{ChangeKind, PublishedPart};

use crate::connectors::under_terms;
use crate::registry::Registry;
use crate::{Platform, ServiceError};

const CHANGES_AT_ONCE: i64 = 1000;

impl Platform {
    /// First load. The change number is read before the state, so nothing that happens meanwhile is missed.
    pub(crate) async fn load(&self) -> Result<(), ServiceError> {
        let mut seen = self.seen_change.lock().await;
        let last = self.storage.last_change().await?;
        self.reload_plugins().await?;
        self.reload_sources().await?;
        let parts = self.storage.published_parts().await?;
        let sources: BTreeSet<(String, String)> =
            parts.iter().map(|part| (part.plugin.clone(), part.source.clone())).collect();
        for (plugin, source) in sources {
            self.reload_source(&parts, &plugin, &source, last).await?;
        }
        *seen = last;
        Ok(())
    }

    /// Reads the changes since the last time and renews what they name. Cheap when there are none.
    pub async fn catch_up(&self) -> Result<(), ServiceError> {
        let mut seen = self.seen_change.lock().await;
        loop {
            let changes = self.storage.changes_after(*seen, CHANGES_AT_ONCE).await?;
            let Some(last) = changes.last().map(|change| change.number) else { return Ok(()) };
            let kinds: Vec<&ChangeKind> = changes.iter().map(|change| &change.kind).collect();
            self.apply(&kinds, last).await?;
            *seen = last;
        }
    }

    async fn apply(&self, kinds: &[&ChangeKind], number: i64) -> Result<(), ServiceError> {
        let connectors = kinds.iter().any(|kind| matches!(kind, ChangeKind::Connector { .. }));
        if connectors {
            self.validators.clear();
        }
        if connectors || kinds.iter().any(|kind| matches!(kind, ChangeKind::Plugin { .. })) {
            self.reload_plugins().await?;
        }
        let published: BTreeSet<(&str, &str)> = kinds
            .iter()
            .filter_map(|kind| match kind {
                ChangeKind::Published { plugin, source } => Some((plugin.as_str(), source.as_str())),
                _ => None,
            })
            .collect();
        if !published.is_empty() {
            let parts = self.storage.published_parts().await?;
            for (plugin, source) in published {
                self.reload_source(&parts, plugin, source, number).await?;
            }
        }
        self.reload_sources().await
    }

    async fn reload_plugins(&self) -> Result<(), ServiceError> {
        let installed = self.storage.plugins().await?;
        let grants = self.storage.grants().await?;
        let connectors = self.storage.connectors().await?;
        let registry = Registry::new(installed, &grants, &self.settings, connectors);
        for plugin in registry.all() {
            if let Some(error) = &plugin.settings_error {
                tracing::error!(plugin = plugin.name(), error, "the plugin runs without its settings");
            }
        }
        for error in registry.connectors().filter_map(|connected| connected.plugin.as_ref().err()) {
            tracing::error!(error, "a connector does not run");
        }
        self.registry.store(registry.into());
        Ok(())
    }

    pub(crate) async fn reload_sources(&self) -> Result<(), ServiceError> {
        let stored = self.storage.sources().await?;
        let mut states = under_terms(&self.registry.load(), self.storing.with_waiting_reports(stored));
        states.sort_by(|a, b| (&a.plugin, &a.name).cmp(&(&b.plugin, &b.name)));
        self.sources.store(states.into());
        Ok(())
    }

    /// Renews the visible parts of one source: all of its collections in one snapshot.
    async fn reload_source(
        &self,
        parts: &[PublishedPart],
        plugin: &str,
        source: &str,
        number: i64,
    ) -> Result<(), ServiceError> {
        let mut fresh = Vec::new();
        for part in parts.iter().filter(|part| part.plugin == plugin && part.source == source) {
            let mut builder = PartBuilder::new();
            self.storage.read_part(&part.part, &mut |features| builder.push(features)).await?;
            let collection = &part.part.collection;
            let amends = self.registry.load().amends(plugin, source, collection);
            let part = builder.finish();
            fresh.push((collection.clone(), if amends { part.amending() } else { part }));
        }
        self.read_model.replace_source(plugin, source, fresh, number);
        Ok(())
    }
}
