//! How a worker confines itself before it reads a byte: limits that it cannot lift again, nothing open but its pipes.

use std::io::Result;
use std::os::fd::RawFd;
use std::path::Path;

use rustix::process::{Resource, Rlimit, Signal, nice, set_parent_process_death_signal, setrlimit, setsid};

use crate::CompileLimits;

/// How much a worker steps back behind those who serve.
const NICENESS: i32 = 10;
/// Standard input, output and error.
const PIPES: u64 = 3;
/// Threads that compile at one time, at most.
const MOST_THREADS: usize = 4;
/// Address space beyond the memory: the program itself, stacks, what is reserved and never written.
const ADDRESSES_BEYOND: u64 = 4 << 30;

/// Confines this process, which must have one thread.
pub(super) fn confine(limits: &CompileLimits) -> Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    close_inherited()?;
    // Fails where a shell has made it the leader of a group already; then there is nothing to leave.
    let _ = setsid();
    nice(NICENESS)?;
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
    let memory = u64::try_from(limits.memory_bytes).unwrap_or(u64::MAX);
    // What can be written to, whoever maps it. The address space says little: threads reserve much and use little of it.
    limit(Resource::Data, memory)?;
    limit(Resource::As, memory.saturating_add(ADDRESSES_BEYOND))?;
    limit(Resource::Core, 0)?;
    limit(Resource::Fsize, 0)?;
    limit(Resource::Nofile, PIPES)?;
    let cpu_s = limits.cpu.as_secs().max(1);
    // At the first it is told so by a signal that names the reason; a second later it is killed.
    setrlimit(Resource::Cpu, Rlimit { current: Some(cpu_s), maximum: Some(cpu_s + 1) })?;
    rustix::thread::set_no_new_privs(true)?;
    rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().map_err(std::io::Error::other)
}

fn limit(resource: Resource, most: u64) -> Result<()> {
    Ok(setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) })?)
}

/// Closes what the parent had open and left to its children.
#[expect(unsafe_code, reason = "the descriptors have no owner in this process; see the safety note")]
fn close_inherited() -> Result<()> {
    let listed: Vec<RawFd> = std::fs::read_dir("/proc/self/fd")?
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|number| *number > 2)
        .collect();
    // The folder itself was listed too and is closed again.
    let open =
        listed.into_iter().filter(|number| Path::new("/proc/self/fd").join(number.to_string()).is_symlink());
    for number in open {
        // SAFETY: this is the first act of a process with one thread, which has opened nothing itself: what is open was
        // left by the parent, and nobody here knows its number.
        unsafe { rustix::io::close(number) };
    }
    Ok(())
}
