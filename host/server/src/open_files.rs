//! How many files the process may have open: each connection is one.

use parvis_web::HttpLimits;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// For the database, plugins, fetches and the log.
const FOR_OTHERS: u64 = 256;

/// Takes as many open files as the system allows, and no more connections than that.
pub(crate) fn fit(mut limits: HttpLimits) -> HttpLimits {
    let limit = getrlimit(Resource::Nofile);
    // Refused, the limit stays as it was.
    let _ = setrlimit(Resource::Nofile, Rlimit { current: limit.maximum, ..limit });
    let most = connections();
    if most < limits.connections as u64 {
        tracing::warn!(
            allowed = most,
            configured = limits.connections,
            "fewer connections than configured, as the process may not open more files; raise LimitNOFILE or ulimit -n"
        );
        limits.connections = usize::try_from(most).unwrap_or(limits.connections);
    }
    limits
}

/// Connections for which there are files.
pub(crate) fn connections() -> u64 {
    let limit = getrlimit(Resource::Nofile);
    limit.current.unwrap_or(u64::MAX).saturating_sub(FOR_OTHERS).max(1)
}

/// Files that the process may have open at most, if it asks for as many; `None` for no limit.
pub(crate) fn most() -> Option<u64> {
    getrlimit(Resource::Nofile).maximum
}

/// Files that the hub needs for so many connections.
pub(crate) fn needed(connections: usize) -> u64 {
    connections as u64 + FOR_OTHERS
}
