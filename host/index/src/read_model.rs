//! The read model: the current snapshot, and how it is replaced.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use arc_swap::ArcSwap;

use crate::{Collection, Part, PublishedPart, Snapshot};

/// The current snapshot. Readers never wait; writers wait for one another.
#[derive(Default)]
pub struct ReadModel {
    current: ArcSwap<Snapshot>,
    /// Held from reading the current snapshot to storing the next, so that no writer's update is lost.
    writing: Mutex<()>,
}

impl ReadModel {
    /// A read model without data.
    pub fn new() -> Self {
        Self::default()
    }

    /// The current snapshot. Wait-free; it stays as it is for as long as it is held.
    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.current.load_full()
    }

    /// Replaces everything that a source published, in all collections at once. Collections that it no longer
    /// fills lose its part; if a name comes twice the later part is kept. Costs nothing that grows with other
    /// sources' data, unless ids overlap (see [`Collection`]).
    pub fn replace_source(&self, plugin: &str, source: &str, parts: Vec<(String, Part)>, change: i64) {
        let (plugin, source): (Arc<str>, Arc<str>) = (plugin.into(), source.into());
        let mut fresh: BTreeMap<Arc<str>, Arc<PublishedPart>> = BTreeMap::new();
        for (name, part) in parts {
            let collection: Arc<str> = name.into();
            let (plugin, source) = (plugin.clone(), source.clone());
            let part =
                PublishedPart { collection: collection.clone(), plugin, source, version: change, part };
            fresh.insert(collection, Arc::new(part));
        }
        self.swap(&plugin, &source, fresh, change);
    }

    /// Removes everything that a source published.
    pub fn remove_source(&self, plugin: &str, source: &str, change: i64) {
        self.swap(plugin, source, BTreeMap::new(), change);
    }

    fn swap(
        &self,
        plugin: &str,
        source: &str,
        mut fresh: BTreeMap<Arc<str>, Arc<PublishedPart>>,
        change: i64,
    ) {
        // A writer that panicked stored nothing, so its lock guards nothing half done.
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let old = self.current.load_full();
        let mut next = Snapshot { change: old.change.max(change), collections: old.collections.clone() };
        for (name, collection) in &old.collections {
            let is_ours = |part: &PublishedPart| *part.plugin == *plugin && *part.source == *source;
            let added = fresh.remove(name);
            if added.is_none() && !collection.parts().iter().any(|part| is_ours(part)) {
                continue;
            }
            let others = collection.parts().iter().filter(|part| !is_ours(part)).cloned();
            let parts = others.chain(added).collect();
            let version = collection.version().max(change);
            next.collections.insert(name.clone(), Arc::new(Collection::new(name.clone(), version, parts)));
        }
        for (name, part) in fresh {
            next.collections.insert(name.clone(), Arc::new(Collection::new(name, change, vec![part])));
        }
        self.current.store(Arc::new(next));
    }
}
