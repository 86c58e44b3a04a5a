//! What must hold after every hostile call: seven points, (a) to (g), a function for each.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use tests_harness::{Response, wait_until};

use crate::hostile_hub::{HostileHub, reasons_in};

/// On a busy machine everything may take five times as long.
pub(crate) const BUSY: u32 = 5;
/// A page's budget of time, and what the hub may add to it.
const BUDGET: Duration = Duration::from_millis(800 + 50);
/// How soon a healthy plugin answers.
const HEALTHY: Duration = Duration::from_millis(50);
/// What a hundred repeats may leave behind, in KiB.
const LEFT_BEHIND_KIB: u64 = 8 * 1024;
/// What a resident reads in place of a part that failed.
pub(crate) const CALM: &str = "ne répond pas";

/// (a) The caller has an answer within the call's budget.
pub(crate) fn answered_in_time(what: &str, took: Duration) {
    assert!(took <= BUDGET * BUSY, "{what} took {took:?}");
}

/// (b) Nothing panicked or ended: it is the process that was started.
pub(crate) fn the_process_is_the_same(hostile: &mut HostileHub, after: &str) {
    assert!(hostile.hub.runs(), "the hub ended after {after}: {}", hostile.hub.said());
    assert_eq!(hostile.hub.pid(), hostile.pid, "another process after {after}");
    assert!(!hostile.hub.said().contains("panicked"), "a panic after {after}: {}", hostile.hub.said());
}

/// (c) A healthy plugin answers at once, and its part of the front page is there. A busy machine is given a few tries.
pub(crate) fn neighbours_answer_at_once(hostile: &HostileHub, after: &str) {
    let mut browser = hostile.hub.browser();
    let mut quickest = Duration::MAX;
    for _ in 0..BUSY {
        let asked = Instant::now();
        let page = browser.get("/services/transport/");
        quickest = quickest.min(asked.elapsed());
        assert_eq!(page.status, 200, "transport after {after}");
        assert!(page.text.contains("Gares") || page.text.contains("gares"), "after {after}: {}", page.text);
        if quickest <= HEALTHY * BUSY {
            break;
        }
    }
    assert!(quickest <= HEALTHY * BUSY, "transport after {after}: {quickest:?}");
    let home = browser.get("/");
    assert_eq!(home.status, 200, "/ after {after}");
    assert!(home.text.contains("Prochains départs"), "the transport part is gone after {after}");
}

/// What a process holds, to be compared with later.
#[derive(Debug)]
pub(crate) struct Holds {
    memory_kib: u64,
    /// What each open file is.
    files: Vec<String>,
    /// Names in the data folder, and below it.
    names: Vec<String>,
}

impl Holds {
    pub(crate) fn of(hostile: &HostileHub) -> Self {
        let mut names = Vec::new();
        names_below(&hostile.hub.data(), &mut names);
        names.sort();
        Self { memory_kib: memory_kib(hostile.pid, "VmRSS"), files: open_files(hostile.pid), names }
    }

    fn databases(&self) -> usize {
        self.files.iter().filter(|file| file.contains("parvis.sqlite")).count()
    }

    fn other_files(&self) -> usize {
        self.files.len() - self.databases()
    }

    fn without_a_name(&self) -> usize {
        self.files.iter().filter(|file| file.ends_with("(deleted)")).count()
    }
}

/// Open files of the database when every connection is there, one that writes and four that read: each is opened when it is
/// first needed, and has the file and its log; the index of the log is open once.
const FILES_OF_CONNECTIONS: usize = 2 * 5 + 1;

/// (d) Memory is back where it was, views aside that the hub rightly keeps (`kept_kib`).
pub(crate) fn memory_is_back(hostile: &HostileHub, before: &Holds, kept_kib: u64, after: &str) {
    let most = before.memory_kib + LEFT_BEHIND_KIB + kept_kib;
    let calm = || memory_kib(hostile.pid, "VmRSS") <= most;
    let is_back = wait_until(calm, Duration::from_secs(5));
    let now = memory_kib(hostile.pid, "VmRSS");
    assert!(is_back, "{after}: {} KiB became {now} KiB, {kept_kib} of them kept views", before.memory_kib);
}

/// (e) No file, connection of the database or temporary file more than before.
pub(crate) fn nothing_stays_open(hostile: &HostileHub, before: &Holds, after: &str) {
    let mut now = Holds::of(hostile);
    let as_before = || {
        now = Holds::of(hostile);
        now.other_files() <= before.other_files()
            && now.databases() <= before.databases().max(FILES_OF_CONNECTIONS)
            && now.without_a_name() == before.without_a_name()
            && now.names == before.names
    };
    let is_as_before = wait_until(as_before, Duration::from_secs(5));
    assert!(is_as_before, "{after}:\n{before:?}\nbecame\n{now:?}");
}

/// (f) The log names plugin and reason, one line for each call; none of it can colour a terminal or forge a line.
pub(crate) fn the_log_names_it(lines: &[Value], plugin: &str, call: &str, words: &str, calls: usize) {
    let said = reasons_in(lines, plugin, call);
    let expected = if words.is_empty() { 0 } else { calls };
    assert_eq!(said.len(), expected, "{plugin}, {call}: {:?}", said.iter().take(3).collect::<Vec<_>>());
    let other = said.iter().find(|line| !line.contains(words));
    assert!(other.is_none(), "{plugin}, {call}: {words:?} is not in {other:?}");
    let unclean = lines.iter().find(|line| {
        line["message"].as_str().unwrap_or_default().contains(|c: char| c.is_control() || c == '\u{202e}')
    });
    assert!(unclean.is_none(), "{plugin}: {unclean:?}");
}

/// (g) The page is there, whole and the hub's: no markup of the plugin, no address that runs code.
pub(crate) fn the_page_stands(path: &str, answer: &Response) {
    assert_eq!(answer.status, 200, "{path}: {}", answer.start());
    let text = &answer.text;
    assert!(text.contains("<main") && text.trim_end().ends_with("</html>"), "{path}: {}", answer.start());
    assert!(!text.contains("<script>alert") && !text.contains("<img src=x"), "{path}");
    assert!(!text.contains("\"javascript:") && !text.contains("href=\"data:"), "{path}");
}

/// A figure of `/proc/PID/status` in KiB.
pub(crate) fn memory_kib(pid: u32, figure: &str) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("/proc");
    let line = status.lines().find(|line| line.starts_with(figure)).expect("the figure");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}

fn open_files(pid: u32) -> Vec<String> {
    let entries = std::fs::read_dir(format!("/proc/{pid}/fd")).expect("/proc").flatten();
    // A file that is closed meanwhile is none.
    entries.filter_map(|entry| Some(std::fs::read_link(entry.path()).ok()?.display().to_string())).collect()
}

fn names_below(folder: &Path, names: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("the data folder").flatten() {
        // SQLite makes and removes the files beside its database as it needs them.
        if !entry.file_name().to_string_lossy().contains("sqlite") {
            names.push(entry.path().display().to_string());
        }
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            names_below(&entry.path(), names);
        }
    }
}
