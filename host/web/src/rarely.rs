//! For what is worth a line in the log, and not one for every time that it happens.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long it stays silent.
const SILENCE: Duration = Duration::from_secs(60);

/// True once a minute.
#[derive(Debug, Default)]
pub(crate) struct Rarely(Mutex<Option<Instant>>);

impl Rarely {
    /// True if it was not true within the last minute.
    pub(crate) fn now(&self) -> bool {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let due = last.is_none_or(|last| last.elapsed() >= SILENCE);
        if due {
            *last = Some(Instant::now());
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_time_is_silent() {
        let rarely = Rarely::default();
        assert!(rarely.now() && !rarely.now());
    }
}
