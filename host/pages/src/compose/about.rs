//! The page about a service: what it says, what its binary can do, what it was granted, what it read.

use parvis_model::Instant;
use parvis_plugin_runtime::PluginRuntime;
use parvis_services::{Platform, PluginRecord, Reading, TrafficLine, part_counts};

use crate::{PageError, Power, ReadLine, ServiceAboutPage};

/// How far back reads are shown.
const SHOWN_DAYS: i64 = 30;

pub(super) async fn about(
    platform: &Platform,
    runtime: &PluginRuntime,
    reading: &Reading,
    plugin: &PluginRecord,
) -> Result<ServiceAboutPage, PageError> {
    let inspection = runtime.inspection(plugin).await.map_err(|error| {
        tracing::error!(plugin = plugin.name(), %error, "a component cannot be read");
        PageError::Internal
    })?;
    let manifest = &plugin.manifest;
    let (reads, traffic) = counts(platform, plugin.name()).await?;
    let power = |(permission, reason): (&parvis_model::Permission, &parvis_model::Text)| Power {
        permission: permission.clone(),
        reason: reason.clone(),
        granted: plugin.granted.contains_key(permission),
    };
    Ok(ServiceAboutPage {
        plugin: plugin.name().to_owned(),
        title: manifest.title.clone(),
        summary: manifest.summary.clone(),
        maker: manifest.maker.clone(),
        version: manifest.version.clone(),
        licence: manifest.licence.clone(),
        digest: plugin.digest.to_string(),
        enabled: plugin.enabled,
        first_page: (plugin.enabled && inspection.exports.contains("page")).then(String::new),
        imports: inspection.imports.into_iter().collect(),
        powers: manifest.asks.iter().map(power).collect(),
        reads,
        traffic,
        sources: reading.sources.iter().filter(|source| source.plugin == plugin.name()).cloned().collect(),
        paused_until: paused_until(platform, runtime, reading, plugin),
        limits: runtime.limit_lines(),
    })
}

/// The end of a pause on the clock of the page, which may not be the real one.
fn paused_until(
    platform: &Platform,
    runtime: &PluginRuntime,
    reading: &Reading,
    plugin: &PluginRecord,
) -> Option<Instant> {
    let until = runtime.health(plugin).pages_paused_until?;
    Some(Instant(reading.now.0 + (until.0 - platform.clock().real_now().0)))
}

/// What it read, and what it exchanged with the outside; the latest day first.
async fn counts(platform: &Platform, plugin: &str) -> Result<(Vec<ReadLine>, Vec<TrafficLine>), PageError> {
    let since = Instant(platform.clock().real_now().0 - SHOWN_DAYS * 86_400_000);
    platform.flush().await;
    let counts = platform.storage().reads(plugin, since).await.map_err(|error| {
        tracing::error!(plugin, %error, "counts of reads cannot be read");
        PageError::Internal
    })?;
    let (reads, mut traffic) = part_counts(counts);
    traffic.reverse();
    let mut lines: Vec<ReadLine> = reads
        .into_iter()
        .map(|read| ReadLine { subject: read.subject, day: read.day, count: read.count })
        .collect();
    lines.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.subject.cmp(&b.subject)));
    Ok((lines, traffic))
}
