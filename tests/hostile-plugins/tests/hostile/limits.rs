//! The configurations of the tests: low limits where the shipped ones would take minutes.

/// What lets one plugin fail thousands of times, lines of log and all, without being left alone.
const NEVER_PAUSED: &str =
    "[limits]\ncpu-share-percent = 100\nlog-mib-per-day = 1000\n[limits.breaker]\nfaults = 1000000\n";

/// Few lines to store for a flood that is repeated a hundred times.
const LOW_VIEW: &str = "[limits.view]\nlog-lines = 4\n";

/// Refreshes in a second; the shipped values are two minutes and fifteen. Storage that is full after a few batches.
const LOW_REFRESH: &str = "[limits]\ncpu-share-percent = 100\nlog-mib-per-day = 1000\nstored-mib = 1\n\
     [limits.breaker]\nfaults = 1000000\n\
     [limits.refresh]\ncpu-ms = 300\nwall-ms = 1500\nmemory-mib = 32\nhandles = 16\n";

/// A few megabytes for each refresh, so that an endless body ends soon.
const LOW_OUTBOUND: &str = "[limits.outbound]\nmib = 4\nseconds = 30\n";

/// Every limit of a call as it is shipped.
pub(crate) fn shipped() -> String {
    NEVER_PAUSED.to_owned()
}

/// Views with few lines of log.
pub(crate) fn low_view() -> String {
    [NEVER_PAUSED, LOW_VIEW].concat()
}

/// Refreshes with little of everything, and an address that may be inside.
pub(crate) fn low_refresh(private: &str) -> String {
    [LOW_REFRESH, &outbound(private)].concat()
}

/// Little to bring in from outside, and a server that may be inside.
pub(crate) fn low_outbound(private: &str) -> String {
    [NEVER_PAUSED, LOW_OUTBOUND, &outbound(private)].concat()
}

/// Views with little memory.
pub(crate) fn little_memory() -> String {
    [NEVER_PAUSED, "[limits.view]\nmemory-mib = 32\n"].concat()
}

fn outbound(private: &str) -> String {
    format!("[outbound]\nprivate = [\"{private}\"]\n")
}
