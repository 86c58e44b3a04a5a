//! When the disk is in trouble: the operator is told once, reports wait in memory, refreshes rest before they try again.

use std::collections::BTreeMap;
use std::sync::Mutex;

use parvis_model::{Instant, RunOutcome, RunReport, SourceState};
use parvis_storage::StorageError;

use crate::{DueRun, Platform, PluginRecord, ServiceError};

/// How long a refresh rests after its data could not be stored: this long, then twice as long, and so on.
const FIRST_REST_S: i64 = 5;
const LONGEST_REST_S: i64 = 15 * 60;

/// Plugin and source.
type Key = (String, String);

/// What is known of a disk in trouble. Empty while all is well.
#[derive(Debug, Default)]
pub(crate) struct Storing(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The operator was told, and not yet that it is over.
    told: bool,
    /// Why a refresh that runs cannot store its data, by what refreshes.
    refreshes: BTreeMap<String, String>,
    /// Reports that could not be stored, the newest of each source.
    reports: BTreeMap<Key, RunReport>,
    /// Runs whose data could not be stored, by their names: how long they rest, and until when (real time).
    resting: BTreeMap<String, (i64, Instant)>,
}

impl Storing {
    fn with<T: Default>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        self.0.lock().map(|mut state| work(&mut state)).unwrap_or_default()
    }

    /// Hears how a write went; tells the operator when trouble begins and when it is over.
    pub(crate) fn heard<T>(&self, result: Result<T, StorageError>) -> Result<T, StorageError> {
        let trouble = result.as_ref().err().filter(|error| error.may_pass());
        let before = self.with(|state| match (&result, trouble) {
            (Ok(_), _) => Some(std::mem::take(&mut state.told)),
            (_, Some(_)) => Some(std::mem::replace(&mut state.told, true)),
            _ => None,
        });
        match (before, trouble) {
            (Some(false), Some(error)) => {
                tracing::error!(%error, "nothing can be stored; pages are served, and storing is tried again");
            }
            (Some(true), None) => tracing::info!("the database stores again"),
            _ => {}
        }
        result
    }

    /// Notes why the refresh of a plugin or of its connector cannot store its data. The first reason is kept.
    pub(crate) fn refresh_failed(&self, plugin: &PluginRecord, why: &str) {
        self.with(|state| {
            state.refreshes.entry(plugin.refresh_key()).or_insert_with(|| why.to_owned());
        });
    }

    /// The report with the reason that the plugin was not told.
    fn explained(&self, plugin: &PluginRecord, report: &RunReport) -> RunReport {
        let mut report = report.clone();
        let why = self.with(|state| state.refreshes.get(&plugin.refresh_key()).cloned());
        if let (RunOutcome::Refused, Some(why)) = (report.outcome, why) {
            report.reason = match report.reason.as_str() {
                "" => why,
                said => format!("{said}: {why}"),
            };
        }
        report
    }

    /// Whether a run rests at this moment (real time) because its data could not be stored.
    pub(crate) fn rests(&self, run: &DueRun, now: Instant) -> bool {
        self.with(|state| state.resting.get(&run.name()).is_some_and(|(_, until)| now < *until))
    }

    /// Ends the refresh that runs. True if its data could not be stored: it rests then, longer each time.
    pub(crate) fn refresh_ended(&self, run: &DueRun, now: Instant) -> bool {
        let key = run.name();
        self.with(|state| {
            if state.refreshes.remove(&run.plugin.refresh_key()).is_none() {
                state.resting.remove(&key);
                return false;
            }
            let rest =
                state.resting.get(&key).map_or(FIRST_REST_S, |(rest, _)| (rest * 2).min(LONGEST_REST_S));
            state.resting.insert(key, (rest, now.plus_seconds(rest)));
            true
        })
    }

    /// The states with the reports that wait.
    pub(crate) fn with_waiting_reports(&self, mut states: Vec<SourceState>) -> Vec<SourceState> {
        for ((plugin, name), report) in self.with(|state| state.reports.clone()) {
            match states.iter_mut().find(|state| state.plugin == plugin && state.name == name) {
                Some(state) => state.last_run = Some(report),
                None => states.push(SourceState {
                    plugin,
                    name,
                    info: None,
                    published: None,
                    features: 0,
                    last_run: Some(report),
                }),
            }
        }
        states
    }
}

impl Platform {
    /// Records a run that published nothing: what is visible stays. A report that cannot be stored is shown, and stored
    /// when the disk takes it again.
    pub async fn record_run(
        &self,
        plugin: &PluginRecord,
        source: &str,
        report: &RunReport,
    ) -> Result<(), ServiceError> {
        let report = self.storing.explained(plugin, report);
        let name = plugin.name();
        match self.storing.heard(self.storage.record_run(name, source, &report).await) {
            Err(error) if error.may_pass() => {
                self.storing.refresh_failed(plugin, &error.to_string());
                let report = self.storing.explained(plugin, &report);
                let key = (name.to_owned(), source.to_owned());
                self.storing.with(|state| state.reports.insert(key, report));
                self.reload_sources().await
            }
            result => {
                result?;
                self.catch_up().await
            }
        }
    }

    /// Stores the reports that wait. True if there were any.
    async fn flush_reports(&self) -> Result<bool, StorageError> {
        let waiting = self.storing.with(|state| state.reports.clone());
        for ((plugin, source), report) in &waiting {
            self.storage.record_run(plugin, source, report).await?;
            self.storing.with(|state| state.reports.remove(&(plugin.clone(), source.clone())));
        }
        Ok(!waiting.is_empty())
    }

    /// Stores reports, log lines and counts that wait in memory; what cannot be stored goes on waiting. Called every
    /// second, and before the hub stops.
    pub async fn flush(&self) {
        let storage = &*self.storage;
        let reports = self.flush_reports().await;
        for flushed in [reports, self.logs().flush(storage).await, self.audit().flush(storage).await] {
            match flushed {
                Ok(false) => {}
                flushed => drop(self.storing.heard(flushed)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(reason: &str) -> RunReport {
        let (started, finished) = (Instant(0), Instant(0));
        let (outcome, reason) = (RunOutcome::Refused, reason.to_owned());
        RunReport { started, finished, outcome, reason, read: 0, kept: 0, refused: 0, lines: Vec::new() }
    }

    #[test]
    fn a_report_says_what_the_plugin_could_not_know() {
        let (storing, plugin) = (Storing::default(), crate::registry::tests::record(&[]));
        let explained = |report: &RunReport| storing.explained(&plugin, report).reason;
        assert_eq!(explained(&refused("unavailable")), "unavailable");
        storing.refresh_failed(&plugin, "the disk is full");
        storing.refresh_failed(&plugin, "and so on");
        assert_eq!(explained(&refused("unavailable")), "unavailable: the disk is full");
        assert_eq!(explained(&refused("")), "the disk is full");
        let unchanged = RunReport { outcome: RunOutcome::Unchanged, ..refused("") };
        assert_eq!(explained(&unchanged), "");
    }

    #[test]
    fn reports_that_wait_are_shown() {
        let storing = Storing::default();
        storing.with(|state| state.reports.insert(("a".into(), "b".into()), refused("full")));
        let shown = storing.with_waiting_reports(Vec::new());
        assert_eq!(shown.len(), 1);
        let again = storing.with_waiting_reports(shown);
        assert_eq!(again.len(), 1);
        assert_eq!(again[0].last_run.as_ref().map(|run| run.reason.as_str()), Some("full"));
    }
}
