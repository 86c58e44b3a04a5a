//! A snapshot: all collections at one moment.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{Collection, FeatureRef};

/// All collections as they were after one change. Immutable; a request reads one snapshot from begin to end.
#[derive(Default)]
pub struct Snapshot {
    pub(crate) change: i64,
    pub(crate) collections: BTreeMap<Arc<str>, Arc<Collection>>,
}

impl Snapshot {
    /// Number of the latest change that it holds, 0 if none.
    pub fn change(&self) -> i64 {
        self.change
    }

    /// A collection by name; `None` if no source ever filled it. One that lost all its sources stays, empty,
    /// because its version still counts.
    pub fn collection(&self, name: &str) -> Option<&Arc<Collection>> {
        self.collections.get(name)
    }

    /// Every collection, in order of name.
    pub fn collections(&self) -> impl Iterator<Item = &Arc<Collection>> {
        self.collections.values()
    }

    /// A feature by id. O(parts · log n).
    pub fn get(&self, collection: &str, id: &str) -> Option<FeatureRef> {
        self.collection(collection)?.get(id)
    }
}
