//! One round: a folder, a writer on it, what was answered, what is found afterwards.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use tempfile::TempDir;
use tests_faults::{Answered, Counts, Disk, check, copy_folder};
use tokio::runtime::Runtime;

/// A folder with a database in `disk/data` and the writer's list beside it. `disk` is what the shim watches.
pub(crate) struct Round {
    folder: TempDir,
    runtime: Runtime,
}

impl Round {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("disk")).expect("the disk");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Self { folder, runtime }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.path("disk")
    }

    pub(crate) fn database(&self) -> PathBuf {
        self.path("disk/data/hub.db")
    }

    pub(crate) fn disk(&self) -> Disk {
        Disk::of(&self.root()).counting(&self.path("counts"))
    }

    pub(crate) fn counts(&self) -> Counts {
        Counts::read(&self.path("counts"))
    }

    /// An empty folder for the shadow.
    pub(crate) fn shadow(&self) -> PathBuf {
        let shadow = self.path("shadow");
        // It may be there from the round before.
        let _ = std::fs::remove_dir_all(&shadow);
        std::fs::create_dir(&shadow).expect("a folder for the shadow");
        shadow
    }

    /// The power is cut: only what had reached the disk is left.
    pub(crate) fn cut_power(&self) {
        std::fs::remove_dir_all(self.root()).expect("removed");
        copy_folder(&self.path("shadow/d"), &self.root());
    }

    fn writer(&self, kind: &str, disk: Option<&Disk>, synchronous: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_faults-writer"));
        command.arg(kind).arg(self.database()).arg(self.path("answers")).arg(synchronous);
        if let Some(disk) = disk {
            disk.put_into(&mut command);
        }
        command
    }

    /// Does a job to its end.
    pub(crate) fn run(&self, kind: &str, disk: Option<&Disk>) -> Output {
        self.writer(kind, disk, "full").output().expect("the writer runs")
    }

    /// Begins a job that is to be killed.
    pub(crate) fn begin(&self, kind: &str, disk: Option<&Disk>, synchronous: &str) -> Child {
        let mut writer = self.writer(kind, disk, synchronous);
        writer.stdout(Stdio::null()).spawn().expect("the writer runs")
    }

    pub(crate) fn answered(&self) -> Answered {
        Answered::read(&self.path("answers"))
    }

    /// What a start finds now; the error is what is not as promised.
    pub(crate) fn check(&self) -> Result<(), String> {
        self.runtime.block_on(check(&self.database(), &self.answered()))
    }
}

/// Kills a process at once.
pub(crate) fn kill(mut child: Child) {
    child.kill().expect("killed");
    child.wait().expect("ended");
}

/// The writer's words about what failed: step, kind of error, sentence.
pub(crate) fn failures(output: &Output) -> Vec<(String, String, String)> {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let parts = |line: &str| {
        let (step, rest) = line.strip_prefix("failed ")?.split_once(' ')?;
        let (kind, words) = rest.split_once(": ")?;
        Some((step.to_owned(), kind.to_owned(), words.to_owned()))
    };
    text.lines().filter_map(parts).collect()
}

/// A table's line that is seen also when the test passes and the runner swallows its output.
pub(crate) fn say(line: &str) {
    use std::io::Write;
    // Nobody to hear it is no failure.
    let _ = std::io::stderr().write_all(format!("{line}\n").as_bytes());
}

/// The folder in which a sentence says that the trouble is.
pub(crate) fn names(words: &str, folder: &Path) -> bool {
    words.contains(&folder.display().to_string())
}
