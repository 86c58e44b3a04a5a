//! Asking a plugin for a view: kept, or from a fresh instance within its turns and its share.

use std::sync::Arc;

use parvis_model::{Language, PlatformError, View};
use parvis_services::{PluginRecord, Reading};
use tokio::sync::SemaphorePermit;

use super::PluginRuntime;
use crate::call;
use crate::contract::v0_1::{ViewAnswer, view_of};
use crate::fault::{Busy, CallFailure, Fault};
use crate::loaded::Loaded;
use crate::state::CallKind;
use crate::stopwatch::Stopwatch;
use crate::supervision::Supervised;
use crate::view_cache::{ViewKey, ViewResult};

/// A page or a card that is asked for.
pub(super) struct Asked<'a> {
    pub(super) export: &'static str,
    pub(super) path: &'a str,
    pub(super) query: &'a [(String, String)],
    pub(super) language: Language,
}

/// A view that must be asked for anew, and of whom.
struct FreshCall<'a> {
    plugin: &'a Arc<PluginRecord>,
    reading: &'a Reading,
    asked: &'a Asked<'a>,
    /// Names it in the log.
    name: Arc<str>,
    supervised: &'a Supervised,
    stopwatch: &'a Stopwatch,
}

impl PluginRuntime {
    pub(super) async fn view(
        &self,
        plugin: &Arc<PluginRecord>,
        reading: &Reading,
        asked: Asked<'_>,
    ) -> Result<Arc<View>, CallFailure> {
        let key = self.options.cache_views.then(|| key(plugin, &asked));
        let zone = &self.platform.territory().zone;
        // A kept view is true and costs nothing: it is shown even while the plugin is paused.
        let kept = key.as_ref().and_then(|key| self.views.get(key, reading, zone));
        let result = match kept {
            Some(result) => result,
            None => self.fresh_view(plugin, reading, &asked, key).await.map_err(CallFailure::Fault)?,
        };
        result.map_err(|error| match error {
            PlatformError::NotFound => CallFailure::NotFound,
            error => CallFailure::Refused(error),
        })
    }

    async fn fresh_view(
        &self,
        plugin: &Arc<PluginRecord>,
        reading: &Reading,
        asked: &Asked<'_>,
        key: Option<ViewKey>,
    ) -> Result<ViewResult, Fault> {
        let supervised = &*self.supervision.of(plugin);
        let stopwatch = &Stopwatch::default();
        // Nobody is told here: the operator was when the pause began.
        let watched = supervised.views.begin(stopwatch).ok_or(Fault::Paused)?;
        let call = FreshCall { plugin, reading, asked, name: call_name(asked).into(), supervised, stopwatch };
        let outcome = self.call_view(&call, key).await;
        if let Err(fault) = &outcome {
            match fault.refusal() {
                Some(why) => self.tell_refusal(plugin, supervised, &call.name, (why, &fault.to_string())),
                None => self.log_fault(plugin, &call.name, fault),
            }
        }
        if let Some(news) = watched.settle(&outcome, self.options.limits.view.cpu) {
            self.tell_news(plugin, "pages", &news);
        }
        outcome
    }

    async fn call_view(&self, call: &FreshCall<'_>, key: Option<ViewKey>) -> Result<ViewResult, Fault> {
        let loaded = self.ready_in_time(call.plugin).await?;
        let _turns = self.turns(call.supervised).await?;
        let FreshCall { plugin, asked, stopwatch, .. } = call;
        let (reading, kind) = (call.reading.clone(), CallKind::View);
        let state = self.state(plugin, reading, kind, &call.name, arguments(asked));
        let mut store = call::new_store(&self.engine, state, stopwatch);
        let (path, query, language) = (asked.path, asked.query, asked.language);
        let exports = &loaded.exports;
        let limits = &self.options.limits.view;
        let outcome = match asked.export {
            "home" => call::timed(stopwatch, limits, exports.home(&mut store, language)).await,
            _ => call::timed(stopwatch, limits, exports.page(&mut store, path, query, language)).await,
        };
        let answer: ViewAnswer = call::judged(&store, stopwatch, outcome)?;
        let (result, bytes) = match answer {
            Ok(view) => {
                let (view, bytes) = view_of(view, (&self.options.limits).into()).map_err(Fault::BadView)?;
                (Ok(Arc::new(view)), bytes)
            }
            Err(error) => (Err(error), 64),
        };
        if let Some(key) = key {
            self.views.keep(key, result.clone(), store.data().trace.reads(), bytes);
        }
        Ok(result)
    }

    /// A plugin that was just installed may still be compiled: a visitor does not wait for it.
    async fn ready_in_time(&self, plugin: &PluginRecord) -> Result<Arc<Loaded>, Fault> {
        if let Some(loaded) = self.components.loaded(plugin) {
            return Ok(loaded);
        }
        let ready = tokio::time::timeout(self.options.limits.view.wall, self.ready(plugin)).await;
        let ready = ready.map_err(|_| Fault::NotReady("it is still being compiled".to_owned()))?;
        ready.map_err(|error| Fault::NotReady(error.to_string()))
    }

    /// The plugin's own turn, then one of all: a plugin whose turns are taken waits in its own queue.
    async fn turns<'a>(
        &'a self,
        supervised: &'a Supervised,
    ) -> Result<(SemaphorePermit<'a>, SemaphorePermit<'a>), Fault> {
        let until = tokio::time::Instant::now() + self.options.limits.wait_for_turn;
        let own = supervised.turn(until).await.map_err(Fault::Busy)?;
        if let Ok(turn) = self.turns.try_acquire() {
            return Ok((own, turn));
        }
        let turn = tokio::time::timeout_at(until, self.turns.acquire()).await;
        let turn = turn.ok().and_then(Result::ok).ok_or(Fault::Busy(Busy::AllCalls))?;
        Ok((own, turn))
    }
}

/// What a view is kept under.
fn key(plugin: &PluginRecord, asked: &Asked<'_>) -> ViewKey {
    ViewKey {
        digest: plugin.digest.clone(),
        grants_version: plugin.grants_version,
        settings_version: plugin.settings_version,
        export: asked.export,
        path: asked.path.to_owned(),
        query: asked.query.to_vec(),
        language: asked.language,
    }
}

/// Names a call in the log. The query is left out: one day it may be what a person typed.
fn call_name(asked: &Asked<'_>) -> String {
    [asked.export, " ", asked.path, " ", asked.language.tag()].concat()
}

/// Everything that a view's random numbers follow from, beside the component.
fn arguments(asked: &Asked<'_>) -> String {
    let mut all = [asked.export, "\0", asked.path, "\0", asked.language.tag()].concat();
    for (name, value) in asked.query {
        all.extend(["\0", name, "\0", value]);
    }
    all
}
