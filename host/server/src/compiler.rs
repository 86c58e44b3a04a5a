//! Who reads and compiles plugins' components for this binary: workers made from itself.

use std::path::PathBuf;

use parvis_plugin_runtime::{Compile, Compiler};

use crate::limits::LimitsSection;

/// The program that this process runs, also where its file was replaced meanwhile: what a worker compiles fits this
/// process only if both are the same.
const THIS_PROGRAM: &str = "/proc/self/exe";

/// A compiler within the limits of the configuration.
pub(crate) fn compiler(limits: &LimitsSection) -> anyhow::Result<Compiler> {
    Ok(Compiler {
        place: Compile::Worker(PathBuf::from(THIS_PROGRAM)),
        component: limits.component.limits()?,
        limits: limits.compile.limits()?,
    })
}
