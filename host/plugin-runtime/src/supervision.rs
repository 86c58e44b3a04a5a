//! Supervision: what one plugin does is kept from being the others' affair. Each has its own turns, its own share of the
//! processors, and a breaker that leaves it alone while it fails.
//!
//! Views and refreshes are watched apart: a long refresh does not lock a plugin's own pages out, and a page that fails does
//! not keep away the refresh that may mend what it shows. It runs on real time, which never goes back, whatever `--clock` says.

mod breaker;
mod cpu_account;
mod told;
mod turns;
mod watch;

use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use parvis_services::{PluginRecord, Registry};
use tokio::sync::SemaphorePermit;

use crate::Limits;
use crate::fault::{Busy, Fault};
use breaker::{Change, Counting};
use told::Told;
use turns::Turns;

pub(crate) use watch::{Watch, Watched};

/// Who is watched.
pub(crate) struct Supervision {
    limits: Limits,
    processors: usize,
    started: Instant,
    /// By the digest of the component.
    plugins: RwLock<HashMap<Arc<str>, Arc<Supervised>>>,
}

/// A plugin under watch: this component with these grants and settings. Of others nothing is known.
pub(crate) struct Supervised {
    grants_version: u64,
    settings_version: u64,
    started: Instant,
    pub(crate) views: Watch,
    pub(crate) refreshes: Watch,
    turns: Turns,
    refusals: Told,
}

/// What the operator is told about a plugin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum News {
    /// It is left alone, until a time since the supervision began.
    Paused { until: Duration, again: bool, reason: String },
    /// It answers again.
    Recovered { after: Duration },
}

impl Supervision {
    /// Watches plugins on a machine with so many processors.
    pub(crate) fn new(limits: Limits, processors: usize) -> Self {
        Self { limits, processors, started: Instant::now(), plugins: RwLock::default() }
    }

    /// The plugin as it is now. Another component, other grants or settings begin with a clean slate.
    pub(crate) fn of(&self, plugin: &PluginRecord) -> Arc<Supervised> {
        if let Some(known) = self.known(plugin) {
            return known;
        }
        let new = Arc::new(Supervised::new(plugin, self));
        if let Ok(mut plugins) = self.plugins.write() {
            plugins.insert(plugin.digest.clone(), new.clone());
        }
        new
    }

    /// The plugin as it is now, if it was called.
    pub(crate) fn known(&self, plugin: &PluginRecord) -> Option<Arc<Supervised>> {
        self.plugins.read().ok()?.get(&plugin.digest).filter(|known| known.is_of(plugin)).cloned()
    }

    /// Forgets components that are no longer installed.
    pub(crate) fn keep_only(&self, registry: &Registry) {
        if let Ok(mut plugins) = self.plugins.write() {
            plugins.retain(|digest, _| registry.all().any(|plugin| plugin.digest == *digest));
        }
    }
}

impl Supervised {
    fn new(plugin: &PluginRecord, supervision: &Supervision) -> Self {
        let Supervision { limits, processors, started, .. } = supervision;
        Self {
            grants_version: plugin.grants_version,
            settings_version: plugin.settings_version,
            started: *started,
            views: Watch::new(limits, Counting::WithinWindow, *processors, *started),
            refreshes: Watch::new(limits, Counting::InARow, *processors, *started),
            turns: Turns::new(limits.calls_per_plugin, limits.queue_per_plugin),
            refusals: Told::default(),
        }
    }

    fn is_of(&self, plugin: &PluginRecord) -> bool {
        (self.grants_version, self.settings_version) == (plugin.grants_version, plugin.settings_version)
    }

    /// A turn for a view, and some of the plugin's share of the processors: both before `until`.
    /// What cannot be had in that time is refused at once.
    pub(crate) async fn turn(&self, until: tokio::time::Instant) -> Result<SemaphorePermit<'_>, Busy> {
        let turn = self.turns.take(until).await.ok_or(Busy::OwnCalls)?;
        loop {
            let wait = self.views.cpu_wait();
            if wait.is_zero() {
                return Ok(turn);
            }
            let ready = tokio::time::Instant::now() + wait;
            if ready > until {
                return Err(Busy::Share);
            }
            tokio::time::sleep_until(ready).await;
        }
    }

    /// Ends, since the supervision began, of the pauses of views and of refreshes.
    pub(crate) fn paused_until(&self) -> [Option<Duration>; 2] {
        [self.views.paused_until(), self.refreshes.paused_until()]
    }

    /// A call was refused. If the operator is to be told: how many more were for the same reason since the last time.
    pub(crate) fn refused(&self, why: &'static str) -> Option<u64> {
        self.refusals.again(why, self.started.elapsed())
    }
}

impl Watched<'_> {
    /// The end of a call with a budget of processor time, and what there is to tell of it.
    pub(crate) fn settle<T>(self, outcome: &Result<T, Fault>, cpu: Duration) -> Option<News> {
        let fault = outcome.as_ref().err();
        Some(match self.ended(fault, cpu)? {
            Change::Paused { until, again } => {
                News::Paused { until, again, reason: fault.map(Fault::to_string).unwrap_or_default() }
            }
            Change::Recovered { after } => News::Recovered { after },
        })
    }
}
