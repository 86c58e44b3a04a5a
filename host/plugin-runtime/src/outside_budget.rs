//! What a refresh may still bring in from outside, all of its fetches together.

use std::time::Duration;

use crate::limits::OutboundLimits;

/// What is left for one refresh.
#[derive(Debug)]
pub(crate) struct OutsideBudget {
    bytes: u64,
    time: Duration,
    requests: usize,
}

impl OutsideBudget {
    pub(crate) fn new(limits: OutboundLimits) -> Self {
        Self { bytes: limits.bytes as u64, time: limits.time, requests: limits.requests }
    }

    /// Counts one more fetch and says what it may take: time and bytes. `None` once something is used up.
    pub(crate) fn next(&mut self) -> Option<(Duration, u64)> {
        let is_left = self.requests > 0 && self.bytes > 0 && !self.time.is_zero();
        self.requests = self.requests.saturating_sub(1);
        is_left.then_some((self.time, self.bytes))
    }

    /// Takes what a fetch used, well or badly ended.
    pub(crate) fn used(&mut self, time: Duration, bytes: u64) {
        self.time = self.time.saturating_sub(time);
        self.bytes = self.bytes.saturating_sub(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn budget() -> OutsideBudget {
        OutsideBudget::new(OutboundLimits { bytes: 100, time: Duration::from_secs(10), requests: 3 })
    }

    #[test]
    fn requests_are_exact() {
        let mut budget = budget();
        assert!((0..3).all(|_| budget.next().is_some()), "at the limit");
        assert_eq!(budget.next(), None, "one past it");
    }

    #[test]
    fn bytes_and_time_are_what_the_fetches_before_left() {
        let mut by_bytes = budget();
        by_bytes.used(Duration::ZERO, 99);
        assert_eq!(by_bytes.next(), Some((Duration::from_secs(10), 1)));
        by_bytes.used(Duration::ZERO, 1);
        assert_eq!(by_bytes.next(), None);
        let mut by_time = budget();
        by_time.used(Duration::from_secs(9), 0);
        assert_eq!(by_time.next(), Some((Duration::from_secs(1), 100)));
        by_time.used(Duration::from_secs(2), 0);
        assert_eq!(by_time.next(), None);
    }
}
