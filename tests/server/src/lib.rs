//! The hub as a server under attack: helpers that open raw connections, measure others meanwhile, and read the process.
//! It must never know: any crate of the host; it sees only the binary, its answers and its process.
//! To add an attack: a test in the file of its kind in `tests/`; a helper that only one file needs stays there.
//! Tested by the tests that use it: each was seen to fail without the limit that it shows.

mod crowd;
mod process;
mod raw;
mod times;

use std::path::{Path, PathBuf};

use tempfile::TempDir;
use tests_harness::{Hub, Launch, workspace};

pub use crowd::Crowd;
pub use process::{Usage, open_files, raise_open_files};
pub use raw::{Raw, SAFETY};
pub use times::{Table, Times};

/// A hub with a configuration file of its own. The file lives as long as this.
pub struct Configured {
    /// The hub.
    pub hub: Hub,
    /// The configuration file.
    pub file: PathBuf,
    _folder: TempDir,
}

impl Configured {
    /// Starts the demo with these lines of configuration.
    ///
    /// # Panics
    /// If it does not start.
    pub fn start(lines: &str) -> Self {
        Self::with(lines, |file| Launch::demo().arg("--config").arg(&file.display().to_string()))
    }

    /// Starts a hub of the sample territory without plugins, which takes no time, with these lines of configuration.
    ///
    /// # Panics
    /// If it does not start.
    pub fn bare(lines: &str) -> Self {
        let sample = workspace().join("host/server/sample");
        let territory = std::fs::read_to_string(sample.join("territory.toml"))
            .unwrap_or_else(|error| panic!("the sample territory: {error}"));
        let outlines = format!("outlines = \"{}\"", sample.join("outlines.geojson").display());
        let territory =
            territory.replace("outlines = \"outlines.geojson\"", &outlines).replace("\n[[", "\n[[territory.");
        Self::with(&format!("{lines}\n[territory]\n{territory}"), Launch::serve)
    }

    fn with(lines: &str, launch: impl FnOnce(&Path) -> Launch) -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("temporary folder: {error}"));
        let file = folder.path().join("hub.toml");
        std::fs::write(&file, lines).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let hub = launch(&file).start();
        Self { hub, file, _folder: folder }
    }

    /// `127.0.0.1:PORT`.
    pub fn address(&self) -> &str {
        self.hub.url().trim_start_matches("http://")
    }

    /// What the process takes at this moment.
    pub fn usage(&self) -> Usage {
        Usage::of(self.hub.pid())
    }
}
