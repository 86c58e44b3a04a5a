//! A child process whose words go to files, and which never outlives its test.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use crate::wait_until;

/// How long a process may take to stop when it is asked to.
const STOP_LIMIT: Duration = Duration::from_secs(10);

/// A running child process. Asked to stop, then killed, when dropped.
pub struct Process {
    child: Child,
    /// When it was started.
    pub started: Instant,
    stdout: PathBuf,
    stderr: PathBuf,
}

impl Process {
    /// Starts the command; what it says goes to `NAME.out` and `NAME.err` in `folder`.
    ///
    /// # Panics
    /// If it cannot be started.
    pub fn start(mut command: Command, folder: &Path, name: &str) -> Self {
        let stdout = folder.join(format!("{name}.out"));
        let stderr = folder.join(format!("{name}.err"));
        let file =
            |path: &Path| File::create(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        command.stdin(Stdio::null()).stdout(file(&stdout)).stderr(file(&stderr));
        let started = Instant::now();
        let child = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Self { child, started, stdout, stderr }
    }

    /// What it wrote to its standard output so far.
    pub fn stdout(&self) -> String {
        read(&self.stdout)
    }

    /// What it wrote to its standard error so far.
    pub fn stderr(&self) -> String {
        read(&self.stderr)
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it has ended.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Kills it at once, as a power cut of the process would.
    pub fn kill9(&mut self) {
        // An error means that it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Asks it to stop (SIGTERM) and kills it if it has not stopped after 10 s. True if it stopped by itself.
    pub fn stop(&mut self) -> bool {
        if self.ended().is_some() {
            return true;
        }
        let ask = format!("kill -TERM {}", self.child.id());
        let asked = Command::new("sh").args(["-c", &ask]).status().is_ok_and(|status| status.success());
        let stopped = asked && wait_until(|| self.ended().is_some(), STOP_LIMIT);
        if !stopped {
            self.kill9();
        }
        stopped
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.stop();
    }
}

fn read(path: &Path) -> String {
    std::fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, folder: &Path) -> Process {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        Process::start(command, folder, "shell")
    }

    #[test]
    fn a_process_is_heard_and_stopped() {
        let folder = tempfile::tempdir().expect("folder");
        let mut process = shell("echo hello; echo trouble >&2; exec sleep 60", folder.path());
        assert!(wait_until(|| process.stderr().contains("trouble"), Duration::from_secs(5)));
        assert_eq!(process.stdout(), "hello\n");
        assert!(process.ended().is_none());
        assert!(process.stop());
        assert!(process.ended().is_some());
    }

    #[test]
    fn kill9_cannot_be_refused() {
        let folder = tempfile::tempdir().expect("folder");
        let mut process = shell("trap '' TERM; echo ready; while true; do sleep 1; done", folder.path());
        assert!(wait_until(|| process.stdout().contains("ready"), Duration::from_secs(5)));
        process.kill9();
        assert!(process.ended().is_some());
    }
}
