//! A plugin's account of processor time. It fills at the rate of the plugin's share and holds one minute of it: a plugin may
//! use a minute's share at once, and in the long run no more than its share.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

/// What an account holds when it is full.
const HOLDS: Duration = Duration::from_secs(60);

/// An account. Time is passed in: since any moment, never going back. No lock: one number says it all.
#[derive(Debug)]
pub(super) struct CpuAccount {
    /// Processors that the share is worth: 0.5 is half of one.
    rate: f64,
    /// The moment until which the share is used up, in nanoseconds. A minute ago or more: the account is full.
    used_until: AtomicI64,
}

impl CpuAccount {
    /// A full account.
    pub(super) fn new(processors: usize, share_percent: usize) -> Self {
        let rate = processors.max(1) as f64 * share_percent.max(1) as f64 / 100.0;
        Self { rate, used_until: AtomicI64::new(-nanoseconds(HOLDS)) }
    }

    /// How long a call must wait until its plugin has some of its share left; zero if it has.
    pub(super) fn wait(&self, now: Duration) -> Duration {
        let over = self.used_until.load(Ordering::Relaxed).saturating_sub(nanoseconds(now));
        Duration::from_nanos(u64::try_from(over).unwrap_or(0))
    }

    /// Takes what a call used. It may be more than is left: then the next calls wait the longer.
    pub(super) fn charge(&self, now: Duration, used: Duration) {
        let cost = (used.as_nanos() as f64 / self.rate) as i64;
        let full = nanoseconds(now).saturating_sub(nanoseconds(HOLDS));
        let add = |until: i64| Some(until.max(full).saturating_add(cost));
        // The function never refuses, so the update never fails.
        let _ = self.used_until.fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }
}

fn nanoseconds(time: Duration) -> i64 {
    i64::try_from(time.as_nanos()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn s(seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds)
    }

    /// A quarter of two processors: 30 s in a minute.
    fn account() -> CpuAccount {
        CpuAccount::new(2, 25)
    }

    #[test]
    fn a_minutes_share_may_be_used_at_once_and_not_a_moment_more() {
        let account = account();
        account.charge(s(0.0), s(30.0));
        assert_eq!(account.wait(s(0.0)), Duration::ZERO, "at the limit");
        account.charge(s(0.0), s(0.001));
        assert_eq!(account.wait(s(0.0)), s(0.002), "past it, by what the share is worth");
        assert_eq!(account.wait(s(0.002)), Duration::ZERO);
    }

    #[test]
    fn in_the_long_run_the_share_is_all_there_is() {
        let account = account();
        let (mut now, mut used) = (0.0_f64, 0.0_f64);
        while now < 600.0 {
            if account.wait(s(now)).is_zero() {
                account.charge(s(now), s(0.098));
                used += 0.098;
            }
            now += 0.02;
        }
        assert!((used - 330.0).abs() < 0.2, "a minute's share and ten minutes of it: {used}");
    }

    #[test]
    fn rest_fills_the_account_up_to_one_minute() {
        let account = account();
        account.charge(s(0.0), s(60.0));
        assert_eq!(account.wait(s(0.0)), s(60.0));
        assert_eq!(account.wait(s(59.0)), s(1.0));
        account.charge(s(10_000.0), s(30.0));
        assert_eq!(account.wait(s(10_000.0)), Duration::ZERO);
        account.charge(s(10_000.0), s(1.0));
        assert_eq!(account.wait(s(10_000.0)), s(2.0), "hours of rest are worth a minute");
    }

    #[test]
    fn a_call_longer_than_the_minute_is_waited_for_in_full() {
        let account = account();
        account.charge(s(100.0), s(120.0));
        assert_eq!(account.wait(s(100.0)), s(180.0));
    }
}
