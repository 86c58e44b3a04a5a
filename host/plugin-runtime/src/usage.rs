//! What a call has used so far, against its limits.

use crate::fault::LimitPassed;
use crate::limits::CallLimits;

/// Counts of one call.
#[derive(Debug)]
pub(crate) struct Usage {
    limits: CallLimits,
    host_calls: usize,
    crossed: usize,
    rows: usize,
    log_lines: usize,
}

impl Usage {
    pub(crate) fn new(limits: CallLimits) -> Self {
        Self { limits, host_calls: 0, crossed: 0, rows: 0, log_lines: 0 }
    }

    /// Counts a host call that carries `bytes` in either direction.
    pub(crate) fn enter(&mut self, bytes: usize) -> Result<(), LimitPassed> {
        self.host_calls += 1;
        if self.host_calls > self.limits.host_calls {
            return Err(LimitPassed(format!("more than {} calls of host functions", self.limits.host_calls)));
        }
        self.cross(bytes)
    }

    /// Counts bytes that cross the border.
    pub(crate) fn cross(&mut self, bytes: usize) -> Result<(), LimitPassed> {
        self.crossed = self.crossed.saturating_add(bytes);
        if self.crossed > self.limits.crossing_bytes {
            let most = self.limits.crossing_bytes;
            return Err(LimitPassed(format!("more than {most} bytes between plugin and hub")));
        }
        Ok(())
    }

    /// Counts features read; false once the call has read its fill.
    pub(crate) fn may_read(&mut self, rows: usize) -> bool {
        self.rows = self.rows.saturating_add(rows);
        self.rows <= self.limits.rows
    }

    /// Counts a line of log; false once the call has said enough.
    pub(crate) fn may_log(&mut self) -> bool {
        self.log_lines += 1;
        self.log_lines <= self.limits.log_lines
    }

    /// Lines of log that were counted and dropped.
    pub(crate) fn dropped_lines(&self) -> usize {
        self.log_lines.saturating_sub(self.limits.log_lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn usage() -> Usage {
        let limits = CallLimits {
            host_calls: 3,
            crossing_bytes: 100,
            rows: 10,
            log_lines: 2,
            ..Limits::default().view
        };
        Usage::new(limits)
    }

    #[test]
    fn host_calls_and_bytes_are_exact() {
        let mut usage = usage();
        assert!(usage.enter(60).is_ok() && usage.enter(40).is_ok(), "at the limit of bytes");
        assert!(usage.enter(0).is_ok(), "at the limit of calls");
        let past = usage.enter(0).expect_err("one call past it").to_string();
        assert_eq!(past, "more than 3 calls of host functions");
        let past = usage.cross(1).expect_err("one byte past it").to_string();
        assert_eq!(past, "more than 100 bytes between plugin and hub");
    }

    #[test]
    fn rows_and_lines_are_exact() {
        let mut usage = usage();
        assert!(usage.may_read(4) && usage.may_read(6), "at the limit");
        assert!(!usage.may_read(1), "one past it");
        assert!(usage.may_log() && usage.may_log());
        assert_eq!(usage.dropped_lines(), 0);
        assert!(!usage.may_log());
        assert_eq!(usage.dropped_lines(), 1);
        assert!(!usage.may_read(usize::MAX) && usage.cross(usize::MAX).is_err(), "no sum overflows");
    }
}
