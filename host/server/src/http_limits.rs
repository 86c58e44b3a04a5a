//! `[http]` of the configuration file: what visitors may take of the server. A line that is absent keeps its default.

use std::time::Duration;

use anyhow::ensure;
use parvis_web::HttpLimits;
use serde::Deserialize;

/// `[http]`. What each limit is for: [`HttpLimits`].
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct HttpSection {
    connections: Option<u64>,
    connections_per_address: Option<u64>,
    requests: Option<u64>,
    requests_per_address: Option<u64>,
    waiting_mib: Option<u64>,
    first_byte_ms: Option<u64>,
    head_ms: Option<u64>,
    body_ms: Option<u64>,
    grace_ms: Option<u64>,
    slowest_bytes_per_second: Option<u64>,
    idle_ms: Option<u64>,
    drain_ms: Option<u64>,
    headers: Option<u64>,
    head_kib: Option<u64>,
    target_bytes: Option<u64>,
    body_kib: Option<u64>,
}

impl HttpSection {
    /// The limits in force. The error names the line that cannot be meant.
    pub(crate) fn limits(&self) -> anyhow::Result<HttpLimits> {
        const KIB: u64 = 1024;
        let mut limits = HttpLimits::default();
        let counts = [
            ("connections", self.connections, 1, 1_000_000, &mut limits.connections),
            (
                "connections-per-address",
                self.connections_per_address,
                1,
                1_000_000,
                &mut limits.connections_per_address,
            ),
            ("requests", self.requests, 1, 100_000, &mut limits.requests),
            ("requests-per-address", self.requests_per_address, 1, 100_000, &mut limits.requests_per_address),
            ("waiting-mib", self.waiting_mib, KIB * KIB, 1_000_000, &mut limits.waiting_bytes),
            ("headers", self.headers, 1, 10_000, &mut limits.headers),
            ("head-kib", self.head_kib, KIB, 256, &mut limits.head_bytes),
            ("target-bytes", self.target_bytes, 1, 65_534, &mut limits.target_bytes),
            ("body-kib", self.body_kib, KIB, 1_000_000, &mut limits.body_bytes),
        ];
        for (name, given, unit, most, limit) in counts {
            if let Some(given) = within(name, given, most)? {
                *limit = usize::try_from(given * unit)?;
            }
        }
        let times = [
            ("first-byte-ms", self.first_byte_ms, &mut limits.first_byte),
            ("head-ms", self.head_ms, &mut limits.head),
            ("body-ms", self.body_ms, &mut limits.body),
            ("grace-ms", self.grace_ms, &mut limits.grace),
            ("idle-ms", self.idle_ms, &mut limits.idle),
            ("drain-ms", self.drain_ms, &mut limits.drain),
        ];
        for (name, given, limit) in times {
            if let Some(given) = within(name, given, 3_600_000)? {
                *limit = Duration::from_millis(given);
            }
        }
        let rate = within("slowest-bytes-per-second", self.slowest_bytes_per_second, 1_000_000)?;
        limits.slowest_bytes_per_second = rate.unwrap_or(limits.slowest_bytes_per_second);
        Ok(limits)
    }
}

fn within(name: &str, given: Option<u64>, most: u64) -> anyhow::Result<Option<u64>> {
    if let Some(given) = given {
        ensure!(
            (1..=most).contains(&given),
            "[http] {name}: {given} cannot be a limit; write 1 to {most}, or no such line"
        );
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> anyhow::Result<HttpLimits> {
        toml::from_str::<HttpSection>(text)?.limits()
    }

    #[test]
    fn what_is_absent_keeps_its_default() {
        assert_eq!(read("").expect("nothing"), HttpLimits::default());
        let limits = read("head-kib = 8\nidle-ms = 500\nrequests = 3\n").expect("limits");
        assert_eq!((limits.head_bytes, limits.idle, limits.requests), (8192, Duration::from_millis(500), 3));
        assert_eq!(limits.body, HttpLimits::default().body);
    }

    #[test]
    fn a_line_that_cannot_be_meant_is_named() {
        for (text, name) in [
            ("requests = 0\n", "requests"),
            ("head-kib = 257\n", "head-kib"),
            ("idle-ms = 3600001\n", "idle-ms"),
            ("idle = 5\n", "idle"),
            ("slowest-bytes-per-second = 0\n", "slowest-bytes-per-second"),
        ] {
            let error = read(text).expect_err(text).to_string();
            assert!(error.contains(name), "{text}: {error}");
        }
    }
}
