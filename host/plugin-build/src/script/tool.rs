//! Programs that wrap a script into a component: finding and running them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::{BuildError, Ended, run_limited};

/// How long wrapping may take. Python takes about 20 s.
const LIMIT: Duration = Duration::from_secs(300);

/// A program that wraps a script.
pub(super) struct Tool {
    /// Its name.
    pub(super) name: &'static str,
    /// Where a plugin's folder, or one above it, keeps programs of this kind.
    pub(super) kept_in: &'static str,
    /// The commands that bring the version with which this hub is tested, typed in the plugin's folder.
    pub(super) install: &'static str,
}

impl Tool {
    /// The program: in one of `folders`, kept by the plugin's folder or one above, else on the path.
    pub(super) fn find(&self, plugin: &Path, folders: &[PathBuf]) -> Result<PathBuf, BuildError> {
        let given = folders.iter().map(|folder| folder.join(self.name));
        let own = plugin.ancestors().map(|above| above.join(self.kept_in).join(self.name));
        let path = std::env::var_os("PATH").unwrap_or_default();
        let on_path: Vec<PathBuf> =
            std::env::split_paths(&path).map(|folder| folder.join(self.name)).collect();
        let mut all = given.chain(own).chain(on_path);
        all.find(|program| program.is_file()).ok_or_else(|| {
            BuildError::Tool(format!("{} is not here; in the plugin's folder: {}", self.name, self.install))
        })
    }

    /// What it says of itself; empty if it says nothing.
    pub(super) fn version(&self, program: &Path) -> String {
        let said = Command::new(program).arg("--version").output();
        said.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default()
    }

    /// Runs it to its end; a failure holds its own words.
    pub(super) fn run(&self, command: &mut Command, plugin: &str) -> Result<(), BuildError> {
        let start = |source| BuildError::Start { program: self.name.into(), source };
        match run_limited(command, LIMIT).map_err(start)? {
            Ended::Exited { status, .. } if status.success() => Ok(()),
            Ended::Exited { stderr, .. } => {
                Err(BuildError::Tool(format!("{} refuses {plugin}:\n{}", self.name, stderr.trim())))
            }
            Ended::TimedOut => {
                Err(BuildError::Tool(format!("{} did not end within {} s", self.name, LIMIT.as_secs())))
            }
        }
    }
}
