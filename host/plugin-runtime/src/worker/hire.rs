//! The side of those who hire a worker: start it, feed it, wait for it within its time, and say how it ended.

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal};

use super::{NO_MEMORY, Order, REFUSED, UNCONFINED};
use crate::compiled::Compiled;
use crate::{CompileLimits, RuntimeError};

/// How much of a worker's complaints is kept, in bytes.
const LONGEST_COMPLAINT: u64 = 4096;
/// How the standard library says that memory is short, before the process aborts.
const SHORT_OF_MEMORY: &str = "memory allocation of";

const MIB: usize = 1024 * 1024;

/// How a worker ended.
struct Ended {
    status: ExitStatus,
    /// Its time was over and it was killed.
    late: bool,
    answer: Vec<u8>,
    complaint: String,
}

/// Has a worker read or compile a component. Blocks the thread until it ends, at most the wall time of `limits`.
pub(crate) fn hire(
    program: &Path,
    order: Order,
    limits: &CompileLimits,
    bytes: &[u8],
) -> Result<Compiled, RuntimeError> {
    let unable = |error: std::io::Error| {
        RuntimeError::Engine(format!("the compile worker {} cannot be used: {error}", program.display()))
    };
    let mut child = start(program, order, limits).map_err(unable)?;
    let ended = attend(&mut child, limits, bytes);
    if ended.is_err() {
        // An error means that it has ended already.
        let _ = child.kill();
        let _ = child.wait();
    }
    judge(ended.map_err(unable)?, limits)
}

/// Starts it with an empty environment, in the root folder, with three pipes.
fn start(program: &Path, order: Order, limits: &CompileLimits) -> std::io::Result<Child> {
    let mut command = Command::new(program);
    command.arg0("parvis").arg("compile-worker");
    command.arg(format!("--cpu-s={}", limits.cpu.as_secs()));
    command.arg(format!("--memory-mib={}", limits.memory_bytes / MIB));
    if order == Order::Read {
        command.arg("--only-read");
    }
    command.env_clear().current_dir("/");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
}

/// Feeds it and hears it until it has ended.
fn attend(child: &mut Child, limits: &CompileLimits, bytes: &[u8]) -> std::io::Result<Ended> {
    let process = pidfd_open(Pid::from_child(child), PidfdFlags::empty())?;
    let (input, output, errors) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    // One byte more says that there is more.
    let most = u64::try_from(limits.code_bytes).unwrap_or(u64::MAX).saturating_add(1);
    std::thread::scope(|threads| {
        // One that ends early leaves the rest unread; how it ended is what counts.
        threads.spawn(|| input.map(|mut input| input.write_all(bytes)));
        let watch = threads.spawn(|| is_late(&process, limits.wall));
        let complaint = threads.spawn(|| heard(errors, LONGEST_COMPLAINT));
        let answer = heard(output, most);
        let status = child.wait()?;
        let complaint = complaint.join().unwrap_or_default();
        Ok(Ended {
            status,
            late: watch.join().unwrap_or_default(),
            answer,
            complaint: String::from_utf8_lossy(&complaint).into_owned(),
        })
    })
}

/// Everything that comes out of a pipe until it is closed; the first `most` bytes are kept.
fn heard(pipe: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut kept = Vec::new();
    if let Some(mut pipe) = pipe {
        // A pipe that breaks ends like one that is closed.
        let _ = pipe.by_ref().take(most).read_to_end(&mut kept);
        let _ = std::io::copy(&mut pipe, &mut std::io::sink());
    }
    kept
}

/// Waits until the process has ended, and kills it when its time is over. True if that was needed.
fn is_late(process: &OwnedFd, wall: Duration) -> bool {
    let end = Instant::now() + wall;
    loop {
        let left = end.saturating_duration_since(Instant::now());
        let mut watched = [PollFd::new(process, PollFlags::IN)];
        let timeout = Timespec::try_from(left).ok();
        match poll(&mut watched, timeout.as_ref()) {
            Ok(0) => return pidfd_send_signal(process, Signal::KILL).is_ok(),
            // A signal to this process; go on waiting.
            Err(rustix::io::Errno::INTR) => {}
            Ok(_) | Err(_) => return false,
        }
    }
}

/// The answer, or why there is none, in one sentence.
fn judge(ended: Ended, limits: &CompileLimits) -> Result<Compiled, RuntimeError> {
    if ended.late {
        return Err(too_much(&format!("{} s", limits.wall.as_secs()), "wall-s"));
    }
    if ended.answer.len() > limits.code_bytes {
        return Err(too_much(&format!("{} MiB of native code", limits.code_bytes / MIB), "code-mib"));
    }
    match ended.status.code() {
        Some(0) => match Compiled::read(ended.answer, 0) {
            Some(compiled) => Ok(compiled),
            None => Err(crashed("half an answer", &ended.complaint)),
        },
        Some(REFUSED) => Err(RuntimeError::Refused(String::from_utf8_lossy(&ended.answer).into_owned())),
        Some(NO_MEMORY) => Err(short_of_memory(limits)),
        Some(UNCONFINED) => {
            Err(RuntimeError::Engine(format!("the compile worker cannot work here: {}", ended.complaint)))
        }
        Some(_) => Err(crashed(&ended.status.to_string(), &ended.complaint)),
        None => Err(ended_by_signal(&ended, limits)),
    }
}

fn ended_by_signal(ended: &Ended, limits: &CompileLimits) -> RuntimeError {
    let is = |signal: Signal| ended.status.signal() == Some(signal.as_raw());
    if is(Signal::XCPU) {
        return too_much(&format!("{} s of processor time", limits.cpu.as_secs()), "cpu-s");
    }
    if is(Signal::ABORT) && ended.complaint.contains(SHORT_OF_MEMORY) {
        return short_of_memory(limits);
    }
    crashed(&ended.status.to_string(), &ended.complaint)
}

fn short_of_memory(limits: &CompileLimits) -> RuntimeError {
    too_much(&format!("{} MiB of memory", limits.memory_bytes / MIB), "memory-mib")
}

fn too_much(what: &str, line: &str) -> RuntimeError {
    RuntimeError::Refused(format!(
        "reading and compiling the component takes more than {what}, the most that is given ([limits.compile] {line})"
    ))
}

/// A worker that crashed: over this component, as far as anybody can know.
fn crashed(how: &str, complaint: &str) -> RuntimeError {
    tracing::warn!(how, complaint, "a compile worker crashed");
    RuntimeError::Refused(format!("the compiler crashed over the component ({how}): this hub cannot take it"))
}
