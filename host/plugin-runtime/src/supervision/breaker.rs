//! The breaker: after several faults within a time the calls of a plugin pause; then one of them tries whether it is well.

use std::collections::VecDeque;
use std::time::Duration;

use crate::limits::BreakerLimits;

/// A breaker. Time is passed in: since any moment, never going back.
#[derive(Debug)]
pub(super) struct Breaker {
    limits: BreakerLimits,
    /// How faults are counted.
    counting: Counting,
    state: State,
    /// When the faults that still count happened.
    strikes: VecDeque<Duration>,
    /// The last pause, zero before the first.
    pause: Duration,
    /// When the present row of pauses began.
    opened: Duration,
    /// When calls were let in again.
    closed: Duration,
}

/// Which faults count together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    /// Those within the window: of calls that come often.
    WithinWindow,
    /// Those without a success between: of calls that are rare.
    InARow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Closed,
    Open {
        until: Duration,
    },
    /// The pause is over and one call is let through.
    HalfOpen,
}

/// What the breaker says to a call that comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Admission {
    /// Go on.
    Free,
    /// Go on, and tell how it ended: all others wait for that.
    Probe,
    /// Not now.
    Refused,
}

/// Something that the operator is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// Calls pause until then.
    Paused {
        /// The end of the pause.
        until: Duration,
        /// True if the call that tried failed: it was paused before.
        again: bool,
    },
    /// Calls are let in again.
    Recovered {
        /// Since calls were let in last.
        after: Duration,
    },
}

impl Breaker {
    pub(super) fn new(limits: BreakerLimits, counting: Counting) -> Self {
        Self {
            limits,
            counting,
            state: State::Closed,
            strikes: VecDeque::new(),
            pause: Duration::ZERO,
            opened: Duration::ZERO,
            closed: Duration::ZERO,
        }
    }

    /// True if nothing is to be remembered: calls need not ask.
    pub(super) fn is_calm(&self) -> bool {
        self.state == State::Closed && self.strikes.is_empty()
    }

    /// The end of the present pause. A call that tries is part of it.
    pub(super) fn paused_until(&self, now: Duration) -> Option<Duration> {
        match self.state {
            State::Closed => None,
            State::Open { until } => Some(until),
            State::HalfOpen => Some(now),
        }
    }

    /// A call comes.
    pub(super) fn admit(&mut self, now: Duration) -> Admission {
        match self.state {
            State::Closed => Admission::Free,
            State::Open { until } if now >= until => {
                self.state = State::HalfOpen;
                Admission::Probe
            }
            State::Open { .. } | State::HalfOpen => Admission::Refused,
        }
    }

    /// A call ended well. One that began before the pause says nothing about now.
    pub(super) fn succeeded(&mut self, now: Duration, probe: bool) -> Option<Change> {
        self.forget_old(now);
        if self.counting == Counting::InARow && self.state == State::Closed {
            self.strikes.clear();
        }
        if self.state != State::HalfOpen || !probe {
            return None;
        }
        self.state = State::Closed;
        self.closed = now;
        Some(Change::Recovered { after: now.saturating_sub(self.opened) })
    }

    /// A call ended with a fault of its own.
    pub(super) fn failed(&mut self, now: Duration, probe: bool) -> Option<Change> {
        match self.state {
            State::Closed => {
                self.strikes.push_back(now);
                self.forget_old(now);
                (self.strikes.len() >= self.limits.faults).then(|| self.open(now))
            }
            State::HalfOpen if probe => Some(self.open(now)),
            State::HalfOpen | State::Open { .. } => None,
        }
    }

    /// The call that tried ended without showing anything: the next one tries.
    pub(super) fn probe_abandoned(&mut self, now: Duration) {
        if self.state == State::HalfOpen {
            self.state = State::Open { until: now };
        }
    }

    fn forget_old(&mut self, now: Duration) {
        let counts = |at: &Duration| now.saturating_sub(*at) < self.limits.window;
        while self.counting == Counting::WithinWindow && self.strikes.front().is_some_and(|at| !counts(at)) {
            self.strikes.pop_front();
        }
    }

    fn open(&mut self, now: Duration) -> Change {
        let again = self.state == State::HalfOpen;
        self.pause = self.next_pause(now, again);
        if !again {
            self.opened = now;
        }
        self.strikes.clear();
        let until = now.saturating_add(self.pause);
        self.state = State::Open { until };
        Change::Paused { until, again }
    }

    /// Twice the last one, unless the plugin was well for as long as that one or the window.
    fn next_pause(&self, now: Duration, again: bool) -> Duration {
        let healthy = now.saturating_sub(self.closed) >= self.pause.max(self.limits.window);
        if self.pause.is_zero() || (!again && healthy) {
            return self.limits.pause;
        }
        self.pause.saturating_mul(2).min(self.limits.longest_pause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: BreakerLimits = BreakerLimits {
        faults: 5,
        window: Duration::from_secs(60),
        pause: Duration::from_secs(30),
        longest_pause: Duration::from_secs(100),
    };

    fn s(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    fn breaker() -> Breaker {
        Breaker::new(LIMITS, Counting::WithinWindow)
    }

    /// Fails at these seconds; the last fault must open it.
    fn opened_at(breaker: &mut Breaker, last: u64) -> Duration {
        let before = (1..LIMITS.faults).all(|_| breaker.failed(s(last), false).is_none());
        assert!(before, "open before its last fault");
        match breaker.failed(s(last), false) {
            Some(Change::Paused { until, again: false }) => until - s(last),
            other => panic!("not opened at {last}: {other:?}"),
        }
    }

    #[test]
    fn it_opens_at_the_last_fault_of_the_limit_and_not_before() {
        let mut breaker = breaker();
        for at in 0..4 {
            assert_eq!(breaker.failed(s(at), false), None);
            assert_eq!(breaker.admit(s(at)), Admission::Free);
        }
        assert_eq!(breaker.failed(s(4), false), Some(Change::Paused { until: s(34), again: false }));
        assert_eq!(breaker.admit(s(4)), Admission::Refused);
    }

    #[test]
    fn faults_count_within_the_window_and_not_past_it() {
        let mut within = breaker();
        (0..4).for_each(|_| assert_eq!(within.failed(s(0), false), None));
        assert!(within.failed(s(60) - Duration::from_nanos(1), false).is_some());
        let mut past = breaker();
        (0..4).for_each(|_| assert_eq!(past.failed(s(0), false), None));
        assert_eq!(past.failed(s(60), false), None);
    }

    #[test]
    fn successes_between_do_not_hide_faults() {
        let mut breaker = breaker();
        for at in 0..4 {
            breaker.failed(s(at), false);
            assert_eq!(breaker.succeeded(s(at), false), None);
        }
        assert!(breaker.failed(s(4), false).is_some());
    }

    #[test]
    fn after_the_pause_one_call_tries_and_others_wait_for_it() {
        let mut breaker = breaker();
        assert_eq!(opened_at(&mut breaker, 0), s(30));
        assert_eq!(breaker.admit(s(30) - Duration::from_nanos(1)), Admission::Refused);
        assert_eq!(breaker.admit(s(30)), Admission::Probe);
        assert_eq!(breaker.admit(s(30)), Admission::Refused, "one at a time");
        assert_eq!(breaker.succeeded(s(31), true), Some(Change::Recovered { after: s(31) }));
        assert_eq!(breaker.admit(s(31)), Admission::Free);
        assert!(breaker.is_calm(), "former faults are forgotten");
    }

    #[test]
    fn each_failed_try_doubles_the_pause_up_to_the_longest() {
        let mut breaker = breaker();
        let mut until = opened_at(&mut breaker, 0);
        for pause in [60, 100, 100] {
            assert_eq!(breaker.admit(until), Admission::Probe);
            let next = until + s(pause);
            assert_eq!(breaker.failed(until, true), Some(Change::Paused { until: next, again: true }));
            assert_eq!(breaker.admit(next - s(1)), Admission::Refused);
            until = next;
        }
    }

    #[test]
    fn a_healthy_time_forgets_the_former_pauses_and_a_shorter_one_does_not() {
        // Closed at 31; the window is longer than the pause.
        for (opens, pause) in [(90, 60), (91, 30)] {
            let mut breaker = breaker();
            opened_at(&mut breaker, 0);
            breaker.admit(s(30));
            breaker.succeeded(s(31), true);
            assert_eq!(opened_at(&mut breaker, opens), s(pause), "opened again at {opens}");
        }
    }

    #[test]
    fn calls_that_began_before_the_pause_say_nothing() {
        let mut breaker = breaker();
        opened_at(&mut breaker, 0);
        assert_eq!(breaker.failed(s(1), false), None);
        assert_eq!(breaker.succeeded(s(2), false), None);
        assert_eq!(breaker.paused_until(s(2)), Some(s(30)));
        assert_eq!(breaker.admit(s(30)), Admission::Probe);
        assert_eq!(breaker.succeeded(s(31), false), None, "an old call is not the one that tries");
        assert_eq!(breaker.failed(s(31), false), None);
        assert!(breaker.succeeded(s(32), true).is_some());
    }

    #[test]
    fn a_try_without_an_answer_leaves_the_next_call_to_try() {
        let mut breaker = breaker();
        opened_at(&mut breaker, 0);
        assert_eq!(breaker.admit(s(40)), Admission::Probe);
        breaker.probe_abandoned(s(41));
        assert_eq!(breaker.admit(s(41)), Admission::Probe);
        breaker.failed(s(41), true);
        assert_eq!(breaker.paused_until(s(41)), Some(s(101)), "the pause has doubled once");
    }

    #[test]
    fn in_a_row_faults_count_however_old_until_a_success() {
        let mut breaker = Breaker::new(LIMITS, Counting::InARow);
        (0..4).for_each(|hour| assert_eq!(breaker.failed(s(hour * 3600), false), None));
        breaker.succeeded(s(14_401), false);
        (4..8).for_each(|hour| assert_eq!(breaker.failed(s(hour * 3600), false), None));
        assert!(breaker.failed(s(8 * 3600), false).is_some());
    }
}
