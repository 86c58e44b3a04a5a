//! What a process takes: memory, processor time, open files.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// What a process takes at this moment.
#[derive(Clone, Copy, Debug)]
pub struct Usage {
    /// Memory, in bytes.
    pub resident: u64,
    /// Open files.
    pub files: usize,
    /// Processor time so far, in hundredths of a second.
    pub cpu_ticks: u64,
}

impl Usage {
    /// Reads it from the system.
    ///
    /// # Panics
    /// If there is no such process.
    pub fn of(pid: u32) -> Self {
        let read = |file: &str| {
            let path = format!("/proc/{pid}/{file}");
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
        };
        let status = read("status");
        let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
        let resident = kib.and_then(|kib| kib.parse::<u64>().ok()).unwrap_or_default() * 1024;
        // The name, which may hold spaces, ends with the last bracket.
        let stat = read("stat");
        let fields: Vec<&str> =
            stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().collect()).unwrap_or_default();
        let ticks = |index: usize| fields.get(index).and_then(|field| field.parse::<u64>().ok());
        let cpu_ticks = ticks(11).unwrap_or_default() + ticks(12).unwrap_or_default();
        Self { resident, files: open_files(pid), cpu_ticks }
    }
}

/// Open files of a process.
pub fn open_files(pid: u32) -> usize {
    std::fs::read_dir(format!("/proc/{pid}/fd")).map(Iterator::count).unwrap_or_default()
}

/// Lets this process open as many files as the system allows; returns how many that are.
pub fn raise_open_files() -> usize {
    let limit = getrlimit(Resource::Nofile);
    // Refused, the limit stays as it was.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
    let now = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    usize::try_from(now).unwrap_or(usize::MAX)
}
