//! `[limits]` of the configuration file: what calls of plugins may use. A line that is absent keeps its default.
//! What components may be made of is in `component_limits.rs`.

use anyhow::anyhow;
use parvis_plugin_runtime::Limits;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::component_limits::{CompileSection, ComponentSection};

/// `[limits]`, with `[limits.view]` for pages and cards, `[limits.refresh]`, `[limits.breaker]` and `[limits.outbound]`:
/// which lines these have is the runtime's affair.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct LimitsSection {
    /// What a component may be made of.
    pub(crate) component: ComponentSection,
    /// What reading and compiling it may take.
    pub(crate) compile: CompileSection,
    #[serde(flatten)]
    calls: Map<String, Value>,
}

impl LimitsSection {
    /// The limits in force. The error names the line that cannot be meant.
    pub(crate) fn limits(&self) -> anyhow::Result<Limits> {
        Limits::read(&self.calls).map_err(|error| anyhow!("[limits] {error}"))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

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
            (
                "[view]\ncpu-ms = 0\n",
                "[limits] view.cpu-ms: 0 cannot be a limit; write a whole number from 1 to",
            ),
            ("[view]\nmemory-mib = 0\n", "view.memory-mib"),
            ("[refresh]\nmemory-mib = 4097\n", "refresh.memory-mib"),
            ("calls-at-once = 100000\n", "calls-at-once"),
            ("[breaker]\npause-s = 1.5\n", "breaker.pause-s"),
            ("[view]\ncpu = 1\n", "view.cpu: there is no such limit"),
        ] {
            let error = read(text).expect_err(text).to_string();
            assert!(error.contains(words), "{text}: {error}");
        }
    }
}
