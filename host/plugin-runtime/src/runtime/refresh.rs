//! Running a refresh, and what is recorded of it.

use std::sync::Arc;

use parvis_model::{RunOutcome, RunReport};
use parvis_services::DueRun;

use super::PluginRuntime;
use crate::call;
use crate::contract::v0_1::SyncAnswer;
use crate::fault::Fault;
use crate::state::{CallKind, CallState};
use crate::stopwatch::Stopwatch;

/// What became of a refresh that was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refreshed {
    /// It ran, however it ended.
    Ran,
    /// It waits, because the plugin is paused or has used its share of the processors: ask again later.
    Waits,
}

impl PluginRuntime {
    /// Runs a refresh and records how it ended. What was published before stays unless a draft was committed.
    pub async fn refresh(&self, run: &DueRun) -> Refreshed {
        let supervised = &*self.supervision.of(&run.plugin);
        let stopwatch = &Stopwatch::default();
        let wait = supervised.refreshes.cpu_wait();
        if !wait.is_zero() {
            let reason = format!("waits {} s: it has used its share of the processors", wait.as_secs() + 1);
            self.tell_refusal(&run.plugin, supervised, &call_name(run), ("refresh", &reason));
            return Refreshed::Waits;
        }
        let Some(watched) = supervised.refreshes.begin(stopwatch) else { return Refreshed::Waits };
        let outcome = self.run(run, stopwatch).await;
        if let Some(news) = watched.settle(&outcome, self.options.limits.refresh.cpu) {
            self.tell_news(&run.plugin, "refreshes", &news);
        }
        let cpu_ms = stopwatch.total().as_millis() as u64;
        tracing::info!(plugin = run.plugin.name(), task = run.task, cpu_ms, "refreshed");
        Refreshed::Ran
    }

    async fn run(&self, run: &DueRun, stopwatch: &Stopwatch) -> Result<(), Fault> {
        let plugin = &run.plugin;
        let name: Arc<str> = call_name(run).into();
        let state = self.state(plugin, self.platform.read(), CallKind::Refresh, &name, name.to_string());
        let mut store = call::new_store(&self.engine, state, stopwatch);
        let answer = match self.ready(plugin).await {
            Ok(loaded) => {
                let limits = &self.options.limits.refresh;
                let outcome =
                    call::timed(stopwatch, limits, loaded.exports.sync(&mut store, &run.task)).await;
                call::judged(&store, stopwatch, outcome)
            }
            Err(error) => Err(Fault::NotReady(error.to_string())),
        };
        let ended = answer.as_ref().map(|_| ()).map_err(Clone::clone);
        if let Err(fault) = &ended {
            self.log_fault(plugin, &name, fault);
        }
        if let Some((source, report)) = ending(&store.into_data(), answer, &run.task)
            && let Err(error) = self.platform.record_run(plugin.name(), &source, &report).await
        {
            tracing::error!(plugin = plugin.name(), %error, "the end of a refresh could not be recorded");
        }
        ended
    }
}

fn call_name(run: &DueRun) -> String {
    format!("sync {}", run.task)
}

/// What to record of a refresh that committed nothing: under the source it asked about last, else the task's name.
fn ending(state: &CallState, answer: Result<SyncAnswer, Fault>, task: &str) -> Option<(String, RunReport)> {
    let (outcome, reason) = match answer {
        Ok(SyncAnswer::Published) if state.run.committed => return None,
        Ok(SyncAnswer::Published) => {
            (RunOutcome::Refused, "the plugin says that it published, and committed nothing".to_owned())
        }
        Ok(SyncAnswer::Unchanged) => (RunOutcome::Unchanged, String::new()),
        Ok(SyncAnswer::Failed(reason)) => (RunOutcome::Refused, reason),
        Err(fault) => (RunOutcome::Refused, fault.to_string()),
    };
    let source = state.run.source.clone().unwrap_or_else(|| task.to_owned());
    Some((source, state.report(outcome, reason, [0, 0, 0])))
}
