//! How plugins are: what operators are told when one is paused, refused or well again, and what is shown of it.

use std::collections::BTreeMap;
use std::time::Duration;

use parvis_model::Instant;
use parvis_services::{PluginRecord, ServiceError};
use parvis_storage::LogOrigin;
use serde::Serialize;

use super::PluginRuntime;
use crate::limits::limits_as_json;
use crate::supervision::{News, Supervised};

/// Where the hub notes for commands which plugins are paused: JSON, a [`Health`] by the plugin's name.
pub const HEALTH_NOTE: &str = "health";
/// Where the hub notes for commands the limits in force: JSON in the sections of the configuration.
pub const LIMITS_NOTE: &str = "limits";

/// How a plugin is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Health {
    /// Its pages are not asked for before this moment, real time.
    pub pages_paused_until: Option<Instant>,
    /// It is not refreshed before this moment, real time.
    pub refreshes_paused_until: Option<Instant>,
}

impl PluginRuntime {
    /// How a plugin is at this moment.
    pub fn health(&self, plugin: &PluginRecord) -> Health {
        let Some(supervised) = self.supervision.known(plugin) else { return Health::default() };
        let [pages, refreshes] = supervised.paused_until().map(|until| until.map(|until| self.moment(until)));
        Health { pages_paused_until: pages, refreshes_paused_until: refreshes }
    }

    /// Notes the limits in force, for commands to show. Called when the hub starts.
    pub async fn note_limits(&self) -> Result<(), ServiceError> {
        let limits = limits_as_json(self.limit_lines());
        Ok(self.platform.storage().set_note(LIMITS_NOTE, &limits.to_string()).await?)
    }

    /// Notes which plugins are paused, for commands to show. Costs a read and, where something changed, a small write.
    pub async fn note_health(&self) -> Result<(), ServiceError> {
        let registry = self.platform.read().registry;
        let health = registry.all().map(|plugin| (plugin.name().to_owned(), self.health(plugin)));
        let paused: BTreeMap<String, Health> =
            health.filter(|(_, health)| *health != Health::default()).collect();
        let text = serde_json::to_string(&paused).unwrap_or_default();
        let storage = self.platform.storage();
        if storage.note(HEALTH_NOTE).await?.as_ref() != Some(&text) {
            storage.set_note(HEALTH_NOTE, &text).await?;
        }
        Ok(())
    }

    /// A moment of the supervision in real time, to the second.
    fn moment(&self, since: Duration) -> Instant {
        let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
        Instant(self.supervised_since.0 - self.supervised_since.0.rem_euclid(1000)).plus_seconds(seconds)
    }

    /// A pause is told when it begins and when it is over, and not for each call that it refuses.
    pub(super) fn tell_news(&self, plugin: &PluginRecord, what: &str, news: &News) {
        let (level, line) = match news {
            News::Paused { until, again, reason } => {
                let until = self.moment(*until);
                let begins = if *again { "still failing, paused" } else { "paused" };
                (
                    "error",
                    format!("{what} {begins} until {until}, after too many faults; the last one: {reason}"),
                )
            }
            News::Recovered { after } => {
                ("info", format!("{what} answer again, after {} s", after.as_secs()))
            }
        };
        tracing::warn!(plugin = plugin.name(), line, "supervision");
        self.platform.log(plugin.name(), "supervision", LogOrigin::Hub, level, &line);
    }

    /// Refused calls may be thousands: the operator is told at most once a minute for each reason, given in a word and in
    /// a sentence.
    pub(super) fn tell_refusal(
        &self,
        plugin: &PluginRecord,
        of: &Supervised,
        call: &str,
        (why, reason): (&'static str, &str),
    ) {
        let Some(untold) = of.refused(why) else { return };
        let more =
            if untold > 0 { format!(" ({untold} more since the last such line)") } else { String::new() };
        tracing::warn!(plugin = plugin.name(), call, reason, untold, "a plugin's call is refused");
        self.platform.log(plugin.name(), call, LogOrigin::Hub, "warn", &format!("{reason}{more}"));
    }
}
