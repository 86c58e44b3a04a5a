//! Turns of one plugin's calls: so many at one time, so many that wait, the rest is refused at once.

use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::Instant;

/// The turns of one plugin.
#[derive(Debug)]
pub(super) struct Turns {
    running: Semaphore,
    waiting: AtomicUsize,
    most_waiting: usize,
}

impl Turns {
    pub(super) fn new(at_once: usize, most_waiting: usize) -> Self {
        Self { running: Semaphore::new(at_once), waiting: AtomicUsize::new(0), most_waiting }
    }

    /// A turn, at once or before `until`. None if the queue is full, which is known at once, or the time is over.
    pub(super) async fn take(&self, until: Instant) -> Option<SemaphorePermit<'_>> {
        if let Ok(turn) = self.running.try_acquire() {
            return Some(turn);
        }
        let _place = Place::take(&self.waiting, self.most_waiting)?;
        tokio::time::timeout_at(until, self.running.acquire()).await.ok()?.ok()
    }
}

/// A place in the queue. Given back when dropped, also by a visitor who goes away.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize, most: usize) -> Option<Self> {
        let one_more = |before: usize| (before < most).then_some(before + 1);
        waiting.fetch_update(Ordering::Relaxed, Ordering::Relaxed, one_more).ok()?;
        Some(Self(waiting))
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::future::{Future, poll_fn};
    use std::pin::Pin;
    use std::task::{Context, Poll};
    use std::time::Duration;

    use super::*;

    /// A future polled once: it has its place in the queue.
    async fn started<F: Future + Unpin>(future: &mut F) {
        let once = |context: &mut Context<'_>| {
            assert!(Pin::new(&mut *future).poll(context).is_pending(), "it did not have to wait");
            Poll::Ready(())
        };
        poll_fn(once).await;
    }

    fn in_a_while() -> Instant {
        Instant::now() + Duration::from_secs(60)
    }

    #[tokio::test]
    async fn four_run_sixteen_wait_and_one_more_is_refused_at_once() {
        let turns = Turns::new(4, 16);
        let until = in_a_while();
        let mut running = Vec::new();
        for _ in 0..4 {
            running.push(turns.take(until).await.expect("a turn"));
        }
        let mut waiting: Vec<_> = (0..16).map(|_| Box::pin(turns.take(until))).collect();
        for one in &mut waiting {
            started(one).await;
        }
        assert!(turns.take(until).await.is_none(), "the queue is full");
        assert!(Instant::now() < until, "it was not refused at once");
        running.pop();
        assert!(waiting.remove(0).await.is_some(), "the first of the queue has its turn");
        started(&mut Box::pin(turns.take(until))).await;
    }

    #[tokio::test]
    async fn who_waits_is_refused_when_the_time_is_over() {
        let turns = Turns::new(1, 1);
        let _running = turns.take(in_a_while()).await.expect("a turn");
        let until = Instant::now() + Duration::from_millis(20);
        assert!(turns.take(until).await.is_none());
        assert!(Instant::now() >= until);
    }

    #[tokio::test]
    async fn a_visitor_who_goes_away_leaves_the_queue() {
        let turns = Turns::new(1, 1);
        let until = in_a_while();
        let _running = turns.take(until).await.expect("a turn");
        let mut gone = Box::pin(turns.take(until));
        started(&mut gone).await;
        assert!(turns.take(until).await.is_none());
        drop(gone);
        started(&mut Box::pin(turns.take(until))).await;
    }
}
