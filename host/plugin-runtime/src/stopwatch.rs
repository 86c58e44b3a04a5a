//! Measures the processor time of a call, poll by poll.
//!
//! The guest runs inside the polls of its call's future, on whatever thread polls it. The time of that thread's
//! processor during the polls is the call's: waiting costs nothing, and a busy machine does not eat the budget.

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// Processor time used by a call so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stopwatch {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    /// Nanoseconds of finished polls.
    done: AtomicU64,
    /// The thread's processor time when the present poll began.
    began: AtomicU64,
}

fn thread_time_ns() -> u64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    u64::try_from(Duration::try_from(time).unwrap_or_default().as_nanos()).unwrap_or(u64::MAX)
}

impl Stopwatch {
    /// Time used so far. Called from within a poll of the measured future.
    pub(crate) fn used(&self) -> Duration {
        let present = thread_time_ns().saturating_sub(self.shared.began.load(Ordering::Relaxed));
        Duration::from_nanos(self.shared.done.load(Ordering::Relaxed) + present)
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
        let began = thread_time_ns();
        self.shared.began.store(began, Ordering::Relaxed);
        let poll = future.poll(context);
        self.shared.done.fetch_add(thread_time_ns().saturating_sub(began), Ordering::Relaxed);
        poll
    }
}
