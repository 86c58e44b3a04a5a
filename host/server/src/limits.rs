//! `[limits]` of the configuration file: what calls of plugins may use. A line that is absent keeps its default.

use std::time::Duration;

use anyhow::ensure;
use parvis_plugin_runtime::{CallLimits, Limits};
use serde::Deserialize;

/// `[limits]`, with `[limits.view]` for pages and cards and `[limits.refresh]`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct LimitsSection {
    view: CallSection,
    refresh: CallSection,
    /// Blocks of a view.
    view_blocks: Option<usize>,
    /// Characters of one text of a view.
    view_text_chars: Option<usize>,
    /// Size of a view in all.
    view_kib: Option<usize>,
    /// Calls that run at one time, of all plugins.
    calls_at_once: Option<usize>,
    /// How long a call waits for its turn.
    wait_for_turn_ms: Option<u64>,
}

/// Limits of one kind of call.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
struct CallSection {
    cpu_ms: Option<u64>,
    wall_ms: Option<u64>,
    /// All memories of an instance together.
    memory_mib: Option<usize>,
    /// What one host call may carry from the plugin.
    host_call_kib: Option<usize>,
    /// What all host calls together may carry.
    crossing_mib: Option<usize>,
    host_calls: Option<u64>,
    /// Features that may be read.
    rows: Option<usize>,
    log_lines: Option<usize>,
    handles: Option<usize>,
}

impl LimitsSection {
    /// The limits in force. The error names the line that cannot be meant.
    pub(crate) fn limits(&self) -> anyhow::Result<Limits> {
        let mut limits = Limits::default();
        self.view.put("view", &mut limits.view)?;
        self.refresh.put("refresh", &mut limits.refresh)?;
        set("view-blocks", self.view_blocks, &mut limits.view_blocks, 1)?;
        set("view-text-chars", self.view_text_chars, &mut limits.view_text_chars, 1)?;
        set("view-kib", self.view_kib, &mut limits.view_bytes, 1024)?;
        set("calls-at-once", self.calls_at_once, &mut limits.calls_at_once, 1)?;
        ensure!(limits.calls_at_once <= 1_000, "[limits] calls-at-once: at most 1000");
        set_ms("wait-for-turn-ms", self.wait_for_turn_ms, &mut limits.wait_for_turn)?;
        Ok(limits)
    }
}

impl CallSection {
    fn put(&self, kind: &str, call: &mut CallLimits) -> anyhow::Result<()> {
        const MIB: usize = 1024 * 1024;
        let named = |name: &str| format!("{kind}.{name}");
        set_ms(&named("cpu-ms"), self.cpu_ms, &mut call.cpu)?;
        set_ms(&named("wall-ms"), self.wall_ms, &mut call.wall)?;
        set(&named("memory-mib"), self.memory_mib, &mut call.memory_bytes, MIB)?;
        ensure!(call.memory_bytes <= 4096 * MIB, "[limits] {}: at most 4096", named("memory-mib"));
        set(&named("host-call-kib"), self.host_call_kib, &mut call.host_call_bytes, 1024)?;
        set(&named("crossing-mib"), self.crossing_mib, &mut call.crossing_bytes, MIB)?;
        if let Some(calls) = self.host_calls {
            call.host_calls = calls;
        }
        set(&named("rows"), self.rows, &mut call.rows, 1)?;
        set(&named("log-lines"), self.log_lines, &mut call.log_lines, 1)?;
        set(&named("handles"), self.handles, &mut call.handles, 1)
    }
}

fn set(name: &str, given: Option<usize>, limit: &mut usize, unit: usize) -> anyhow::Result<()> {
    if let Some(given) = given {
        let product = given.checked_mul(unit).filter(|product| *product > 0);
        ensure!(
            product.is_some(),
            "[limits] {name}: {given} cannot be a limit; write 1 or more, or no such line"
        );
        *limit = product.unwrap_or(*limit);
    }
    Ok(())
}

fn set_ms(name: &str, given: Option<u64>, limit: &mut Duration) -> anyhow::Result<()> {
    if let Some(given) = given {
        ensure!(given > 0, "[limits] {name}: 0 cannot be a limit; write 1 or more, or no such line");
        *limit = Duration::from_millis(given);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> anyhow::Result<Limits> {
        toml::from_str::<LimitsSection>(text)?.limits()
    }

    #[test]
    fn what_is_absent_keeps_its_default() {
        assert_eq!(read("").expect("nothing"), Limits::default());
        let limits = read("view-kib = 8\n[refresh]\ncpu-ms = 300\nmemory-mib = 32\n").expect("limits");
        assert_eq!(limits.refresh.cpu, Duration::from_millis(300));
        assert_eq!(limits.refresh.memory_bytes, 32 * 1024 * 1024);
        assert_eq!(limits.view_bytes, 8 * 1024);
        assert_eq!(limits.refresh.wall, Limits::default().refresh.wall);
        assert_eq!(limits.view, Limits::default().view);
    }

    #[test]
    fn a_line_that_cannot_be_meant_is_named() {
        for (text, words) in [
            ("[view]\ncpu-ms = 0\n", "view.cpu-ms"),
            ("[view]\nmemory-mib = 0\n", "view.memory-mib"),
            ("[refresh]\nmemory-mib = 4097\n", "refresh.memory-mib"),
            ("calls-at-once = 100000\n", "calls-at-once"),
            ("[view]\ncpu = 1\n", "cpu"),
        ] {
            let error = read(text).expect_err(text).to_string();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
