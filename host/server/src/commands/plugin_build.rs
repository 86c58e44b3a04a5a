//! `parvis plugin build` and `check`: need no hub.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use parvis_plugin_runtime::{Inspection, NativeCache};
use serde_json::json;

use super::print;
use crate::compiler::compiler;
use crate::limits::LimitsSection;

pub(super) fn build(
    folder: &Path,
    component: Option<&Path>,
    out: Option<PathBuf>,
    json: bool,
) -> anyhow::Result<()> {
    let options = parvis_plugin_build::Options {
        out_dir: out.unwrap_or_else(|| PathBuf::from("target/plugins")),
        ..Default::default()
    };
    let built = match component {
        Some(made) => parvis_plugin_build::build_from(folder, made, &options)?,
        None => parvis_plugin_build::build(folder, &options, &mut |step| print::progress(step))?,
    };
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

pub(super) fn check(file: &Path, limits: &LimitsSection, json: bool) -> anyhow::Result<()> {
    let (inspection, _) = read(file, limits, None)?;
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

/// A component that this hub takes, checked as far as possible without calling it. Its native code is kept for the hub in
/// `native` if there is one.
pub(super) fn read(
    file: &Path,
    limits: &LimitsSection,
    native: Option<&NativeCache>,
) -> anyhow::Result<(Inspection, Vec<u8>)> {
    let compiler = compiler(limits)?;
    let refused = || format!("{} is refused", file.display());
    let bytes = read_at_most(file, compiler.component.size_bytes).with_context(refused)?;
    let inspection = parvis_plugin_runtime::check(&bytes, &compiler, &limits.limits()?, native);
    Ok((inspection.with_context(refused)?, bytes))
}

/// A file's bytes. What is too large is not even read.
fn read_at_most(file: &Path, most: usize) -> anyhow::Result<Vec<u8>> {
    let unreadable = || format!("{} cannot be read", file.display());
    let open = std::fs::File::open(file).with_context(unreadable)?;
    let length = open.metadata().with_context(unreadable)?.len();
    let mut bytes = Vec::new();
    open.take(most as u64 + 1).read_to_end(&mut bytes).with_context(unreadable)?;
    ensure!(
        bytes.len() <= most,
        "the component has {} bytes; at most {most} are taken ([limits.component] size-mib)",
        length.max(bytes.len() as u64)
    );
    Ok(bytes)
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
