//! Calling Cargo: for the guests of one workspace, all at once, and for whoever starts Cargo from inside Cargo.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::folder::PluginFolder;
use crate::toolchain::{TARGET, Toolchain};
use crate::{BuildError, Options};

/// Variables that an outer `cargo run` leaves behind. Build scripts of some crates watch them, and would run again.
const LEFT_BY_CARGO: &[&str] =
    &["CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_BIN_", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE", "OUT_DIR"];
/// Variables that are meant for the host's own code.
const FOR_THE_HOST: &[&str] = &[
    "RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_BUILD_",
    "CARGO_PROFILE_",
    "CARGO_INCREMENTAL",
    "RUSTC_WORKSPACE_WRAPPER",
];
/// The profile of guests, for workspaces that do not write it themselves.
const PROFILE: &[&str] = &[
    "profile.plugin.inherits=\"release\"",
    "profile.plugin.opt-level=3",
    "profile.plugin.lto=true",
    "profile.plugin.codegen-units=1",
    "profile.plugin.panic=\"abort\"",
    "profile.plugin.strip=\"debuginfo\"",
];

/// The Cargo that started this program, else the one on the path, without what an outer Cargo left in the environment.
pub fn cargo() -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    remove(&mut command, LEFT_BY_CARGO);
    command
}

fn remove(command: &mut Command, prefixes: &[&str]) {
    for (name, _) in std::env::vars_os() {
        if prefixes.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            command.env_remove(name);
        }
    }
}

/// The folder of the workspace to which a crate belongs; a crate alone is its own workspace.
pub(crate) fn workspace_root(folder: &Path) -> Result<PathBuf, BuildError> {
    let mut command = cargo();
    command.args(["locate-project", "--workspace", "--message-format", "plain"]).current_dir(folder);
    let output = command.stderr(Stdio::inherit()).output().map_err(start)?;
    let manifest = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    match manifest.parent() {
        Some(root) if output.status.success() => Ok(root.to_owned()),
        _ => Err(BuildError::Crate {
            path: folder.join("Cargo.toml"),
            reason: "cargo cannot read it: see its message above".into(),
        }),
    }
}

fn start(source: std::io::Error) -> BuildError {
    BuildError::Start { program: "cargo".into(), source }
}

/// One message of Cargo, as far as it is read here.
#[derive(Deserialize)]
struct Message {
    reason: String,
    #[serde(default)]
    manifest_path: PathBuf,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

/// Compiles plugins of one workspace and returns their core modules in the same order. One run of Cargo does for all,
/// but for crates that are a library for tests too: `cargo rustc` makes each of them a cdylib alone.
/// Cargo's own messages go to standard error.
pub(crate) fn compile(
    root: &Path,
    folders: &[&PluginFolder],
    toolchain: Toolchain,
    options: &Options,
) -> Result<Vec<PathBuf>, BuildError> {
    let (mixed, plain): (Vec<_>, Vec<_>) = folders.iter().copied().partition(|folder| folder.is_mixed);
    let mut messages = Vec::new();
    for run in mixed.chunks(1).chain(Some(&plain[..]).filter(|plain| !plain.is_empty())) {
        messages.extend(messages_of(command(root, run, toolchain, options)?, run)?);
    }
    let modules: Option<Vec<_>> = folders.iter().map(|folder| module_of(folder, &messages)).collect();
    modules.ok_or_else(|| no_module(folders))
}

/// Runs Cargo to its end.
fn messages_of(mut command: Command, folders: &[&PluginFolder]) -> Result<Vec<Message>, BuildError> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().map_err(start)?;
    let mut messages = Vec::new();
    if let Some(stdout) = child.stdout.take() {
        let lines = BufReader::new(stdout).lines().map_while(Result::ok);
        messages.extend(lines.filter_map(|line| serde_json::from_str::<Message>(&line).ok()));
    }
    match child.wait().map_err(start)?.success() {
        true => Ok(messages),
        false => Err(no_module(folders)),
    }
}

fn no_module(folders: &[&PluginFolder]) -> BuildError {
    let crates: Vec<_> = folders.iter().map(|folder| folder.package.as_str()).collect();
    BuildError::Compile { crates: crates.join(", ") }
}

fn command(
    root: &Path,
    folders: &[&PluginFolder],
    toolchain: Toolchain,
    options: &Options,
) -> Result<Command, BuildError> {
    let mut command = cargo();
    remove(&mut command, FOR_THE_HOST);
    command.current_dir(folders.first().map_or(root, |folder| folder.path()));
    match folders {
        [one] if one.is_mixed => command.args(["rustc", "--crate-type", "cdylib"]),
        _ => command.arg("build"),
    };
    command.args(["--lib", "--profile", "plugin", "--target", TARGET]);
    command.args(["--message-format", "json-render-diagnostics"]);
    for folder in folders {
        command.args(["--package", &folder.package]);
    }
    if options.offline {
        command.arg("--offline");
    }
    if !has_profile(root)? {
        command.args(PROFILE.iter().flat_map(|setting| ["--config", setting]));
    }
    toolchain.apply(&mut command);
    command.env("CARGO_TARGET_DIR", options.guests_dir(root)).env("CARGO_ENCODED_RUSTFLAGS", remap(root));
    Ok(command)
}

/// Panic messages inside the component must not name folders of the machine that built it.
fn remap(root: &Path) -> OsString {
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".cargo"));
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or(home);
    let mut flags = OsString::from("--remap-path-prefix=");
    flags.push(root);
    flags.push("=.");
    if let Some(cargo_home) = cargo_home {
        flags.push("\x1f--remap-path-prefix=");
        flags.push(cargo_home);
        flags.push("=cargo");
    }
    flags
}

fn has_profile(root: &Path) -> Result<bool, BuildError> {
    let path = root.join("Cargo.toml");
    let text = std::fs::read_to_string(&path).map_err(BuildError::file(&path))?;
    let table: toml::Table =
        toml::from_str(&text).map_err(|e| BuildError::Crate { path, reason: e.to_string() })?;
    Ok(table.get("profile").is_some_and(|profiles| profiles.get("plugin").is_some()))
}

fn module_of(folder: &PluginFolder, messages: &[Message]) -> Option<PathBuf> {
    let artifacts = messages.iter().filter(|message| message.reason == "compiler-artifact");
    let mut own = artifacts.filter(|message| message.manifest_path == folder.cargo_toml);
    own.find_map(|message| {
        message.filenames.iter().find(|file| file.extension().is_some_and(|e| e == "wasm")).cloned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_an_outer_cargo_reaches_an_inner_one() {
        // `cargo test` sets CARGO_MANIFEST_DIR and CARGO_PKG_NAME for this very process.
        assert!(std::env::var_os("CARGO_MANIFEST_DIR").is_some());
        let command = cargo();
        let removed: Vec<_> =
            command.get_envs().filter(|(_, value)| value.is_none()).map(|(name, _)| name).collect();
        assert!(removed.iter().any(|name| *name == "CARGO_MANIFEST_DIR"), "{removed:?}");
        assert!(removed.iter().any(|name| *name == "CARGO_PKG_NAME"), "{removed:?}");
    }

    #[test]
    fn this_workspace_writes_the_profile_of_guests_itself() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = workspace_root(folder).expect("a workspace");
        assert!(has_profile(&root).expect("readable"));
        assert!(!has_profile(folder).expect("readable"));
    }

    #[test]
    fn a_module_is_found_among_the_messages() {
        let folder = PluginFolder {
            manifest: crate::componentize::tests::manifest(),
            cargo_toml: "/p/Cargo.toml".into(),
            package: "plugin-probe".into(),
            is_mixed: false,
        };
        let message = |line: &str| serde_json::from_str::<Message>(line).expect("a message");
        let messages = [
            message(r#"{"reason":"build-script-executed"}"#),
            message(
                r#"{"reason":"compiler-artifact","manifest_path":"/q/Cargo.toml","filenames":["/t/q.wasm"]}"#,
            ),
            message(
                r#"{"reason":"compiler-artifact","manifest_path":"/p/Cargo.toml","filenames":["/t/p.rlib","/t/p.wasm"]}"#,
            ),
        ];
        assert_eq!(module_of(&folder, &messages), Some(PathBuf::from("/t/p.wasm")));
        assert_eq!(module_of(&folder, &messages[..2]), None);
    }
}
