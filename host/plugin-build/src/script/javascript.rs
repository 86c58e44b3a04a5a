//! JavaScript: jco wraps the program together with the engine QuickJS.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use super::tool::Tool;
use super::{ScriptFolder, write};
use crate::{BuildError, folder, world};

pub(super) const TOOL: Tool = Tool {
    name: "jco",
    kept_in: "node_modules/.bin",
    install: "npm install --save-dev @bytecodealliance/jco@1.35.0",
};

/// What programs import as `parvis`.
pub(super) const SDK: &str = include_str!("../../../../plugins/sdk/javascript/parvis.js");

const PACKAGE: &str =
    "{ \"name\": \"parvis\", \"version\": \"0.1.0\", \"type\": \"module\", \"exports\": \"./index.js\" }\n";

#[derive(Deserialize)]
struct PackageJson {
    main: Option<PathBuf>,
}

/// The program's first file: `main` of `package.json`, else `app.js`.
pub(super) fn entry(path: &Path) -> Result<PathBuf, BuildError> {
    let file = path.join("package.json");
    let parsed: Result<PackageJson, _> = serde_json::from_str(&folder::read(&file)?);
    let parsed = parsed.map_err(|error| BuildError::Crate { path: file, reason: error.to_string() })?;
    Ok(parsed.main.unwrap_or_else(|| PathBuf::from("app.js")))
}

/// The command that wraps the program. QuickJS finds modules only below the folder, so `parvis` is put there.
pub(super) fn command(
    plugin: &ScriptFolder,
    program: &Path,
    staging: &Path,
    out: &Path,
) -> Result<Command, BuildError> {
    let sdk = plugin.path.join("node_modules/parvis");
    write(&sdk.join("package.json"), PACKAGE)?;
    write(&sdk.join("index.js"), SDK)?;
    let first = sdk.join("first.js");
    write(&first, &guarded(&plugin.entry, &plugin.exports))?;
    let mut command = Command::new(program);
    command.arg("componentize").arg(&first).arg("--wit").arg(staging.join("wit"));
    command.args(["--world-name", world::NAME, "--backend", "quickjs"]);
    command.args(["--backend-qjs-stub-wasi", "--backend-qjs-disable-async"]);
    command.arg("--cwd").arg(&plugin.path).arg("--out").arg(out);
    Ok(command)
}

/// A module that offers what the program does, guarded: what it throws is in the log before the call ends.
fn guarded(entry: &Path, exports: &[&str]) -> String {
    let parts =
        exports.iter().map(|name| format!("export const {name} = guarded(program.{name}, \"{name}\");\n"));
    format!(
        "import * as program from \"../../{}\";\nimport {{ guarded }} from \"parvis\";\n{}",
        entry.display(),
        parts.collect::<String>()
    )
}
