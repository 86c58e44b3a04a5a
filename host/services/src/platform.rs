//! The platform: everything that the levels above share, loaded at the start and kept up to date by the change log.

use std::sync::Arc;

use arc_swap::ArcSwap;
use parvis_index::{QueryContext, ReadModel, Snapshot};
use parvis_model::{Clock, Instant, Language, SourceState, Territory};
use parvis_outbound::Outbound;
use parvis_storage::{LogOrigin, Storage};
use tokio::sync::Mutex;

use crate::ServiceError;
use crate::audit::Audit;
use crate::drafts::OpenDrafts;
use crate::feeds::Visit;
use crate::logs::Logs;
use crate::quotas::Quotas;
use crate::registry::Registry;
use crate::settings::OperatorSettings;
use crate::storing::Storing;
use crate::tiles::KeptTiles;
use crate::validators::Validators;

/// What the platform is made of.
pub struct PlatformParts {
    /// The database.
    pub storage: Arc<dyn Storage>,
    /// The door to the outside.
    pub outbound: Outbound,
    /// The district.
    pub territory: Territory,
    /// The hub's clock.
    pub clock: Clock,
    /// What the operator set.
    pub settings: OperatorSettings,
    /// What is kept of one plugin.
    pub quotas: Quotas,
}

/// The platform. One for each hub, shared by everything above.
pub struct Platform {
    pub(crate) storage: Arc<dyn Storage>,
    pub(crate) outbound: Outbound,
    pub(crate) read_model: ReadModel,
    pub(crate) registry: ArcSwap<Registry>,
    pub(crate) sources: ArcSwap<Vec<SourceState>>,
    pub(crate) settings: OperatorSettings,
    pub(crate) quotas: Quotas,
    pub(crate) seen_change: Mutex<i64>,
    pub(crate) drafts: OpenDrafts,
    pub(crate) sweeping: Mutex<()>,
    pub(crate) storing: Storing,
    pub(crate) validators: Validators,
    pub(crate) tiles: KeptTiles,
    territory: Territory,
    clock: Clock,
    logs: Logs,
    audit: Audit,
}

/// One consistent state of everything: what a call or a request reads.
#[derive(Clone)]
pub struct Reading {
    /// The data.
    pub snapshot: Arc<Snapshot>,
    /// The plugins.
    pub registry: Arc<Registry>,
    /// The sources, in order of plugin and name.
    pub sources: Arc<Vec<SourceState>>,
    /// The time, which stands still.
    pub now: Instant,
}

impl Platform {
    /// Loads everything from the database. Cost: one read of every published feature.
    pub async fn start(parts: PlatformParts) -> Result<Arc<Self>, ServiceError> {
        let platform = Self {
            storage: parts.storage,
            outbound: parts.outbound,
            read_model: ReadModel::new(),
            registry: ArcSwap::default(),
            sources: ArcSwap::default(),
            settings: parts.settings,
            quotas: parts.quotas,
            seen_change: Mutex::new(0),
            drafts: OpenDrafts::default(),
            sweeping: Mutex::new(()),
            storing: Storing::default(),
            validators: Validators::default(),
            tiles: KeptTiles::default(),
            territory: parts.territory,
            clock: parts.clock,
            logs: Logs::new(parts.quotas.log_bytes_per_day),
            audit: Audit::default(),
        };
        platform.load().await?;
        Ok(Arc::new(platform))
    }

    /// The state of this moment.
    pub fn read(&self) -> Reading {
        Reading {
            snapshot: self.read_model.snapshot(),
            registry: self.registry.load_full(),
            sources: self.sources.load_full(),
            now: self.clock.now(),
        }
    }

    /// The database.
    pub fn storage(&self) -> &Arc<dyn Storage> {
        &self.storage
    }

    /// The district.
    pub fn territory(&self) -> &Territory {
        &self.territory
    }

    /// The hub's clock.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// What the operator set.
    pub fn settings(&self) -> &OperatorSettings {
        &self.settings
    }

    /// Counts of what plugins read.
    pub fn audit(&self) -> &Audit {
        &self.audit
    }

    /// Keeps a line of a plugin's log, with the real time.
    pub fn log(&self, plugin: &str, call: &str, origin: LogOrigin, level: &str, message: &str) {
        self.logs.push(self.clock.real_now(), plugin, call, origin, level, message);
    }

    /// Keeps a line of the hub about what a plugin did wrong.
    pub fn log_failure(&self, plugin: &str, call: &str, reason: &str) {
        self.log(plugin, call, LogOrigin::Hub, "error", reason);
    }

    pub(crate) fn logs(&self) -> &Logs {
        &self.logs
    }

    pub(crate) fn query_context<'a>(&'a self, now: Instant, visit: &'a Visit) -> QueryContext<'a> {
        QueryContext {
            here: visit.here,
            there: None,
            commune_here: visit.commune.clone(),
            now,
            zone: &self.territory.zone,
            territory: &self.territory,
            language: visit.language,
        }
    }

    /// The context of a query that no visitor is behind.
    pub(crate) fn nobody(language: Language) -> Visit {
        Visit { here: None, commune: None, language }
    }
}
