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
    /// It ran and ended well: something was published, or nothing was new.
    Well,
    /// It ran, and its source was refused or it failed.
    Badly,
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
        let well = matches!(outcome, Ok(RunOutcome::Published | RunOutcome::Unchanged));
        if let Some(news) = watched.settle(&outcome, self.options.limits.refresh.cpu) {
            self.tell_news(&run.plugin, "refreshes", &news);
        }
        let cpu_ms = stopwatch.total().as_millis() as u64;
        tracing::info!(plugin = run.plugin.name(), task = run.name(), cpu_ms, "refreshed");
        if well { Refreshed::Well } else { Refreshed::Badly }
    }

    async fn run(&self, run: &DueRun, stopwatch: &Stopwatch) -> Result<RunOutcome, Fault> {
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
        let fault = answer.as_ref().err().cloned();
        if let Some(fault) = &fault {
            self.log_fault(plugin, &name, fault);
        }
        let ended = ending(&store.into_data(), answer);
        if let Some(report) = &ended.report
            && let Err(error) = self.platform.record_run(plugin, &source_of(&ended, run), report).await
        {
            tracing::error!(plugin = plugin.name(), %error, "the end of a refresh could not be recorded");
        }
        match fault {
            Some(fault) => Err(fault),
            None => Ok(ended.report.map_or(RunOutcome::Published, |report| report.outcome)),
        }
    }
}

/// How a refresh ended, and what is left to record of it.
struct Ended {
    /// The source that it asked about last.
    source: Option<String>,
    /// None if the run committed a draft, which brought its report along.
    report: Option<RunReport>,
}

/// A run is recorded under its connector's name, else under the source that it asked about last, else under the task's.
fn source_of(ended: &Ended, run: &DueRun) -> String {
    let connector = run.plugin.connector.as_ref().map(|connector| connector.name.clone());
    connector.or_else(|| ended.source.clone()).unwrap_or_else(|| run.task.clone())
}

fn call_name(run: &DueRun) -> String {
    match &run.plugin.connector {
        Some(connector) => format!("sync {} {}", run.task, connector.name),
        None => format!("sync {}", run.task),
    }
}

fn ending(state: &CallState, answer: Result<SyncAnswer, Fault>) -> Ended {
    let source = state.run.source.clone();
    let (outcome, mut reason) = match answer {
        Ok(SyncAnswer::Published) if state.run.committed => return Ended { source, report: None },
        Ok(SyncAnswer::Published) => {
            (RunOutcome::Refused, "the plugin says that it published, and committed nothing".to_owned())
        }
        Ok(SyncAnswer::Unchanged) => (RunOutcome::Unchanged, String::new()),
        Ok(SyncAnswer::Failed(reason)) => (RunOutcome::Refused, reason),
        Err(fault) => (RunOutcome::Refused, fault.to_string()),
    };
    // The plugin is not told why its source did not come; those who look after it are.
    if let (RunOutcome::Refused, Some(why)) = (outcome, &state.run.not_fetched) {
        reason = if reason.is_empty() { why.clone() } else { format!("{reason}: {why}") };
    }
    Ended { source, report: Some(state.report(outcome, reason, [0, 0, 0])) }
}
