//! `parvis plugin list`, `inspect`, `logs`: what shows a hub.

use std::path::Path;

use anyhow::Context;
use parvis_model::{Grant, Instant, RunReport};
use parvis_plugin_runtime::Limits;
use parvis_storage::{LogOrigin, Storage};
use serde_json::json;

use super::{open, plugin_build, plugin_data::known, print};

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

pub(super) async fn inspect(data: &Path, name: &str, json: bool) -> anyhow::Result<()> {
    let storage = open(data).await?;
    let plugin = known(&storage, name).await?;
    let bytes = storage.component(&plugin.digest).await?.context("its component is not stored")?;
    let inspection = parvis_plugin_runtime::inspect(&bytes)?;
    let granted: Vec<Grant> =
        storage.grants().await?.into_iter().filter(|(of, _)| of == name).map(|(_, grant)| grant).collect();
    let sources: Vec<_> =
        storage.sources().await?.into_iter().filter(|source| source.plugin == name).collect();
    let reads = storage.reads(name, Instant(0)).await?;
    if json {
        return print::json(&json!({
            "component": plugin_build::described(&inspection),
            "enabled": plugin.enabled,
            "granted": granted,
            "sources": sources,
            "reads": reads,
            "limits": limits(),
        }));
    }
    let manifest = &inspection.manifest;
    let state = if plugin.enabled { "enabled" } else { "disabled" };
    print::line(format!("{} {} ({state}), by {}", manifest.name, manifest.version, manifest.maker));
    print::line(format!("  {}", manifest.summary.fallback()));
    print::line(format!("  can use: {}", inspection.imports.iter().cloned().collect::<Vec<_>>().join(", ")));
    for (permission, reason) in &manifest.asks {
        let has = if granted.iter().any(|grant| grant.permission == *permission) {
            "granted"
        } else {
            "not granted"
        };
        print::line(format!("  asks {permission} ({has}): {}", reason.fallback()));
    }
    for source in &sources {
        print::line(format!("  source {}: {} features", source.name, source.features));
        if let Some(run) = &source.last_run {
            report(run);
        }
    }
    for read in reads {
        print::line(format!("  read {} {} times on {}", read.subject, read.count, read.day));
    }
    print::line(format!("  limits: {}", limits()));
    Ok(())
}

fn report(run: &RunReport) {
    print::line(format!(
        "    last run {}: {:?}, {} read, {} kept, {} refused {}",
        run.finished, run.outcome, run.read, run.kept, run.refused, run.reason
    ));
    for line in &run.lines {
        let at = line.line.map(|number| format!(":{number}")).unwrap_or_default();
        print::line(format!("    {:?} {}{at} {}", line.severity, line.file, line.reason));
    }
}

fn limits() -> serde_json::Value {
    let limits = Limits::default();
    let call = |call: &parvis_plugin_runtime::CallLimits| {
        json!({
            "cpu-ms": call.cpu.as_millis() as u64,
            "wall-ms": call.wall.as_millis() as u64,
            "memory-bytes": call.memory_bytes,
            "host-call-bytes": call.host_call_bytes,
            "crossing-bytes": call.crossing_bytes,
            "host-calls": call.host_calls,
            "rows": call.rows,
            "log-lines": call.log_lines,
        })
    };
    json!({ "view": call(&limits.view), "refresh": call(&limits.refresh) })
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
