//! The machine: its name in the report, and which of its processors a thread runs on.

use rustix::thread::{CpuSet, Pid, sched_setaffinity};
use rustix::time::{ClockId, clock_gettime};

/// Keeps this thread on one processor where there are at least two; elsewhere nothing is done.
pub(crate) fn stay_on(processor: usize) {
    if processors() < 2 {
        return;
    }
    let mut set = CpuSet::new();
    set.set(processor);
    // A machine that forbids it measures with more noise, nothing else.
    let _ = sched_setaffinity(None, &set);
}

/// How many processors there are, whichever this thread may use.
pub(crate) fn processors() -> usize {
    cpu_info().lines().filter(|line| line.starts_with("processor")).count().max(1)
}

/// The processor's name, as Linux says it.
pub(crate) fn name() -> String {
    let info = cpu_info();
    let line = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
    line.map_or_else(|| std::env::consts::ARCH.to_owned(), |(_, name)| name.trim().to_owned())
}

fn cpu_info() -> String {
    std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default()
}

/// Microseconds that this thread has had a processor. What runs beside it on a busy machine does not count.
pub(crate) fn thread_micros() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e6 + time.tv_nsec as f64 / 1e3
}

/// Microseconds that another thread of this process has had a processor, as Linux counts them.
pub(crate) fn micros_of(thread: Pid) -> f64 {
    let path = format!("/proc/self/task/{}/schedstat", thread.as_raw_nonzero());
    let counted = std::fs::read_to_string(path).unwrap_or_default();
    let nanos: Option<f64> = counted.split(' ').next().and_then(|nanos| nanos.parse().ok());
    nanos.unwrap_or_default() / 1e3
}
