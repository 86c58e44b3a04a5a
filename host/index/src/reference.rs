//! Cheap handles to features of a snapshot.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use parvis_model::Feature;

use crate::Part;

/// A part with its origin. Derefs to the part.
pub struct PublishedPart {
    pub(crate) collection: Arc<str>,
    pub(crate) plugin: Arc<str>,
    pub(crate) source: Arc<str>,
    pub(crate) version: i64,
    pub(crate) part: Part,
}

impl PublishedPart {
    /// Name of the collection.
    pub fn collection(&self) -> &Arc<str> {
        &self.collection
    }

    /// The plugin that published it.
    pub fn plugin(&self) -> &Arc<str> {
        &self.plugin
    }

    /// The source within the plugin.
    pub fn source(&self) -> &Arc<str> {
        &self.source
    }

    /// Number of the change that published it.
    pub fn version(&self) -> i64 {
        self.version
    }
}

impl Deref for PublishedPart {
    type Target = Part;

    fn deref(&self) -> &Part {
        &self.part
    }
}

/// A feature, with the part that holds it. Derefs to the feature; cloning it counts one reference.
#[derive(Clone)]
pub struct FeatureRef {
    part: Arc<PublishedPart>,
    index: u32,
}

impl FeatureRef {
    pub(crate) fn new(part: Arc<PublishedPart>, index: u32) -> Self {
        Self { part, index }
    }

    /// The part: its collection, plugin, source and version.
    pub fn part(&self) -> &Arc<PublishedPart> {
        &self.part
    }

    /// Name of the collection.
    pub fn collection(&self) -> &Arc<str> {
        &self.part.collection
    }

    /// The plugin that published it.
    pub fn plugin(&self) -> &Arc<str> {
        &self.part.plugin
    }

    /// The source within the plugin.
    pub fn source(&self) -> &Arc<str> {
        &self.part.source
    }
}

impl Deref for FeatureRef {
    type Target = Feature;

    fn deref(&self) -> &Feature {
        self.part.feature(self.index)
    }
}

impl fmt::Debug for FeatureRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.collection(), self.id)
    }
}
