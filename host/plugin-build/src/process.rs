//! Running programs that may hang, such as downloads, with a time limit.

use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How a limited run ended.
#[derive(Debug)]
pub enum Ended {
    /// It ended by itself.
    Exited {
        /// Its exit status.
        status: ExitStatus,
        /// What it wrote on standard error.
        stderr: String,
    },
    /// It was killed at the time limit.
    TimedOut,
}

impl Ended {
    /// Nothing where the program succeeded, else the reason in one line: its own words or the time limit.
    pub fn failure(&self) -> Option<String> {
        match self {
            Ended::Exited { status, .. } if status.success() => None,
            Ended::Exited { status, stderr } => {
                let mut said = stderr.lines().map(str::trim).filter(|line| !line.is_empty());
                // rustup and npm say "error: ...", apt-get says "E: ...".
                let error = said.clone().find(|line| line.starts_with("error") || line.starts_with("E: "));
                let line = error.or_else(|| said.next_back());
                Some(line.map_or_else(|| status.to_string(), str::to_owned))
            }
            Ended::TimedOut => Some("no answer within the time limit".into()),
        }
    }
}

/// Runs a program for at most `limit` with no standard input and its standard output dropped, and kills it after that.
/// Fails only where it cannot be started.
pub fn run_limited(command: &mut Command, limit: Duration) -> std::io::Result<Ended> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn()?;
    let stderr = collect(&mut child);
    let deadline = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait()? {
            // A grandchild may keep the pipe open: do not wait for its end.
            let stderr = stderr.recv_timeout(Duration::from_secs(1)).unwrap_or_default();
            return Ok(Ended::Exited { status, stderr });
        }
        if Instant::now() >= deadline {
            child.kill()?;
            child.wait()?;
            return Ok(Ended::TimedOut);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Reads standard error on a thread, so that a full pipe never stops the program.
fn collect(child: &mut Child) -> Receiver<String> {
    let (sender, receiver) = channel();
    if let Some(mut pipe) = child.stderr.take() {
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            if pipe.read_to_end(&mut bytes).is_ok() {
                // The receiver may have given up.
                let _ = sender.send(String::from_utf8_lossy(&bytes).into_owned());
            }
        });
    }
    receiver
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str, limit: Duration) -> Ended {
        run_limited(Command::new("sh").args(["-c", script]), limit).expect("sh starts")
    }

    #[test]
    fn a_hanging_program_is_killed_at_its_limit() {
        let begun = Instant::now();
        let ended = sh("exec sleep 30", Duration::from_millis(100));
        assert!(matches!(ended, Ended::TimedOut));
        assert!(begun.elapsed() < Duration::from_secs(10));
    }

    #[test]
    fn a_failure_is_told_by_its_own_words() {
        let told = |script| sh(script, Duration::from_secs(10)).failure();
        assert_eq!(told("echo first >&2; echo last >&2; exit 3").as_deref(), Some("last"));
        assert_eq!(
            told("echo 'error: no network' >&2; echo last >&2; exit 3").as_deref(),
            Some("error: no network")
        );
        assert!(told("exit 3").is_some_and(|line| line.contains('3')));
        assert_eq!(sh("exit 0", Duration::from_secs(10)).failure(), None);
    }

    #[test]
    fn much_output_does_not_stop_a_program() {
        let ended = sh("head -c 1000000 /dev/zero >&2", Duration::from_secs(10));
        assert_eq!(ended.failure(), None);
    }
}
