//! Measures the processor time of a call, poll by poll.
//!
//! The guest runs inside the polls of its call's future, on whatever thread polls it. The time of that thread's
//! processor during the polls is the call's: waiting costs nothing, and a busy machine does not eat the budget.
//!
//! Reading the thread's processor time is a system call, a twentieth of a short call. So the first poll, in which most
//! calls end, reads it only if a tick comes; until then the clock on the wall stands in for it, for at most one tick.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

use crate::engine::TICK;

/// Processor time used by a call so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stopwatch {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    /// Nanoseconds of finished polls.
    done: AtomicU64,
    /// The thread's processor time when the present poll began; `UNREAD` in a first poll before its first tick.
    began: AtomicU64,
    /// When the first poll began, by the clock on the wall.
    first_poll: OnceLock<Instant>,
}

const UNREAD: u64 = u64::MAX;

fn thread_time_ns() -> u64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    nanoseconds(Duration::try_from(time).unwrap_or_default())
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(UNREAD - 1)
}

impl Shared {
    /// What stands in for the processor time of a first poll without a tick.
    fn first_poll_ns(&self) -> u64 {
        self.first_poll.get().map_or(0, |began| nanoseconds(began.elapsed().min(TICK)))
    }
}

impl Stopwatch {
    /// Time used so far. Called at a tick, from within a poll of the measured future.
    pub(crate) fn used(&self) -> Duration {
        let now = thread_time_ns();
        let mut began = self.shared.began.load(Ordering::Relaxed);
        if began == UNREAD {
            began = now.saturating_sub(self.shared.first_poll_ns());
            self.shared.began.store(began, Ordering::Relaxed);
        }
        Duration::from_nanos(self.shared.done.load(Ordering::Relaxed) + now.saturating_sub(began))
    }

    /// Time used by finished polls. Called when the measured future is over.
    pub(crate) fn total(&self) -> Duration {
        Duration::from_nanos(self.shared.done.load(Ordering::Relaxed))
    }

    /// Waits for the future, its polls measured.
    pub(crate) async fn measure<F: Future>(&self, future: F) -> F::Output {
        let mut future = pin!(future);
        poll_fn(|context| self.poll(future.as_mut(), context)).await
    }

    fn poll<F: Future>(&self, future: Pin<&mut F>, context: &mut Context<'_>) -> Poll<F::Output> {
        let is_first = self.shared.first_poll.set(Instant::now()).is_ok();
        let began = if is_first { UNREAD } else { thread_time_ns() };
        self.shared.began.store(began, Ordering::Relaxed);
        let poll = future.poll(context);
        let spent = match self.shared.began.load(Ordering::Relaxed) {
            UNREAD => self.shared.first_poll_ns(),
            began => thread_time_ns().saturating_sub(began),
        };
        self.shared.done.fetch_add(spent, Ordering::Relaxed);
        poll
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps the processor busy for about this long, letting others run at each tick as a guest does.
    async fn busy(stopwatch: &Stopwatch, time: Duration) -> Duration {
        let mut used = Duration::ZERO;
        while used < time {
            let tick = Instant::now();
            while tick.elapsed() < TICK {}
            used = stopwatch.used();
            tokio::task::yield_now().await;
        }
        used
    }

    #[tokio::test]
    async fn work_is_counted_and_waiting_is_not() {
        let stopwatch = Stopwatch::default();
        let work = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            busy(&stopwatch, Duration::from_millis(60)).await
        };
        let seen = stopwatch.measure(work).await;
        assert!(seen >= Duration::from_millis(60), "{seen:?}");
        let total = stopwatch.total();
        assert!(total >= Duration::from_millis(60) && total < Duration::from_millis(190), "{total:?}");
    }

    #[tokio::test]
    async fn a_first_poll_without_a_tick_is_charged_at_most_one() {
        let stopwatch = Stopwatch::default();
        stopwatch.measure(async { std::thread::sleep(TICK * 3) }).await;
        assert_eq!(stopwatch.total(), TICK);
    }
}
