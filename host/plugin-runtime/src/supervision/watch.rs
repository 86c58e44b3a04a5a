//! One kind of a plugin's calls under watch: whether they may begin, what they use, how they end.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::breaker::{Admission, Breaker, Change, Counting};
use super::cpu_account::CpuAccount;
use crate::Limits;
use crate::fault::Fault;
use crate::stopwatch::Stopwatch;

/// The calls of one kind.
pub(crate) struct Watch {
    /// Times are since then.
    started: Instant,
    /// True while the breaker has nothing to remember: calls that end well need no lock.
    calm: AtomicBool,
    breaker: Mutex<Breaker>,
    cpu: CpuAccount,
}

impl Watch {
    pub(super) fn new(limits: &Limits, counting: Counting, processors: usize, started: Instant) -> Self {
        Self {
            started,
            calm: AtomicBool::new(true),
            breaker: Mutex::new(Breaker::new(limits.breaker, counting)),
            cpu: CpuAccount::new(processors, limits.cpu_share_percent),
        }
    }

    /// A call that wants to begin. `None` while the plugin is paused. What the stopwatch measures is charged to the plugin
    /// when the answer is dropped.
    pub(crate) fn begin<'a>(&'a self, stopwatch: &'a Stopwatch) -> Option<Watched<'a>> {
        let admission = match self.calm.load(Ordering::Relaxed) {
            true => Admission::Free,
            false => self.with_breaker(|breaker, now| breaker.admit(now)).unwrap_or(Admission::Free),
        };
        match admission {
            Admission::Refused => None,
            admission => Some(Watched { watch: self, stopwatch, probe: admission == Admission::Probe }),
        }
    }

    /// How long a call must wait for its plugin's share of the processors.
    pub(crate) fn cpu_wait(&self) -> Duration {
        self.cpu.wait(self.started.elapsed())
    }

    /// The end of the present pause.
    pub(super) fn paused_until(&self) -> Option<Duration> {
        if self.calm.load(Ordering::Relaxed) {
            return None;
        }
        self.with_breaker(|breaker, now| breaker.paused_until(now)).flatten()
    }

    fn with_breaker<T>(&self, act: impl FnOnce(&mut Breaker, Duration) -> T) -> Option<T> {
        let mut breaker = self.breaker.lock().ok()?;
        let done = act(&mut breaker, self.started.elapsed());
        self.calm.store(breaker.is_calm(), Ordering::Relaxed);
        Some(done)
    }
}

/// A call that began. Dropped before it [ended](Watched::ended), it shows nothing of the plugin.
pub(crate) struct Watched<'a> {
    watch: &'a Watch,
    stopwatch: &'a Stopwatch,
    /// True if it is the one that tries after a pause.
    probe: bool,
}

impl Watched<'_> {
    /// How the call ended, for the breaker. `cpu` is its budget. What there is to tell the operator.
    pub(super) fn ended(mut self, fault: Option<&Fault>, cpu: Duration) -> Option<Change> {
        let probe = std::mem::take(&mut self.probe);
        let watch = self.watch;
        match fault {
            None if watch.calm.load(Ordering::Relaxed) => None,
            None => watch.with_breaker(|breaker, now| breaker.succeeded(now, probe)).flatten(),
            Some(fault) if fault.is_strike(self.stopwatch.total(), cpu) => {
                watch.with_breaker(|breaker, now| breaker.failed(now, probe)).flatten()
            }
            Some(_) => {
                self.probe = probe;
                None
            }
        }
    }
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        self.watch.cpu.charge(self.watch.started.elapsed(), self.stopwatch.total());
        if self.probe {
            self.watch.with_breaker(|breaker, now| breaker.probe_abandoned(now));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Busy;
    use crate::limits::BreakerLimits;

    /// Pauses for no time, so that the next call tries at once.
    fn watch() -> Watch {
        let breaker = BreakerLimits { faults: 2, pause: Duration::ZERO, ..Limits::default().breaker };
        let limits = Limits { breaker, ..Limits::default() };
        Watch::new(&limits, Counting::WithinWindow, 2, Instant::now())
    }

    fn end(watch: &Watch, fault: Option<&Fault>) -> Option<Change> {
        let stopwatch = Stopwatch::default();
        watch.begin(&stopwatch).expect("not paused").ended(fault, Duration::from_millis(100))
    }

    fn trap() -> Fault {
        Fault::Trap { reason: "on purpose".into(), backtrace: String::new() }
    }

    #[test]
    fn refusals_of_the_hub_are_no_strikes() {
        let watch = watch();
        for fault in [
            Fault::Busy(Busy::OwnCalls),
            Fault::NotReady("still compiled".into()),
            Fault::WallBudget(Duration::from_millis(800)),
        ] {
            (0..10).for_each(|_| assert_eq!(end(&watch, Some(&fault)), None, "{fault}"));
        }
        assert!(watch.paused_until().is_none());
        assert_eq!(end(&watch, Some(&trap())), None);
        assert!(matches!(end(&watch, Some(&trap())), Some(Change::Paused { again: false, .. })));
    }

    #[test]
    fn one_call_tries_and_a_call_that_is_dropped_lets_the_next_one_try() {
        let watch = watch();
        assert_eq!(end(&watch, Some(&trap())), None);
        assert!(end(&watch, Some(&trap())).is_some());
        let stopwatch = Stopwatch::default();
        let first = watch.begin(&stopwatch).expect("one tries");
        assert!(watch.begin(&stopwatch).is_none(), "another is let in");
        drop(first);
        let second = watch.begin(&stopwatch).expect("the next one tries");
        assert_eq!(second.ended(Some(&Fault::Busy(Busy::Share)), Duration::ZERO), None);
        assert!(matches!(end(&watch, None), Some(Change::Recovered { .. })));
        assert!(watch.paused_until().is_none() && watch.calm.load(Ordering::Relaxed));
    }
}
