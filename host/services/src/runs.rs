//! Runs of refreshes: which are due, and when they ended.

use std::cmp::Reverse;
use std::sync::Arc;

use parvis_model::{Instant, local_day};
use serde::{Deserialize, Serialize};

use crate::registry::{PluginRecord, Registry, version_of};
use crate::{Platform, ServiceError};

/// After a run that failed the next one comes after this long, then twice as long, up to the usual interval.
const FIRST_RETRY_S: i64 = 60;

/// A refresh that is due.
#[derive(Clone, Debug)]
pub struct DueRun {
    /// The plugin; with the settings of a connector, if it runs for one.
    pub plugin: Arc<PluginRecord>,
    /// The task of its schedule.
    pub task: String,
}

impl DueRun {
    /// `transport/timetable`, `culture/openagenda/agenda-issy`.
    pub fn name(&self) -> String {
        let connector = self.plugin.connector.as_ref().map(|connector| format!("/{}", connector.name));
        format!("{}/{}{}", self.plugin.name(), self.task, connector.unwrap_or_default())
    }

    /// What refreshes: of two runs with the same word, one waits for the other.
    pub fn key(&self) -> String {
        self.plugin.refresh_key()
    }

    /// Seconds between two runs that end well.
    fn every_s(&self) -> i64 {
        let own = self.plugin.connector.as_ref().and_then(|connector| connector.every_s);
        let task = self.plugin.manifest.schedule.get(&self.task).map(|schedule| schedule.every_s);
        own.or(task).unwrap_or(i64::MAX)
    }
}

/// What is kept of the last run of a task.
#[derive(Serialize, Deserialize)]
struct LastRun {
    at: Instant,
    /// Component, grants and settings: a change of any makes the task due at once.
    made_of: String,
    /// How many runs failed since the last one that ended well.
    #[serde(default)]
    failures: u32,
}

impl LastRun {
    /// Seconds until the next run.
    fn rest_s(&self, every_s: i64) -> i64 {
        match self.failures {
            0 => every_s,
            failures => FIRST_RETRY_S.saturating_mul(1 << (failures - 1).min(20)).min(every_s),
        }
    }
}

impl Platform {
    /// The refreshes that are due now: their interval is over (a shorter one after a failure), the clock was moved, or the
    /// plugin, its grants or its settings are not those of the last run. Not those whose data could not be stored a short
    /// time ago. Those come first that have not run for the longest: where there is not time for all, nobody is forgotten.
    pub async fn due_runs(&self) -> Result<Vec<DueRun>, ServiceError> {
        let reading = self.read();
        let real_now = self.clock().real_now();
        let mut due = Vec::new();
        for run in runs(&reading.registry) {
            let last = self.last_run(&run).await?;
            let at = last.as_ref().map(|last| last.at);
            let resting = last.is_some_and(|last| {
                let since = last.at.seconds_until(reading.now);
                (0..last.rest_s(run.every_s())).contains(&since) && last.made_of == made_of(&run.plugin)
            });
            if !resting && !self.storing.rests(&run, real_now) {
                due.push((at, run));
            }
        }
        Ok(longest_ago_first(due))
    }

    /// Notes that a run of this task ended now, well or badly; unless its data could not be stored: then it is due again
    /// soon.
    pub async fn run_ended(&self, run: &DueRun, well: bool) -> Result<(), ServiceError> {
        if let Some(connector) = &run.plugin.connector {
            self.validators.run_ended(&connector.name, well);
        }
        if self.storing.refresh_ended(run, self.clock().real_now()) {
            return Ok(());
        }
        let before = if well { None } else { self.last_run(run).await? };
        let last = LastRun {
            at: self.clock().now(),
            made_of: made_of(&run.plugin),
            failures: if well { 0 } else { before.map_or(0, |last| last.failures).saturating_add(1) },
        };
        let text = serde_json::to_string(&last).unwrap_or_default();
        Ok(self.storage.set_note(&note_key(run), &text).await?)
    }

    async fn last_run(&self, run: &DueRun) -> Result<Option<LastRun>, ServiceError> {
        let note = self.storage.note(&note_key(run)).await?;
        Ok(note.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// What a plugin's answers to its source depend on, the day included.
    pub(crate) fn made_of_today(&self, plugin: &PluginRecord) -> String {
        let day = local_day(self.clock().now(), &self.territory().zone, 0);
        format!("{day} {}", made_of(plugin))
    }
}

/// Every run that may become due: the plugins' own tasks, and one for each connector. Of a plugin's own the rarest comes
/// first: the others build on it, counts of trains on the timetable.
fn runs(registry: &Registry) -> impl Iterator<Item = DueRun> {
    let own = registry.all().flat_map(|plugin| {
        let tasks = plugin.manifest.schedule.iter().filter(|(_, schedule)| schedule.connector.is_none());
        let mut tasks: Vec<_> = tasks.collect();
        tasks.sort_by_key(|(_, schedule)| Reverse(schedule.every_s));
        tasks.into_iter().map(|(task, _)| DueRun { plugin: plugin.clone(), task: task.clone() })
    });
    let connected = registry.connectors().filter_map(|connected| {
        let plugin = connected.plugin.as_ref().ok()?.clone();
        Some(DueRun { plugin, task: connected.connector.task.clone() })
    });
    own.chain(connected).filter(|run| run.plugin.enabled)
}

/// Those that never ran, then by the end of their last run.
fn longest_ago_first<T>(mut due: Vec<(Option<Instant>, T)>) -> Vec<T> {
    due.sort_by_key(|(at, _)| *at);
    due.into_iter().map(|(_, run)| run).collect()
}

fn note_key(run: &DueRun) -> String {
    format!("run/{}", run.name())
}

/// Stable between starts of the hub, unlike the versions of the record.
fn made_of(plugin: &PluginRecord) -> String {
    let grants: Vec<String> = plugin.granted.keys().map(ToString::to_string).collect();
    // Another key makes the task due at once; of the key itself nothing is kept here.
    let key = plugin.source_headers().map(|own| format!(" {:016x}", version_of(own.headers)));
    let key = key.unwrap_or_default();
    format!("{} {} {:?}{key}", plugin.digest, grants.join(","), plugin.settings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_that_fails_is_tried_again_soon_then_less_often() {
        let rest = |failures| LastRun { at: Instant(0), made_of: String::new(), failures }.rest_s(600);
        assert_eq!([0, 1, 2, 3, 4, 5, 4_000_000].map(rest), [600, 60, 120, 240, 480, 600, 600]);
    }

    #[test]
    fn who_has_waited_for_the_longest_is_first() {
        let due = [(Some(2), "b"), (Some(1), "a"), (None, "new"), (Some(3), "c"), (Some(2), "b2")];
        let due = due.map(|(at, name)| (at.map(Instant), name)).to_vec();
        assert_eq!(longest_ago_first(due), ["new", "a", "b", "b2", "c"]);
    }
}
