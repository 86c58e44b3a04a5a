//! `parvis plugin list`, `inspect`, `logs`: what shows a hub.

use std::path::Path;

use anyhow::Context;
use parvis_model::{Grant, Instant, Permission, RunReport};
use parvis_plugin_runtime::Inspection;
use parvis_storage::{LogOrigin, Storage};
use serde_json::json;

use super::{open, plugin_build, plugin_data::known, plugin_state, print};
use crate::compiler::compiler;
use crate::limits::LimitsSection;

pub(super) async fn list(data: &Path, json: bool) -> anyhow::Result<()> {
    let plugins = open(data).await?.plugins().await?;
    if json {
        let plugin = |plugin: &parvis_storage::InstalledPlugin| {
            json!({
                "name": plugin.manifest.name,
                "version": plugin.manifest.version,
                "title": plugin.manifest.title,
                "maker": plugin.manifest.maker,
                "enabled": plugin.enabled,
                "digest": plugin.digest,
                "installed": plugin.installed.to_string(),
            })
        };
        return print::json(&plugins.iter().map(plugin).collect::<Vec<_>>());
    }
    if plugins.is_empty() {
        print::progress("no plugin is installed");
    }
    for plugin in plugins {
        let state = if plugin.enabled { "enabled" } else { "disabled" };
        let manifest = &plugin.manifest;
        print::line(format!(
            "{:<20} {:<10} {state:<9} {}",
            manifest.name,
            manifest.version,
            manifest.title.fallback()
        ));
    }
    Ok(())
}

pub(super) async fn inspect(
    data: &Path,
    limits_in_force: &LimitsSection,
    name: &str,
    json: bool,
) -> anyhow::Result<()> {
    let storage = open(data).await?;
    let plugin = known(&storage, name).await?;
    let bytes = storage.component(&plugin.digest).await?.context("its component is not stored")?;
    let compiler = compiler(limits_in_force)?;
    let inspection = compiler.inspect(&bytes)?;
    let granted: Vec<Grant> =
        storage.grants().await?.into_iter().filter(|(of, _)| of == name).map(|(_, grant)| grant).collect();
    let sources: Vec<_> =
        storage.sources().await?.into_iter().filter(|source| source.plugin == name).collect();
    let (limits, health) =
        (plugin_state::limits(&storage).await?, plugin_state::health(&storage, name).await?);
    let (reads, traffic) = parvis_services::part_counts(storage.reads(name, Instant(0)).await?);
    if json {
        return print::json(&json!({
            "component": plugin_build::described(&inspection),
            "enabled": plugin.enabled,
            "granted": granted,
            "sources": sources,
            "reads": reads,
            "outside": traffic,
            "health": health,
            "limits": limits.values,
        }));
    }
    component(&inspection, plugin.enabled, &granted);
    for source in &sources {
        print::line(format!("  source {}: {} features", source.name, source.features));
        if let Some(run) = &source.last_run {
            report(run);
        }
    }
    for read in reads {
        print::line(format!("  read {} {} times on {}", read.subject, read.count, day(read.day)));
    }
    for line in traffic {
        print::line(format!(
            "  outside, by {}: {} requests, {} bytes sent, {} bytes received on {}",
            line.grant,
            line.requests,
            line.sent_bytes,
            line.received_bytes,
            day(line.day)
        ));
    }
    plugin_state::print_health(&health);
    limits.print();
    Ok(())
}

/// The day of a moment, UTC.
fn day(moment: Instant) -> String {
    moment.to_string().split('T').next().unwrap_or_default().to_owned()
}

/// What it is, what it can use, what it asks for.
fn component(inspection: &Inspection, enabled: bool, granted: &[Grant]) {
    let manifest = &inspection.manifest;
    let state = if enabled { "enabled" } else { "disabled" };
    print::line(format!("{} {} ({state}), by {}", manifest.name, manifest.version, manifest.maker));
    print::line(format!("  {}", manifest.summary.fallback()));
    print::line(format!("  offers: {}", print::list(&inspection.exports)));
    print::line(format!("  can use: {}", print::list(&inspection.imports)));
    for (permission, reason) in &manifest.asks {
        let has = match permission {
            permission if granted.iter().any(|grant| grant.permission == *permission) => "granted",
            Permission::Source(_) => "granted where the hub's settings name it",
            _ => "not granted",
        };
        print::line(format!("  asks {permission} ({has}): {}", reason.fallback()));
    }
}

pub(super) fn report(run: &RunReport) {
    let outcome = format!("{:?}", run.outcome).to_lowercase();
    let reason = if run.reason.is_empty() { String::new() } else { format!(": {}", run.reason) };
    print::line(format!(
        "    last run {}: {outcome}, {} read, {} kept, {} refused{reason}",
        run.finished, run.read, run.kept, run.refused
    ));
    for line in &run.lines {
        let at = line.line.map(|number| format!(":{number}")).unwrap_or_default();
        let severity = format!("{:?}", line.severity).to_lowercase();
        print::line(format!("    {severity}: {}{at} {}", line.file, line.reason));
    }
}

pub(super) async fn logs(data: &Path, name: Option<&str>, limit: i64, json: bool) -> anyhow::Result<()> {
    let storage = open(data).await?;
    if let Some(name) = name {
        known(&storage, name).await?;
    }
    let lines = storage.logs(name, limit).await?;
    if json {
        return print::json(&lines);
    }
    if lines.is_empty() {
        print::progress("nothing was written yet");
    }
    for line in lines {
        let origin = match line.origin {
            LogOrigin::Plugin => "says",
            LogOrigin::Hub => "hub",
        };
        print::line(format!(
            "{} {:<5} {} [{}] {origin}: {}",
            line.at, line.level, line.plugin, line.call, line.message
        ));
    }
    Ok(())
}
