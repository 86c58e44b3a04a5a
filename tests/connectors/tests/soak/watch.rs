//! What is watched all along: pages, what they show, memory, the database.

use std::path::Path;
use std::time::{Duration, Instant};

use tests_harness::Browser;

/// The longest that a page may take, five times what it needs beside other tests.
const LONGEST_PAGE: Duration = Duration::from_secs(10);
const MIB: u64 = 1 << 20;

/// The hub as a process: resident memory and the bytes of its database, in MiB.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) memory: u64,
    pub(crate) database: u64,
}

impl Size {
    /// Its size now.
    pub(crate) fn of(pid: u32, data: &Path) -> Size {
        let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("the process runs");
        let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
        let kib: u64 = kib.expect("a size").trim().parse().expect("a number");
        let files = std::fs::read_dir(data).expect("the data folder").flatten();
        let database = files.filter(|file| file.file_name().to_string_lossy().starts_with("parvis.sqlite"));
        let database: u64 = database.filter_map(|file| Some(file.metadata().ok()?.len())).sum();
        assert!(database > MIB, "the database with its plugins is larger");
        Size { memory: kib / 1024, database: database / MIB }
    }

    /// The larger of each.
    pub(crate) fn max(self, other: Size) -> Size {
        Size { memory: self.memory.max(other.memory), database: self.database.max(other.database) }
    }
}

/// A page; it answers well and soon, whatever sources do.
pub(crate) fn page(browser: &mut Browser, path: &str) -> String {
    let begun = Instant::now();
    let answer = browser.get(path);
    assert_eq!(answer.status, 200, "{path}: {}", answer.start());
    assert!(begun.elapsed() < LONGEST_PAGE, "{path} took {:?}", begun.elapsed());
    answer.text
}

/// A line of what the soak saw.
#[expect(clippy::print_stdout, reason = "what it saw is its answer")]
pub(crate) fn told(line: &str) {
    println!("{line}");
}
