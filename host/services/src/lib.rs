//! The rules of the platform, once: who may read and publish what, feeds, places, settings, runs, logs, audit.
//! It must never know: HTTP, HTML, wasmtime, SQL. Permission is checked here and nowhere else.
//! To add a rule: one file per subject; what needs storage is a method of `Platform` in that file.
//! Tested by the unit tests of each file and by `tests/end-to-end`.

mod audit;
mod connectors;
mod drafts;
mod error;
mod feeds;
mod follow;
mod logs;
mod outside;
mod places;
mod platform;
mod plugin_data;
mod publications;
mod quotas;
mod registry;
mod runs;
mod settings;
mod sources;
mod storing;
mod tiles;
mod traffic;
mod validators;

pub use audit::Audit;
pub use connectors::{Connected, check_connector};
pub use drafts::Draft;
pub use error::ServiceError;
pub use feeds::Visit;
pub use logs::Logs;
pub use outside::NotFetched;
pub use places::{Place, PlaceChoice};
pub use platform::{Platform, PlatformParts, Reading};
pub use publications::DraftRow;
pub use quotas::Quotas;
pub use registry::{PluginRecord, Registry};
pub use runs::DueRun;
pub use settings::{OperatorSettings, SettingValue, SourceLocation};
pub use sources::SourceNotice;
pub use tiles::{TileAddress, TileQuery};
pub use traffic::{TrafficLine, part_counts};

pub use parvis_index::Snapshot;
pub use parvis_outbound::{Fetched, Outbound, OutboundConfig, OutboundError};
