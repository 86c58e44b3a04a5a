//! The machine: open files, the kernel, the clock, the address.

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use parvis_model::{Clock, Instant};
use rustix::process::{Resource, getrlimit};

use super::{Finding, fail, ok, warn};
use crate::config::Config;
use crate::{listen, open_files};

/// How long a hub that runs already may take to say so.
const PATIENCE: Duration = Duration::from_secs(2);
/// Nobody runs a hub before this day: the clock was never set.
const FIRST_DAY: &str = "2026-01-01T00:00:00Z";

/// Every connection is an open file.
pub(super) fn open_files(config: &Config) -> Finding {
    const PART: &str = "open files";
    let connections = config.http.limits().unwrap_or_default().connections;
    let needed = open_files::needed(connections);
    match open_files::most() {
        Some(most) if most < needed => warn(
            PART,
            format!("{most} are allowed, {connections} connections need {needed}"),
            "raise LimitNOFILE in the unit or `ulimit -Hn`; until then fewer connections are taken",
        ),
        most => {
            let most = most.map_or("as many as one likes".to_owned(), |most| most.to_string());
            ok(PART, format!("{most} are allowed, {connections} connections need {needed}"))
        }
    }
}

/// What wasmtime needs: room for reserved addresses, and many mappings.
pub(super) fn kernel() -> Vec<Finding> {
    const PART: &str = "kernel";
    let setting = |name: &str| {
        let text = std::fs::read_to_string(format!("/proc/sys/vm/{name}")).ok()?;
        text.trim().parse::<u64>().ok()
    };
    let mut findings = Vec::new();
    if setting("overcommit_memory") == Some(2) {
        let advice = "`sysctl vm.overcommit_memory=0`: plugins' memories are reserved, not used, before they are needed";
        findings.push(fail(PART, "memory that is only reserved is counted as used", advice));
    }
    if let Some(most) = setting("max_map_count").filter(|most| *most < 65_530) {
        let advice = "`sysctl vm.max_map_count=65530`";
        findings.push(warn(PART, format!("a process may have only {most} mappings"), advice));
    }
    if let Some(most) = getrlimit(Resource::As).current {
        let advice = "`ulimit -v unlimited`; bound the hub by MemoryMax instead";
        findings.push(warn(PART, format!("addresses are limited to {most} bytes"), advice));
    }
    if findings.is_empty() {
        let release = std::fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
        findings.push(ok(PART, format!("Linux {}", release.trim())));
    }
    findings
}

/// Pages tell the time, and cookies and plans follow it.
pub(super) fn clock(data: &Path) -> Finding {
    const PART: &str = "clock";
    let now = Clock::real().real_now();
    let written = data.join("parvis.sqlite").metadata().and_then(|file| file.modified()).ok();
    let written = written.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let written = written.and_then(|since| i64::try_from(since.as_millis()).ok()).map(Instant);
    let advice = "set it and keep it set: `timedatectl set-ntp true`";
    if Instant::parse(FIRST_DAY).is_some_and(|first| now < first) {
        return fail(PART, format!("it shows {now}"), advice);
    }
    match written.filter(|written| now.seconds_until(*written) > 60) {
        Some(written) => fail(PART, format!("it shows {now}, the database was written at {written}"), advice),
        None => ok(PART, format!("it shows {now}")),
    }
}

/// The address is free, or a hub answers there already.
pub(super) fn address(listen: Option<SocketAddr>) -> Finding {
    const PART: &str = "address";
    let address = listen.unwrap_or((Ipv4Addr::LOCALHOST, listen::USUAL_PORT).into());
    match TcpListener::bind(address) {
        Ok(_) => ok(PART, format!("{address} is free")),
        Err(error) if error.kind() == ErrorKind::AddrInUse && a_hub_answers(address) => {
            ok(PART, format!("a hub answers at {address}"))
        }
        Err(error) => {
            fail(PART, format!("{address}: {error}"), "stop what uses it, or give another with --listen")
        }
    }
}

fn a_hub_answers(address: SocketAddr) -> bool {
    let ask = || -> std::io::Result<bool> {
        let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(b"GET /healthz HTTP/1.0\r\n\r\n")?;
        let mut answer = String::new();
        stream.take(4096).read_to_string(&mut answer)?;
        Ok(answer.starts_with("HTTP/1.") && answer.ends_with("\r\n\r\nok\n"))
    };
    ask().unwrap_or(false)
}
