//! A hundred changes a second: a small source in the same collection, replaced again and again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use parvis_index::{PartBuilder, ReadModel};
use parvis_model::Point;

use crate::region::feature;

/// Changes in a second.
pub(crate) const EACH_SECOND: u64 = 100;
/// Features that one change replaces: the stations of a bicycle scheme.
pub(crate) const FEATURES: usize = 200;

/// The thread that makes the changes, until it is dropped.
pub(crate) struct Changes {
    stop: Arc<AtomicBool>,
    made: Arc<AtomicU64>,
    thread: Option<JoinHandle<()>>,
}

impl Changes {
    /// Starts. `first` is the number of the first change; `around` gives the positions.
    pub(crate) fn start(model: Arc<ReadModel>, first: i64, around: Vec<Point>) -> Self {
        let (stop, made) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
        let (stop_there, made_there) = (stop.clone(), made.clone());
        let thread = std::thread::spawn(move || {
            let mut change = first;
            while !stop_there.load(Ordering::Relaxed) {
                replace(&model, change, &around);
                made_there.fetch_add(1, Ordering::Relaxed);
                change += 1;
                std::thread::sleep(Duration::from_millis(1000 / EACH_SECOND));
            }
        });
        Self { stop, made, thread: Some(thread) }
    }

    /// How many were made.
    pub(crate) fn made(&self) -> u64 {
        self.made.load(Ordering::Relaxed)
    }
}

impl Drop for Changes {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A change that failed has printed why; the count of changes tells it too.
            drop(thread.join());
        }
    }
}

fn replace(model: &ReadModel, change: i64, around: &[Point]) {
    let mut builder = PartBuilder::new();
    // Ids beyond those of the region, capacities that move with every change.
    let features = around.iter().take(FEATURES).enumerate();
    builder.push(
        features.map(|(i, point)| feature(9_000_000 + i * 50 + change as usize % 50, *point)).collect(),
    );
    model.replace_source("bicycles", "stations", vec![("places".to_owned(), builder.finish())], change);
}
