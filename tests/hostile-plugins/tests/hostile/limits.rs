//! The configurations of the tests: low limits where the shipped ones would take minutes.

/// Nothing but what lets one plugin fail thousands of times; every limit is the shipped one.
pub(crate) const SHIPPED: &str = "";

/// Small enough for ten repeats of what is slow.
pub(crate) const LOW: &str = "[limits.view]\ncpu-ms = 60\n";

/// Refreshes in a second; the shipped values are two minutes and fifteen.
pub(crate) const LOW_REFRESH: &str =
    "[limits.refresh]\ncpu-ms = 300\nwall-ms = 1500\nmemory-mib = 32\nhandles = 16\n";
