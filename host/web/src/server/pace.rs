//! How slowly bytes may come and go: a grace, then a smallest rate, reckoned from the beginning.

use std::time::Duration;

use tokio::time::Instant;

use super::limits::HttpLimits;

/// The progress of one body, or of one answer.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pace {
    began: Instant,
    moved: u64,
}

impl Pace {
    pub(super) fn begin(now: Instant) -> Self {
        Self { began: now, moved: 0 }
    }

    pub(super) fn moved(&mut self, bytes: usize) {
        self.moved += bytes as u64;
    }

    /// When it is too slow unless more has moved by then.
    pub(super) fn deadline(&self, limits: &HttpLimits) -> Instant {
        let rate = limits.slowest_bytes_per_second.max(1);
        self.began + limits.grace + Duration::from_millis(self.moved.saturating_mul(1000) / rate)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_buys_time_and_none_but_the_grace_is_given() {
        let limits = HttpLimits::default();
        let now = Instant::now();
        let mut pace = Pace::begin(now);
        assert_eq!(pace.deadline(&limits), now + Duration::from_secs(5));
        pace.moved(2048);
        assert_eq!(pace.deadline(&limits), now + Duration::from_secs(7));
    }
}
