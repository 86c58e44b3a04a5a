//! `parvis plugin build` and `check`: need no hub.

use std::path::{Path, PathBuf};

use anyhow::Context;
use parvis_plugin_runtime::Inspection;
use serde_json::json;

use super::print;

pub(super) fn build(folder: &Path, out: Option<PathBuf>, json: bool) -> anyhow::Result<()> {
    let options = parvis_plugin_build::Options {
        out_dir: out.unwrap_or_else(|| PathBuf::from("target/plugins")),
        ..Default::default()
    };
    let built = parvis_plugin_build::build(folder, &options, &mut |step| print::progress(step))?;
    for complaint in parvis_plugin_build::unasked(&built.imports, &built.manifest) {
        print::progress(format!("{} will be refused: {complaint}", built.manifest.name));
    }
    if json {
        return print::json(&json!({
            "file": built.path,
            "digest": built.digest,
            "bytes": built.size,
            "name": built.manifest.name,
            "version": built.manifest.version,
        }));
    }
    print::line(format!("{} ({} kB)", built.path.display(), built.size / 1000));
    Ok(())
}

pub(super) fn check(file: &Path, json: bool) -> anyhow::Result<()> {
    let (inspection, _) = read(file)?;
    if json {
        return print::json(&described(&inspection));
    }
    print::line(format!("{} {}", inspection.manifest.name, inspection.manifest.version));
    print::line(format!("  fits contract {}, {} kB", inspection.manifest.contract, inspection.size / 1000));
    print::line(format!("  offers: {}", print::list(&inspection.exports)));
    print::line(format!("  can use: {}", print::list(&inspection.imports)));
    for (permission, reason) in &inspection.manifest.asks {
        print::line(format!("  asks {permission}: {}", reason.fallback()));
    }
    Ok(())
}

/// A component that this hub takes, checked as far as possible without calling it.
pub(super) fn read(file: &Path) -> anyhow::Result<(Inspection, Vec<u8>)> {
    let bytes = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let inspection =
        parvis_plugin_runtime::check(&bytes).with_context(|| format!("{} is refused", file.display()))?;
    Ok((inspection, bytes))
}

pub(super) fn described(inspection: &Inspection) -> serde_json::Value {
    json!({
        "manifest": inspection.manifest,
        "digest": inspection.digest,
        "bytes": inspection.size,
        "imports": inspection.imports,
        "exports": inspection.exports,
    })
}
