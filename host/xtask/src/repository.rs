//! Where things are, and how programs are started there.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The checkout in which `cargo xtask` was called.
#[derive(Debug, Clone)]
pub(crate) struct Repository {
    root: PathBuf,
}

impl Repository {
    /// Cargo tells where this crate is; the root is two folders above.
    pub(crate) fn find() -> Result<Self> {
        let own = std::env::var_os("CARGO_MANIFEST_DIR").context("start this through `cargo xtask`")?;
        let root = Path::new(&own).ancestors().nth(2).context("host/xtask has left its place")?;
        Ok(Repository { root: root.to_owned() })
    }

    /// A checkout of a test.
    #[cfg(test)]
    pub(crate) fn at(root: &Path) -> Self {
        Repository { root: root.to_owned() }
    }

    /// A path inside the checkout.
    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside)
    }

    /// A file made by Cargo for the host.
    pub(crate) fn built(&self, inside: &str) -> PathBuf {
        let target = std::env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
        self.root.join(target).join(inside)
    }

    /// Cargo with arguments, started in the root.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = parvis_plugin_build::cargo();
        command.args(arguments).current_dir(&self.root);
        command
    }
}

/// Runs a program to its end; a failure names what was run.
pub(crate) fn check(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = command.status().with_context(|| format!("`{shown}` could not be started"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status}): see its messages above");
    }
    Ok(())
}

/// The command as it would be typed, without the folder of the program.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// Whether a program answers to `--version`.
pub(crate) fn answers(command: &mut Command) -> bool {
    command.arg("--version").output().is_ok_and(|output| output.status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_the_house() {
        let repository = Repository::find().expect("a checkout");
        assert!(repository.path("host/xtask/Cargo.toml").exists());
        assert!(repository.built("debug").ends_with("debug"));
    }

    #[test]
    fn a_failure_names_what_was_run() {
        let error = check(Command::new("/bin/sh").args(["-c", "exit 3"])).expect_err("refused").to_string();
        assert!(error.contains("`sh -c exit 3` failed") && error.contains('3'), "{error}");
        let absent = check(&mut Command::new("no-such-program")).expect_err("refused").to_string();
        assert!(absent.contains("could not be started"), "{absent}");
    }

    #[test]
    fn only_what_is_there_answers() {
        assert!(answers(&mut Command::new("cargo")));
        assert!(!answers(&mut Command::new("no-such-program")));
    }
}
