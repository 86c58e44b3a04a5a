//! Telling the operator of something that may happen a thousand times a second: at most once a minute.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

/// The least time between two lines of one kind.
const BETWEEN: Duration = Duration::from_secs(60);

/// When each kind of thing was told last, and how often it was not told since.
#[derive(Debug, Default)]
pub(super) struct Told {
    last: Mutex<HashMap<&'static str, (Duration, u64)>>,
}

impl Told {
    /// It happened again. If a line is due: how often it happened since the last one, this time left out.
    pub(super) fn again(&self, kind: &'static str, now: Duration) -> Option<u64> {
        let mut all = self.last.lock().ok()?;
        match all.get_mut(kind) {
            Some((last, untold)) if now.saturating_sub(*last) < BETWEEN => {
                *untold += 1;
                None
            }
            known => {
                let untold = known.map_or(0, |(_, untold)| *untold);
                all.insert(kind, (now, 0));
                Some(untold)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_told_once_a_minute_with_what_happened_between() {
        let told = Told::default();
        let again = |kind, seconds| told.again(kind, Duration::from_secs(seconds));
        assert_eq!(again("busy", 5), Some(0));
        assert_eq!(again("busy", 6), None);
        assert_eq!(again("share", 6), Some(0), "another kind");
        assert_eq!(again("busy", 64), None);
        assert_eq!(again("busy", 65), Some(2));
        assert_eq!(again("busy", 66), None);
    }
}
