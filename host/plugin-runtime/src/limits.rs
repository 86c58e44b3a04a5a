//! What calls and plugins may use. Every value is configuration with a default; [`table`] names each.

mod table;

use std::time::Duration;

use parvis_services::Quotas;

pub use table::{LimitLine, limits_as_json};

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
    pub host_calls: usize,
    /// Features that may be read.
    pub rows: usize,
    /// Lines of log; the rest is counted and dropped.
    pub log_lines: usize,
    /// Bytes of one line of log; the rest is cut.
    pub log_line_bytes: usize,
    /// Handles alive at one time.
    pub handles: usize,
}

/// When a plugin that fails is left alone for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BreakerLimits {
    /// Faults within the window, the last of which begins a pause.
    pub faults: usize,
    /// How long a fault counts.
    pub window: Duration,
    /// The first pause; each that follows without a healthy time between is twice as long.
    pub pause: Duration,
    /// No pause is longer.
    pub longest_pause: Duration,
}

/// What one refresh may bring in from outside, all of its fetches together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutboundLimits {
    /// Bytes of bodies after decoding.
    pub bytes: usize,
    /// Time spent waiting for them.
    pub time: Duration,
    /// Fetches, well or badly ended.
    pub requests: usize,
}

/// Limits of plugins and their calls.
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
    /// Feeds of a view: the hub runs a query for each.
    pub view_feeds: usize,
    /// Results that the feeds of a view ask for, children included.
    pub view_results: usize,
    /// Calls that run at one time, of all plugins.
    pub calls_at_once: usize,
    /// Views of one plugin that run at one time.
    pub calls_per_plugin: usize,
    /// Views of one plugin that wait for their turn.
    pub queue_per_plugin: usize,
    /// How long a call waits for its turn.
    pub wait_for_turn: Duration,
    /// When a plugin that fails is left alone.
    pub breaker: BreakerLimits,
    /// Of the processors' time, what one plugin's views may use in the long run; its refreshes have as much.
    pub cpu_share_percent: usize,
    /// What a refresh may bring in.
    pub outbound: OutboundLimits,
    /// What the hub keeps of a plugin.
    pub quotas: Quotas,
}

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

const VIEW: CallLimits = CallLimits {
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
};

const REFRESH: CallLimits = CallLimits {
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
};

impl Default for Limits {
    fn default() -> Self {
        Self {
            view: VIEW,
            refresh: REFRESH,
            view_blocks: 500,
            view_text_chars: 4_000,
            view_bytes: 256 * KIB,
            view_feeds: 40,
            view_results: 5_000,
            calls_at_once: 64,
            calls_per_plugin: 4,
            queue_per_plugin: 16,
            wait_for_turn: Duration::from_millis(200),
            breaker: BreakerLimits {
                faults: 5,
                window: Duration::from_secs(60),
                pause: Duration::from_secs(30),
                longest_pause: Duration::from_secs(600),
            },
            cpu_share_percent: 25,
            outbound: OutboundLimits { bytes: 200 * MIB, time: Duration::from_secs(120), requests: 100 },
            quotas: Quotas::default(),
        }
    }
}
