//! Records that carry a number, so that one sees which write they come from.

use parvis_model::{
    Feature, Grant, Instant, Manifest, Period, Permission, Property, RunOutcome, RunReport, SourceInfo, Text,
    Value,
};
use parvis_storage::{InstalledPlugin, LogLine, LogOrigin, PartBatch};

/// The plugin under which everything is written.
pub(crate) const PLUGIN: &str = "transport";
pub(crate) const SOURCE: &str = "gtfs";
const COLLECTION: &str = "departures";

/// A publication: its number, and how large it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publication {
    /// Which one.
    pub number: u64,
    /// Features in it.
    pub features: usize,
    /// Bytes of text in each.
    pub text: usize,
}

impl Publication {
    /// Its features. Title and number of features are the publication's: a mixture is seen.
    pub(crate) fn batch(&self) -> PartBatch {
        let value = |n: usize| Value::text(format!("{n} {}", "x".repeat(self.text)));
        let feature = |n: usize| Feature {
            id: format!("{}/{n}", self.number).into(),
            title: Text::new(format!("{} of {}", self.number, self.features)),
            geometry: None,
            period: Some(Period::at(Instant(1_489_563_180_000))),
            parent: None,
            properties: [Property { name: "headsign".into(), value: value(n) }].into(),
        };
        PartBatch { collection: COLLECTION.into(), features: (0..self.features).map(feature).collect() }
    }

    pub(crate) fn info(&self) -> SourceInfo {
        SourceInfo {
            title: Text::new("Horaires"),
            revision: self.number.to_string(),
            ..SourceInfo::default()
        }
    }
}

pub(crate) fn report() -> RunReport {
    RunReport {
        started: Instant(2_000),
        finished: Instant(3_000),
        outcome: RunOutcome::Published,
        reason: String::new(),
        read: 0,
        kept: 0,
        refused: 0,
        lines: Vec::new(),
    }
}

/// The plugin whose component has the number as its digest.
///
/// # Errors
/// Never: the manifest is sound.
pub(crate) fn plugin(number: u64) -> Result<InstalledPlugin, String> {
    let toml = format!(
        "name='{PLUGIN}'\nversion='1'\ncontract='0.1'\ntitle='T'\nsummary='S'\nmaker='M'\n[asks]\n\"read:stops\"='r'"
    );
    Ok(InstalledPlugin {
        manifest: Manifest::from_toml(&toml).map_err(|error| error.to_string())?,
        digest: number.to_string(),
        enabled: true,
        installed: Instant(1_000),
    })
}

pub(crate) fn grant() -> Grant {
    Grant { permission: Permission::Read("stops".into()), by_setting: false }
}

pub(crate) fn line(number: u64) -> LogLine {
    LogLine {
        at: Instant(i64::try_from(number).unwrap_or(i64::MAX)),
        plugin: PLUGIN.into(),
        call: "sync timetable".into(),
        origin: LogOrigin::Plugin,
        level: "info".into(),
        message: number.to_string(),
    }
}
