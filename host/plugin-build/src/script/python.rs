//! Python: componentize-py wraps the program together with CPython.

use std::path::Path;
use std::process::Command;

use super::tool::Tool;
use super::{EXPORTS, ScriptFolder, write};
use crate::{BuildError, world};

pub(super) const TOOL: Tool = Tool {
    name: "componentize-py",
    kept_in: ".venv/bin",
    install: "python3 -m venv .venv && .venv/bin/pip install componentize-py==0.25.1",
};

/// What programs import as `parvis`.
pub(super) const SDK: &str = include_str!("../../../../plugins/sdk/python/parvis.py");

/// The module that componentize-py starts from.
const FIRST: &str = "parvis_first";

/// The command that wraps the program.
pub(super) fn command(
    plugin: &ScriptFolder,
    program: &Path,
    staging: &Path,
    out: &Path,
) -> Result<Command, BuildError> {
    let modules = staging.join("python");
    write(&modules.join("parvis.py"), SDK)?;
    write(&modules.join(format!("{FIRST}.py")), &guarded(&plugin.exports))?;
    let mut command = Command::new(program);
    command.arg("--quiet").arg("--wit-path").arg(staging.join("wit")).args(["--world", world::NAME]);
    command.args(["componentize", "--stub-wasi"]);
    command.arg("--python-path").arg(&plugin.path).arg("--python-path").arg(modules);
    command.arg("--output").arg(out).arg(FIRST);
    // A plugin's own packages are those of its own environment, never those of the machine.
    command.env("VIRTUAL_ENV", plugin.path.join(".venv"));
    Ok(command)
}

/// A module that offers what the program does, guarded: what it raises is in the log before the call ends.
fn guarded(exports: &[&str]) -> String {
    let offered = EXPORTS.iter().filter(|(interface, _)| exports.contains(interface));
    let parts = offered.map(|(_, class)| format!("{class} = parvis.guarded(app.{class})\n"));
    format!("import app\nimport parvis\n\n{}", parts.collect::<String>())
}
