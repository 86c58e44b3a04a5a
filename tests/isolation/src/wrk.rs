//! `wrk` on one page, at the pace of many visitors rather than as fast as the machine goes: beside a hub that is kept busy by
//! its clients alone, every neighbour would look bad.

use std::io::Write;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, ensure};

/// Visitors at one time.
const CONNECTIONS: &str = "16";
/// What each of them waits before the next page: some 700 pages a second in all.
const PAUSE_MS: u32 = 20;

/// What one run of `wrk` saw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Measured {
    pub(crate) per_second: f64,
    pub(crate) median_ms: f64,
    pub(crate) p99_ms: f64,
    /// Answers that were not 200, connections that failed, answers that never came.
    pub(crate) errors: u64,
}

/// Asks for the page for that long.
pub(crate) fn run(page: &str, time: Duration) -> anyhow::Result<Measured> {
    let mut pause = tempfile::Builder::new().suffix(".lua").tempfile()?;
    writeln!(pause, "function delay() return {PAUSE_MS} end")?;
    let output = Command::new("wrk")
        .args(["--threads", "1", "--connections", CONNECTIONS, "--latency", "--timeout", "10s"])
        .args(["--duration", &format!("{}s", time.as_secs()), "--header", "Accept: text/html", "--script"])
        .arg(pause.path())
        .arg(page)
        .output()
        .context("wrk could not be started; on Debian as root: `apt-get install wrk`")?;
    let said = String::from_utf8_lossy(&output.stdout);
    ensure!(output.status.success(), "wrk failed: {said}{}", String::from_utf8_lossy(&output.stderr));
    read(&said).with_context(|| format!("wrk said: {said}"))
}

/// The figures in what `wrk --latency` prints.
fn read(said: &str) -> anyhow::Result<Measured> {
    let after = |words: &str| said.split_once(words).map(|(_, rest)| rest.trim_start());
    let word = |words: &str| after(words).and_then(|rest| rest.split_whitespace().next());
    // Lines of their own: other figures of `wrk` end in the same signs.
    let percentile = |name: &str| {
        let mut lines = after("Latency Distribution")?.lines();
        lines.find_map(|line| line.trim_start().strip_prefix(name)).map(str::trim)
    };
    let per_second = word("Requests/sec:").context("no rate")?.parse()?;
    // `connect 1, read 2, write 0, timeout 3`, on a line of its own where there are any.
    let of_sockets = after("Socket errors:").and_then(|rest| rest.lines().next()).unwrap_or_default();
    let counts = of_sockets.split([' ', ',']).filter_map(|word| word.parse::<u64>().ok());
    let refused = word("Non-2xx or 3xx responses:").map_or(Ok(0), str::parse::<u64>)?;
    Ok(Measured {
        per_second,
        median_ms: milliseconds(percentile("50%").context("no median")?)?,
        p99_ms: milliseconds(percentile("99%").context("no p99")?)?,
        errors: counts.sum::<u64>() + refused,
    })
}

/// `1.20ms`, `850.00us`, `1.02s`.
fn milliseconds(text: &str) -> anyhow::Result<f64> {
    let at = text.find(|c: char| !c.is_ascii_digit() && c != '.').context("no unit")?;
    let (number, unit) = text.split_at(at);
    let number: f64 = number.parse()?;
    match unit {
        "us" => Ok(number / 1e3),
        "ms" => Ok(number),
        "s" => Ok(number * 1e3),
        "m" => Ok(number * 60e3),
        _ => anyhow::bail!("the unit {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "Running 2s test @ http://127.0.0.1:8080/
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   780.92us    1.10ms  21.71ms   94.50%
    Req/Sec   735.63     20.10   777.00     65.00%
  Latency Distribution
     50%  523.00us
     75%  790.00us
     90%    1.37ms
     99%    5.58ms
  1466 requests in 2.00s, 30.32MB read
  Socket errors: connect 1, read 2, write 0, timeout 3
  Non-2xx or 3xx responses: 4
Requests/sec:    732.46
Transfer/sec:     15.15MB
";

    #[test]
    fn figures_are_read_in_milliseconds() {
        let measured = read(SAID).expect("figures");
        assert_eq!(measured, Measured { per_second: 732.46, median_ms: 0.523, p99_ms: 5.58, errors: 10 });
        let calm = SAID.replace("  Socket errors: connect 1, read 2, write 0, timeout 3\n", "");
        assert_eq!(read(&calm).expect("figures").errors, 4);
        assert_eq!(milliseconds("1.02s").expect("seconds"), 1020.0);
        assert!(read("").is_err());
    }
}
