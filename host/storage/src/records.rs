//! Records: what is written and read, in the words of the model.

use parvis_model::{Connector, Feature, Grant, Instant, Manifest};
use serde::{Deserialize, Serialize};

/// One entry of the change log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Increasing, one for each commit that is news.
    pub number: i64,
    /// What changed.
    pub kind: ChangeKind,
}

/// What changed. Readers fetch the new state themselves; the change only names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum ChangeKind {
    /// A source has a new visible generation.
    Published {
        /// The plugin.
        plugin: String,
        /// Its source.
        source: String,
    },
    /// A run ended without a publication; its report is new.
    Reported {
        /// The plugin.
        plugin: String,
        /// Its source.
        source: String,
    },
    /// A connector is new, was changed or removed.
    Connector {
        /// Its name.
        name: String,
    },
    /// A plugin was installed, replaced, enabled, disabled, granted or revoked something.
    Plugin {
        /// The plugin.
        plugin: String,
    },
}

/// An installed plugin.
#[derive(Clone, Debug, PartialEq)]
pub struct InstalledPlugin {
    /// Its manifest; the name is the key.
    pub manifest: Manifest,
    /// SHA-256 of its component, lower-case hexadecimal.
    pub digest: String,
    /// False: it is kept but never called.
    pub enabled: bool,
    /// When it was installed, real time.
    pub installed: Instant,
}

/// A plugin to install or to replace, with everything that goes with it.
#[derive(Clone, Copy, Debug)]
pub struct Installation<'a> {
    /// The plugin. Its `enabled` counts only for one of a new name.
    pub plugin: &'a InstalledPlugin,
    /// The bytes of its component.
    pub component: &'a [u8],
    /// Powers to give it beside those that it has.
    pub grants: &'a [Grant],
    /// Enable it, also one that was there and disabled.
    pub enable: bool,
}

/// A connector as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredConnector {
    /// The connector; its name is the key.
    pub connector: Connector,
    /// True if it stands in the configuration file, which is then the only place to change it.
    pub from_file: bool,
}

/// An unpublished or published state of a source. Numbers are never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Generation(pub i64);

/// Some features for one collection of a generation.
#[derive(Clone, Debug, PartialEq)]
pub struct PartBatch {
    /// The collection.
    pub collection: String,
    /// The features. Ids must be new within the generation's part; the later of two is kept by readers.
    pub features: Vec<Feature>,
}

/// A part of a collection: the features of one visible generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PluginPart {
    /// The visible generation.
    pub generation: Generation,
    /// The collection.
    pub collection: String,
}

/// A part with whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedPart {
    /// The plugin.
    pub plugin: String,
    /// Its source.
    pub source: String,
    /// The part.
    pub part: PluginPart,
    /// How many features it holds.
    pub features: i64,
}

/// A line of a plugin's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogLine {
    /// Real time.
    pub at: Instant,
    /// The plugin.
    pub plugin: String,
    /// The call, `page arret/12` with its place left out, `sync timetable`.
    pub call: String,
    /// Who says it.
    pub origin: LogOrigin,
    /// `error`, `warn`, `info` or `debug`.
    pub level: String,
    /// What is said; control characters are escaped before it comes here.
    pub message: String,
}

/// Who says a log line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogOrigin {
    /// The plugin, through `log`.
    Plugin,
    /// The hub, about the plugin: a fault, a limit, a refused power.
    Hub,
}

/// How often a plugin read a collection on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReadCount {
    /// The plugin.
    pub plugin: String,
    /// What was read: a collection, or `clock`, `settings`, `random`; or what went out and came in, in the words of
    /// the services.
    pub subject: String,
    /// Start of the day, UTC.
    pub day: Instant,
    /// How often, or how many bytes.
    pub count: i64,
}
