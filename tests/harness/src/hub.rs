//! A running hub: its address, its data folder, its words, its restarts.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::launch::bare_environment;
use crate::native_code::NativeCode;
use crate::{Browser, Launch, Process, wait_until};

/// A hub on a data folder of its own. Both are gone when it is dropped.
pub struct Hub {
    // Declared first so that the process ends before its folder goes.
    process: Process,
    launch: Launch,
    folder: TempDir,
    starts: usize,
    url: Option<String>,
    ready: Instant,
}

/// How a command of the binary ended.
#[derive(Clone, Debug)]
pub struct Output {
    /// Exit code; `None` if a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it complained about.
    pub stderr: String,
}

impl Output {
    /// True if the command ended well.
    pub fn success(&self) -> bool {
        self.code == Some(0)
    }
}

impl Hub {
    /// `parvis demo ARGS`, ready to answer.
    pub fn demo(args: &[&str]) -> Hub {
        args.iter().fold(Launch::demo(), |launch, arg| launch.arg(arg)).start()
    }

    /// `parvis serve --config FILE ARGS`, ready to answer.
    pub fn serve(config: &Path, args: &[&str]) -> Hub {
        args.iter().fold(Launch::serve(config), |launch, arg| launch.arg(arg)).start()
    }

    pub(crate) fn start(launch: Launch) -> Hub {
        let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("temporary folder: {error}"));
        for part in ["data", "logs"] {
            let made = std::fs::create_dir(folder.path().join(part));
            made.unwrap_or_else(|error| panic!("temporary folder: {error}"));
        }
        let is_lent_code = launch.is_lent_code;
        if is_lent_code {
            let lent = NativeCode::shared().lend(&folder.path().join("data"));
            lent.unwrap_or_else(|error| panic!("native code: {error}"));
        }
        let process = spawn(&launch, folder.path(), 1);
        let mut hub = Hub { process, launch, folder, starts: 1, url: None, ready: Instant::now() };
        hub.wait_ready();
        if is_lent_code {
            let kept = NativeCode::shared().keep(&hub.data());
            kept.unwrap_or_else(|error| panic!("native code: {error}"));
        }
        hub
    }

    /// `http://127.0.0.1:PORT`.
    ///
    /// # Panics
    /// After `begin`, before `wait_ready`: the port is not known yet.
    pub fn url(&self) -> &str {
        self.url.as_deref().unwrap_or_else(|| panic!("the hub has not printed its address yet"))
    }

    /// A browser that has never been here.
    pub fn browser(&self) -> Browser {
        Browser::new(self.url())
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Everything that the hub said since its first start, both outputs.
    pub fn said(&self) -> String {
        let logs = self.folder.path().join("logs");
        let Ok(entries) = std::fs::read_dir(&logs) else { return String::new() };
        let files = entries.flatten().filter_map(|entry| std::fs::read(entry.path()).ok());
        files.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect()
    }

    /// Between these two durations the hub's clock has run on since its start. The exact figure is the hub's.
    pub fn clock_ran(&self) -> (Duration, Duration) {
        (self.ready.elapsed(), self.process.started.elapsed())
    }

    /// The number of the present process.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// True if the process still runs.
    pub fn runs(&mut self) -> bool {
        self.process.ended().is_none()
    }

    /// Kills the process at once (SIGKILL). The data folder stays.
    pub fn kill9(&mut self) {
        self.process.kill9();
    }

    /// Stops the process politely and starts it again on the same data folder.
    pub fn restart(&mut self) {
        let launch = self.launch.clone();
        self.restart_as(launch);
    }

    /// Stops the process politely and starts it again on the same data folder with other options.
    pub fn restart_as(&mut self, launch: Launch) {
        self.process.stop();
        self.begin(launch);
        self.wait_ready();
    }

    /// Starts the process on the same data folder without waiting until it answers.
    pub fn begin(&mut self, launch: Launch) {
        self.process.stop();
        self.starts += 1;
        self.url = None;
        self.process = spawn(&launch, self.folder.path(), self.starts);
        self.launch = launch;
    }

    /// Waits until the hub has printed its address; returns how long that took since the process was started.
    ///
    /// # Panics
    /// If it ends or says nothing within the limit; the message holds its last words.
    pub fn wait_ready(&mut self) -> Duration {
        let mut ended = None;
        let heard = || {
            self.url = address(&self.process.stdout());
            ended = self.process.ended();
            self.url.is_some() || ended.is_some()
        };
        wait_until(heard, self.launch.limit);
        if self.url.is_none() {
            let state =
                ended.map_or("said no address in time".to_owned(), |status| format!("ended: {status}"));
            let (out, err) = (self.process.stdout(), self.process.stderr());
            panic!("the hub {state}\n--- stdout\n{out}\n--- stderr\n{err}");
        }
        self.ready = Instant::now();
        self.process.started.elapsed()
    }

    /// Runs a command of the binary on the hub's data folder: `parvis ARGS --data FOLDER`.
    pub fn command(&self, args: &[&str]) -> Output {
        let mut command = Command::new(&self.launch.program);
        command.args(args).arg("--data").arg(self.data());
        bare_environment(&mut command, &self.data());
        let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Output {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

fn spawn(launch: &Launch, folder: &Path, start: usize) -> Process {
    Process::start(launch.command(&folder.join("data")), &folder.join("logs"), &format!("start-{start:03}"))
}

/// The address in what the hub printed, once its line is whole.
fn address(printed: &str) -> Option<String> {
    let line = printed
        .split_inclusive('\n')
        .find(|line| line.ends_with('\n') && line.contains("http://127.0.0.1:"))?;
    let rest = &line[line.find("http://127.0.0.1:")?..];
    let digits = rest["http://127.0.0.1:".len()..].find(|c: char| !c.is_ascii_digit())?;
    (digits > 0).then(|| rest[.."http://127.0.0.1:".len() + digits].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program in place of the hub: prints its arguments and an address, then waits.
    fn script(words: &str) -> Launch {
        Launch::program(Path::new("/bin/sh"), &["-c", words, "hub"]).limit(Duration::from_secs(5))
    }

    #[test]
    fn the_address_is_read_from_a_whole_line() {
        assert_eq!(address("Parvis: http://127.0.0.1:80"), None);
        assert_eq!(address("Parvis: http://127.0.0.1:\n"), None);
        let printed = "hello\nParvis: http://127.0.0.1:8081/ (Ctrl-C)\n";
        assert_eq!(address(printed).as_deref(), Some("http://127.0.0.1:8081"));
    }

    #[test]
    fn a_hub_is_started_killed_and_started_again_on_the_same_data() {
        let words = "echo $PARVIS_LOG $* >> $HOME/args; echo at http://127.0.0.1:7/; exec sleep 60";
        let launch = script(words).setting("a.b", "1").setting("a.b", "2").clock("2017-03-15T08:30:00+01:00");
        let mut hub = launch.clone().log("trace").start();
        assert_eq!(hub.url(), "http://127.0.0.1:7");
        hub.kill9();
        assert!(!hub.runs());
        hub.restart_as(launch.clock("2017-03-16T08:30:00+01:00"));
        assert!(hub.runs());
        let args = std::fs::read_to_string(hub.data().join("args")).expect("arguments");
        let lines: Vec<&str> = args.lines().collect();
        assert_eq!(lines.len(), 2);
        assert!(
            lines[0].starts_with("trace --data") && lines[0].contains("--setting a.b=2 --clock 2017-03-15")
        );
        assert!(lines[1].contains("--clock 2017-03-16") && !args.contains("a.b=1"), "{args}");
        assert_eq!(hub.said().matches("http://").count(), 2);
    }

    #[test]
    #[should_panic(expected = "no such option")]
    fn a_hub_that_ends_at_once_says_why() {
        script("echo no such option >&2; exit 2").start();
    }
}
