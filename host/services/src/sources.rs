//! Sources: their state, and the hub's own notices about the ones that are not normal.

use parvis_model::{Freshness, SourceState};

use crate::{Platform, Reading};

/// A source that cannot be shown as normal.
#[derive(Clone, Debug)]
pub struct SourceNotice {
    /// The source.
    pub state: SourceState,
    /// What is wrong; never `Fresh`.
    pub freshness: Freshness,
}

impl Platform {
    /// Sources of enabled plugins that are late, refused, out of their dates or missing.
    pub fn source_notices(&self, reading: &Reading) -> Vec<SourceNotice> {
        let enabled = |state: &&SourceState| reading.registry.enabled(&state.plugin).is_some();
        let notice = |state: &SourceState| {
            let freshness = state.freshness(reading.now);
            (freshness != Freshness::Fresh).then(|| SourceNotice { state: state.clone(), freshness })
        };
        reading.sources.iter().filter(enabled).filter_map(notice).collect()
    }
}

impl Reading {
    /// The source of a plugin. O(log n): a page asks for those behind each of its results.
    pub fn source(&self, plugin: &str, name: &str) -> Option<&SourceState> {
        let key = |state: &SourceState| (state.plugin.as_str(), state.name.as_str()).cmp(&(plugin, name));
        self.sources.binary_search_by(key).ok().map(|at| &self.sources[at])
    }

    /// Whether the features of a source may leave the hub: its service is switched on and nothing of it is lent.
    pub fn is_open(&self, plugin: &str, name: &str) -> bool {
        let state = self.registry.enabled(plugin).and_then(|_| self.source(plugin, name));
        state.and_then(|state| state.info.as_ref()).is_some_and(|info| info.lent.is_none())
    }
}
