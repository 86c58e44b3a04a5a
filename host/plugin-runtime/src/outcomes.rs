//! What became of components, by digest. A failure is remembered for a while: what took a minute of the processor to
//! refuse must not take it again for every visitor.

use std::collections::HashMap;
use std::sync::RwLock;
use std::time::{Duration, Instant};

use crate::RuntimeError;

/// A component that was refused is tried again after this time: less may have been asked of the machine then.
const REFUSED: Duration = Duration::from_secs(600);
/// Where the machine or the database failed, after this.
const FAILED: Duration = Duration::from_secs(10);

/// Remembered outcomes.
pub(crate) struct Outcomes<T> {
    by_digest: RwLock<HashMap<String, Outcome<T>>>,
}

struct Outcome<T> {
    result: Result<T, RuntimeError>,
    /// Nothing: for ever.
    until: Option<Instant>,
}

impl<T> Default for Outcomes<T> {
    fn default() -> Self {
        Self { by_digest: RwLock::default() }
    }
}

impl<T: Clone> Outcomes<T> {
    /// The outcome, if there is one that still counts.
    pub(crate) fn get(&self, digest: &str, now: Instant) -> Option<Result<T, RuntimeError>> {
        let all = self.by_digest.read().ok()?;
        let outcome = all.get(digest)?;
        outcome.until.is_none_or(|until| now < until).then(|| outcome.result.clone())
    }

    /// Remembers an outcome and gives it back.
    pub(crate) fn keep(
        &self,
        digest: &str,
        result: Result<T, RuntimeError>,
        now: Instant,
    ) -> Result<T, RuntimeError> {
        let until = match &result {
            Ok(_) => None,
            Err(RuntimeError::Refused(_)) => Some(now + REFUSED),
            Err(_) => Some(now + FAILED),
        };
        if let Ok(mut all) = self.by_digest.write() {
            all.insert(digest.to_owned(), Outcome { result: result.clone(), until });
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_good_stays_and_what_failed_is_tried_again_later() {
        let outcomes = Outcomes::default();
        let now = Instant::now();
        let refused = RuntimeError::Refused("no".to_owned());
        assert!(outcomes.get("a", now).is_none());
        assert_eq!(outcomes.keep("a", Ok(1), now).expect("good"), 1);
        outcomes.keep("b", Err(refused), now).expect_err("refused");
        outcomes.keep("c", Err(RuntimeError::NoMemory), now).expect_err("failed");
        assert_eq!(outcomes.get("a", now + REFUSED * 9).expect("kept").expect("good"), 1);
        assert!(outcomes.get("b", now + REFUSED - Duration::from_millis(1)).expect("kept").is_err());
        assert!(outcomes.get("b", now + REFUSED).is_none());
        assert!(outcomes.get("c", now + FAILED - Duration::from_millis(1)).expect("kept").is_err());
        assert!(outcomes.get("c", now + FAILED).is_none());
    }
}
