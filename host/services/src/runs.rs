//! Runs of refreshes: which are due, and when they ended.

use std::sync::Arc;

use parvis_model::Instant;
use serde::{Deserialize, Serialize};

use crate::registry::PluginRecord;
use crate::{Platform, ServiceError};

/// A refresh that is due.
#[derive(Clone, Debug)]
pub struct DueRun {
    /// The plugin.
    pub plugin: Arc<PluginRecord>,
    /// The task of its schedule.
    pub task: String,
}

/// What is kept of the last run of a task.
#[derive(Serialize, Deserialize)]
struct LastRun {
    at: Instant,
    /// Component, grants and settings: a change of any makes the task due at once.
    made_of: String,
}

impl Platform {
    /// The refreshes that are due now: their interval is over, the clock was moved, or the plugin, its grants or its
    /// settings are not those of the last run. Not those whose data could not be stored a short time ago.
    pub async fn due_runs(&self) -> Result<Vec<DueRun>, ServiceError> {
        let reading = self.read();
        let real_now = self.clock().real_now();
        let mut due = Vec::new();
        for plugin in reading.registry.all().filter(|plugin| plugin.enabled) {
            for (task, schedule) in &plugin.manifest.schedule {
                let last = self.last_run(plugin.name(), task).await?;
                let resting = last.is_some_and(|last| {
                    let since = last.at.seconds_until(reading.now);
                    (0..schedule.every_s).contains(&since) && last.made_of == made_of(plugin)
                });
                if !resting && !self.storing.rests(plugin.name(), task, real_now) {
                    due.push(DueRun { plugin: plugin.clone(), task: task.clone() });
                }
            }
        }
        Ok(due)
    }

    /// Notes that a run of this task ended now, however it ended; unless its data could not be stored: then it is due
    /// again soon.
    pub async fn run_ended(&self, run: &DueRun) -> Result<(), ServiceError> {
        if self.storing.refresh_ended(run, self.clock().real_now()) {
            return Ok(());
        }
        let last = LastRun { at: self.clock().now(), made_of: made_of(&run.plugin) };
        let text = serde_json::to_string(&last).unwrap_or_default();
        Ok(self.storage.set_note(&note_key(run.plugin.name(), &run.task), &text).await?)
    }

    async fn last_run(&self, plugin: &str, task: &str) -> Result<Option<LastRun>, ServiceError> {
        let note = self.storage.note(&note_key(plugin, task)).await?;
        Ok(note.and_then(|text| serde_json::from_str(&text).ok()))
    }
}

fn note_key(plugin: &str, task: &str) -> String {
    format!("run/{plugin}/{task}")
}

/// Stable between starts of the hub, unlike the versions of the record.
fn made_of(plugin: &PluginRecord) -> String {
    let grants: Vec<String> = plugin.granted.keys().map(ToString::to_string).collect();
    format!("{} {} {:?}", plugin.digest, grants.join(","), plugin.settings)
}
