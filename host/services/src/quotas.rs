//! What the hub keeps of one plugin.

/// The most that is kept of each plugin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotas {
    /// Bytes of published data as the database holds them: what is visible, and drafts.
    pub stored_bytes: usize,
    /// Bytes of its own lines of log on one day, UTC. The hub's lines about it are not counted.
    pub log_bytes_per_day: usize,
}

const MIB: usize = 1024 * 1024;

impl Default for Quotas {
    fn default() -> Self {
        Self { stored_bytes: 1024 * MIB, log_bytes_per_day: 10 * MIB }
    }
}
