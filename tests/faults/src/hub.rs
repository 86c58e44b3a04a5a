//! The built hub on a data folder that the test chooses, with a disk that may fail.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tests_harness::{Browser, Output, Process, wait_until};

use crate::Disk;

/// How long a hub may take to be ready: the first start compiles its plugins.
const READY: Duration = Duration::from_secs(120);

/// A hub. It ends when it is dropped.
pub struct Hub {
    process: Process,
    data: PathBuf,
    disk: Option<Disk>,
    url: Option<String>,
}

impl Hub {
    /// Starts `parvis ARGUMENTS` on the data folder and waits until it is ready or ends. What it says goes into `logs`.
    pub fn start(arguments: &[&str], data: &Path, logs: &Path, disk: Option<Disk>) -> Self {
        let mut command = parvis(data, disk.as_ref());
        command.args(arguments).args(["--listen", "127.0.0.1:0"]).arg("--data").arg(data);
        let mut process = Process::start(command, logs, "hub");
        let mut url = None;
        let settled = || {
            url = address(&process.stdout());
            url.is_some() || process.ended().is_some()
        };
        wait_until(settled, READY);
        Self { process, data: data.to_owned(), disk, url }
    }

    /// True if it listens.
    pub fn is_ready(&self) -> bool {
        self.url.is_some()
    }

    /// True while the process lives.
    pub fn runs(&mut self) -> bool {
        self.process.ended().is_none()
    }

    /// What it complained about.
    pub fn stderr(&self) -> String {
        self.process.stderr()
    }

    /// A browser that has never been here.
    ///
    /// # Panics
    /// If the hub is not ready, with its words.
    pub fn browser(&self) -> Browser {
        let url = self.url.as_deref();
        Browser::new(url.unwrap_or_else(|| panic!("the hub is not ready:\n{}", self.process.stderr())))
    }

    /// Runs a command of the binary on the hub's data folder and disk.
    pub fn command(&self, arguments: &[&str]) -> Output {
        said(&self.data, self.disk.as_ref(), arguments)
    }

    /// Asks it to stop.
    pub fn stop(&mut self) -> bool {
        self.process.stop()
    }
}

/// Runs `parvis ARGUMENTS --data FOLDER` to its end.
///
/// # Panics
/// If it cannot be started.
pub fn said(data: &Path, disk: Option<&Disk>, arguments: &[&str]) -> Output {
    let mut command = parvis(data, disk);
    command.args(arguments).arg("--data").arg(data);
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    Output {
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn parvis(home: &Path, disk: Option<&Disk>) -> Command {
    let mut command = Command::new(tests_harness::binary());
    command.env_clear().env("HOME", home).env("PATH", std::env::var_os("PATH").unwrap_or_default());
    if let Some(disk) = disk {
        disk.put_into(&mut command);
    }
    command
}

fn address(printed: &str) -> Option<String> {
    let line = printed.lines().find(|line| line.contains("http://127.0.0.1:"))?;
    let url = &line[line.find("http://")?..];
    url.strip_suffix('/').map(str::to_owned)
}

/// Copies a folder with all that is in it.
///
/// # Panics
/// If that cannot be done.
pub fn copy_folder(from: &Path, to: &Path) {
    let copied = Command::new("cp").arg("-r").arg(from).arg(to).status();
    assert!(copied.is_ok_and(|status| status.success()), "{} is not copied", from.display());
}
