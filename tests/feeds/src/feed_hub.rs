//! A hub that is given one feed after the other, without being started anew.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use tests_end_to_end::board;
use tests_harness::{Hub, Launch, wait_until};

use crate::sound::{self, STATION};

/// A refresh ends within this time, however busy the machine: the limits of processor time are far lower.
const LIMIT: Duration = Duration::from_secs(180);
/// A power that the plugin can be without during a refresh. Taken or given back, it makes a refresh due at once.
const SPARE_POWER: &str = "read:lines";

/// The hub, with a sound timetable published.
pub struct FeedHub {
    hub: Hub,
    folder: TempDir,
    pid: u32,
    /// Where the sound timetable that was taken last goes.
    served: String,
    sound_feeds: usize,
    has_spare_power: bool,
}

/// How a refresh ended.
#[derive(Clone, Debug)]
pub struct Run {
    /// `published`, `refused` or `unchanged`.
    pub outcome: String,
    /// Why, if it was refused.
    pub reason: String,
    /// The report: file, line, reason.
    pub lines: Vec<(String, Option<i64>, String)>,
    /// How long it took, the waiting for its turn included.
    pub took: Duration,
}

impl FeedHub {
    /// Starts a hub with these lines of configuration, its clock at `clock`, the filter of the territory off.
    pub fn start(configuration: &str, clock: &str) -> FeedHub {
        let folder = tempfile::tempdir().unwrap();
        let config = folder.path().join("parvis.toml");
        std::fs::write(&config, configuration).unwrap();
        let source = folder.path().join("feed.zip");
        std::fs::write(&source, sound::feed("Terminus 0")).unwrap();
        let hub = Launch::demo()
            .arg("--config")
            .arg(&config.display().to_string())
            .setting("transport.gtfs", &source.display().to_string())
            .setting("transport.territory-only", "false")
            .clock(clock)
            .start();
        let pid = hub.pid();
        let served = "Terminus 0".to_owned();
        let hub = FeedHub { hub, folder, pid, served, sound_feeds: 1, has_spare_power: true };
        assert!(wait_until(|| hub.shown() == Some(hub.served.clone()), LIMIT), "{}", hub.hub.said());
        hub
    }

    /// The running hub.
    pub fn hub(&self) -> &Hub {
        &self.hub
    }

    /// Puts a feed where the hub looks for it, and waits until it was refreshed.
    pub fn refresh(&mut self, zip: &[u8]) -> Run {
        let before = self.last_run();
        let begun = Instant::now();
        std::fs::write(self.new_file(), zip).unwrap();
        std::fs::rename(self.new_file(), self.folder.path().join("feed.zip")).unwrap();
        self.make_due();
        let mut run = Value::Null;
        let ended = || {
            run = self.last_run();
            run != before
        };
        assert!(wait_until(ended, LIMIT), "the refresh never ends:\n{}", self.hub.said());
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let line = |line: &Value| (text(&line["file"]), line["line"].as_i64(), text(&line["reason"]));
        Run {
            outcome: text(&run["outcome"]),
            reason: text(&run["reason"]),
            lines: run["lines"].as_array().unwrap().iter().map(line).collect(),
            took: begun.elapsed(),
        }
    }

    /// Fails unless the hub still serves the sound timetable that it took last, as the same process.
    pub fn assert_still_served(&mut self, after: &str) {
        assert_eq!(self.shown().as_deref(), Some(self.served.as_str()), "the timetable after {after}");
        assert!(
            self.hub.runs() && self.hub.pid() == self.pid,
            "the hub ended after {after}:\n{}",
            self.hub.said()
        );
        let home = self.hub.browser().get("/");
        assert_eq!(home.status, 200, "/ after {after}");
    }

    /// Fails unless the hub takes the next sound timetable.
    pub fn assert_takes_next(&mut self, after: &str) {
        let destination = format!("Terminus {}", self.sound_feeds);
        self.sound_feeds += 1;
        let run = self.refresh(&sound::feed(&destination));
        assert_eq!(run.outcome, "published", "a sound feed after {after}: {}", run.reason);
        self.served = destination;
        self.assert_still_served(after);
    }

    /// The most memory that the process ever held, in MiB.
    pub fn peak_mib(&self) -> u64 {
        peak_mib(self.pid)
    }

    /// Where the departures of the station go; `None` if there are none.
    fn shown(&self) -> Option<String> {
        let page = self.hub.browser().get_json(&board::path(STATION));
        let departures =
            if page.status == 200 { board::departures(&page.json()).unwrap() } else { Vec::new() };
        let mut titles: Vec<String> = departures.into_iter().map(|departure| departure.title).collect();
        titles.dedup();
        assert!(titles.len() <= 1, "half of one timetable and half of another: {titles:?}");
        titles.pop()
    }

    fn last_run(&self) -> Value {
        self.hub.browser().get_json("/services/transport").json()["page"]["sources"][0]["last_run"].clone()
    }

    fn make_due(&mut self) {
        let word = if self.has_spare_power { "revoke" } else { "grant" };
        let output = self.hub.command(&["plugin", word, "transport", SPARE_POWER]);
        assert!(output.success(), "{}", output.stderr);
        self.has_spare_power = !self.has_spare_power;
    }

    fn new_file(&self) -> PathBuf {
        self.folder.path().join("feed.zip.new")
    }
}

/// The most memory that a process ever held, in MiB.
///
/// # Panics
/// If the process has ended.
pub fn peak_mib(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}
