//! What a call may use. Every value is configuration with a default.

use std::time::Duration;

/// Limits of one kind of call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallLimits {
    /// Time of the processor, the guest's own and that of host functions which do not wait.
    pub cpu: Duration,
    /// Time in all, waiting included.
    pub wall: Duration,
    /// Bytes of all memories of the instance together.
    pub memory_bytes: usize,
    /// Bytes that one host call may carry from the guest.
    pub host_call_bytes: usize,
    /// Bytes that all host calls together may carry, in either direction.
    pub crossing_bytes: usize,
    /// Calls of host functions.
    pub host_calls: u64,
    /// Features that may be read.
    pub rows: usize,
    /// Lines of log; the rest is counted and dropped.
    pub log_lines: usize,
    /// Bytes of one line of log; the rest is cut.
    pub log_line_bytes: usize,
    /// Handles alive at one time.
    pub handles: usize,
}

/// Limits of a plugin's calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// `home` and `page`.
    pub view: CallLimits,
    /// `sync`.
    pub refresh: CallLimits,
    /// Blocks of a view.
    pub view_blocks: usize,
    /// Characters of one text of a view.
    pub view_text_chars: usize,
    /// Bytes of a view in all.
    pub view_bytes: usize,
    /// Calls that run at one time, of all plugins.
    pub calls_at_once: usize,
    /// How long a call waits for its turn.
    pub wait_for_turn: Duration,
}

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

impl Default for Limits {
    fn default() -> Self {
        Self {
            view: CallLimits {
                cpu: Duration::from_millis(100),
                wall: Duration::from_millis(800),
                memory_bytes: 64 * MIB,
                host_call_bytes: MIB,
                crossing_bytes: 4 * MIB,
                host_calls: 2_000,
                rows: 2_000,
                log_lines: 64,
                log_line_bytes: KIB,
                handles: 1_024,
            },
            refresh: CallLimits {
                cpu: Duration::from_secs(120),
                wall: Duration::from_secs(900),
                memory_bytes: 256 * MIB,
                host_call_bytes: 4 * MIB,
                crossing_bytes: 512 * MIB,
                host_calls: 50_000,
                rows: 100_000,
                log_lines: 64,
                log_line_bytes: KIB,
                handles: 1_024,
            },
            view_blocks: 500,
            view_text_chars: 4_000,
            view_bytes: 256 * KIB,
            calls_at_once: 64,
            wait_for_turn: Duration::from_millis(200),
        }
    }
}
