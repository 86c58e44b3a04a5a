//! The tools of languages other than Rust, installed into `target/tools` as their lock files say, never into the machine.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result};
use parvis_plugin_build::run_limited;

use crate::needs::package;
use crate::repository::Repository;
use crate::steps::Outcome;

const LIMIT: Duration = Duration::from_secs(300);

/// A language whose plugins need a tool of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    JavaScript,
    Python,
}

impl Language {
    /// The language of a plugin's folder; none for Rust.
    pub(crate) fn of(plugin: &Path) -> Option<Language> {
        match plugin {
            _ if plugin.join("Cargo.toml").exists() => None,
            _ if plugin.join("package.json").exists() => Some(Language::JavaScript),
            _ => Some(Language::Python),
        }
    }

    fn folder(self) -> &'static str {
        match self {
            Language::JavaScript => "javascript",
            Language::Python => "python",
        }
    }

    /// What must not change between two installs.
    fn lock(self) -> &'static str {
        match self {
            Language::JavaScript => "package-lock.json",
            Language::Python => "requirements.txt",
        }
    }

    fn home(self, repository: &Repository) -> PathBuf {
        repository.path("target/tools").join(self.folder())
    }

    /// Where the programs are once they are installed; none where they are not.
    pub(crate) fn programs(self, repository: &Repository) -> Option<PathBuf> {
        let home = self.home(repository);
        let inside = match self {
            Language::JavaScript => "node_modules/.bin",
            Language::Python => "bin",
        };
        is_installed(&home, &self.source(repository).join(self.lock())).then(|| home.join(inside))
    }

    fn source(self, repository: &Repository) -> PathBuf {
        repository.path("tests/other-languages/tools").join(self.folder())
    }

    /// Installs the tools unless they are there already. Where that is not possible the reason is the answer.
    pub(crate) fn install(self, repository: &Repository) -> Result<Outcome> {
        if self.programs(repository).is_some() {
            return Ok(Outcome::Done);
        }
        let needed = match self {
            Language::JavaScript => package("npm")?,
            Language::Python => python(),
        };
        if let Outcome::Skipped(reason) = needed {
            return Ok(Outcome::Skipped(reason));
        }
        let (home, source) = (self.home(repository), self.source(repository));
        std::fs::create_dir_all(&home).with_context(|| home.display().to_string())?;
        let steps = match self {
            Language::JavaScript => javascript_steps(&home, &source)?,
            Language::Python => python_steps(&home, &source),
        };
        for mut step in steps {
            if let Some(reason) = run_limited(&mut step, LIMIT)?.failure() {
                let program = step.get_program().to_string_lossy().into_owned();
                return Ok(Outcome::Skipped(format!("{program} cannot install the tools: {reason}")));
            }
        }
        std::fs::copy(source.join(self.lock()), home.join(INSTALLED)).context("the stamp of the tools")?;
        Ok(Outcome::Done)
    }
}

/// A copy of the lock file that was installed, written last.
const INSTALLED: &str = "installed";

fn is_installed(home: &Path, lock: &Path) -> bool {
    let (done, wanted) = (std::fs::read(home.join(INSTALLED)), std::fs::read(lock));
    matches!((done, wanted), (Ok(done), Ok(wanted)) if done == wanted)
}

fn javascript_steps(home: &Path, source: &Path) -> Result<Vec<Command>> {
    for file in ["package.json", "package-lock.json"] {
        std::fs::copy(source.join(file), home.join(file)).with_context(|| file.to_owned())?;
    }
    let mut npm = Command::new("npm");
    npm.args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]).current_dir(home);
    Ok(vec![npm])
}

fn python_steps(home: &Path, source: &Path) -> Vec<Command> {
    let mut environment = Command::new("python3");
    environment.args(["-m", "venv"]).arg(home);
    let mut pip = Command::new(home.join("bin/pip"));
    pip.args(["install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "-r"]);
    pip.arg(source.join("requirements.txt"));
    vec![environment, pip]
}

/// Python with its own environments, which Debian packages apart.
fn python() -> Outcome {
    let has = Command::new("python3").args(["-c", "import ensurepip, venv"]).output();
    match has.is_ok_and(|output| output.status.success()) {
        true => Outcome::Done,
        false => {
            Outcome::Skipped("python3 with venv is missing; on Debian: `apt-get install python3-venv`".into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_are_installed_until_the_lock_file_changes() {
        let home = std::env::temp_dir().join(format!("parvis-tools-{}", std::process::id()));
        std::fs::create_dir_all(&home).expect("a folder");
        let lock = home.join("lock");
        std::fs::write(&lock, "one").expect("written");
        assert!(!is_installed(&home, &lock));
        std::fs::copy(&lock, home.join(INSTALLED)).expect("copied");
        assert!(is_installed(&home, &lock));
        std::fs::write(&lock, "two").expect("written");
        assert!(!is_installed(&home, &lock));
        std::fs::remove_dir_all(&home).expect("removed");
    }

    #[test]
    fn the_language_is_seen_in_the_files() {
        let repository = Repository::find().expect("a checkout");
        let of = |name: &str| Language::of(&repository.path("tests/other-languages/guests").join(name));
        assert_eq!(of("rust"), None);
        assert_eq!(of("javascript"), Some(Language::JavaScript));
        assert_eq!(of("python"), Some(Language::Python));
    }
}
