//! Drafts that are being filled by this process: the sweep leaves them alone, and they count against their plugin's share.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use parvis_storage::Generation;

/// Every open draft.
#[derive(Clone, Debug, Default)]
pub(crate) struct OpenDrafts(Arc<Mutex<HashMap<i64, Filled>>>);

/// How much of a draft there is.
#[derive(Debug)]
struct Filled {
    plugin: String,
    bytes: u64,
}

/// An unpublished generation of a source. Dropped without a commit, it is swept away later.
#[derive(Debug)]
pub struct Draft {
    /// The plugin that fills it.
    pub plugin: String,
    /// Its source.
    pub source: String,
    pub(crate) generation: Generation,
    /// Bytes that are visible of the plugin's other sources.
    pub(crate) beside: u64,
    open: OpenDrafts,
}

impl OpenDrafts {
    /// Opens an empty draft.
    pub(crate) fn open(&self, plugin: &str, source: &str, generation: Generation) -> Draft {
        if let Ok(mut open) = self.0.lock() {
            open.insert(generation.0, Filled { plugin: plugin.to_owned(), bytes: 0 });
        }
        let (plugin, source, open) = (plugin.to_owned(), source.to_owned(), self.clone());
        Draft { plugin, source, generation, beside: 0, open }
    }

    /// Every open generation.
    pub(crate) fn list(&self) -> Vec<Generation> {
        self.0.lock().map(|open| open.keys().copied().map(Generation).collect()).unwrap_or_default()
    }
}

impl Draft {
    /// Counts what was added.
    pub(crate) fn grew(&self, bytes: u64) {
        if let Ok(mut open) = self.open.0.lock()
            && let Some(filled) = open.get_mut(&self.generation.0)
        {
            filled.bytes = filled.bytes.saturating_add(bytes);
        }
    }

    /// Bytes of all open drafts of its plugin.
    pub(crate) fn all_drafts_bytes(&self) -> u64 {
        let sum = |open: &HashMap<i64, Filled>| {
            open.values().filter(|filled| filled.plugin == self.plugin).map(|filled| filled.bytes).sum()
        };
        self.open.0.lock().map_or(u64::MAX, |open| sum(&open))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if let Ok(mut open) = self.open.0.lock() {
            open.remove(&self.generation.0);
        }
    }
}
