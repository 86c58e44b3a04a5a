//! Runs `parvis plugin check` on bytes and says how it ended.

use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tests_harness::binary;
use tests_hostile_plugins::write;

/// How a check ended.
pub(crate) struct Verdict {
    pub(crate) code: Option<i32>,
    pub(crate) said: String,
    pub(crate) took: Duration,
}

impl Verdict {
    pub(crate) fn is_taken(&self) -> bool {
        self.code == Some(0)
    }

    /// Refused in one calm line that names the file, with these words.
    pub(crate) fn must_be_refused(&self, case: &str, words: &str) {
        let said = &self.said;
        assert_eq!(self.code, Some(1), "{case}: {said}");
        assert!(said.contains("hostile.wasm is refused"), "{case}: {said}");
        assert!(said.contains(words), "{case}: {words:?} is not in {said}");
        assert!(!said.contains("panicked"), "{case}: {said}");
    }
}

/// `parvis plugin check`, with a configuration file of these lines.
pub(crate) fn check(bytes: &[u8], config: &str) -> Verdict {
    let folder = tempfile::tempdir().expect("a folder");
    let file = write(folder.path(), "hostile", bytes);
    let config = config_file(&folder, config);
    let mut command = Command::new(binary());
    command.args(["plugin", "check"]).arg(&file).arg("--config").arg(&config);
    let began = Instant::now();
    let output = command.output().expect("started");
    Verdict {
        code: output.status.code(),
        said: String::from_utf8_lossy(&output.stderr).into_owned(),
        took: began.elapsed(),
    }
}

/// A configuration file of these lines.
pub(crate) fn config_file(folder: &TempDir, lines: &str) -> std::path::PathBuf {
    let file = folder.path().join("hub.toml");
    std::fs::write(&file, lines).expect("written");
    file
}
