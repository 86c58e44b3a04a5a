//! The bytes that visitors make the hub keep: requests that have not arrived whole, answers that are not taken.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The account of all of them.
#[derive(Clone, Debug)]
pub(super) struct Held {
    bytes: Arc<AtomicUsize>,
    most: usize,
}

/// The part of one connection. Given back when dropped.
#[derive(Debug)]
pub(super) struct HeldBytes {
    held: Held,
    bytes: usize,
}

impl Held {
    pub(super) fn new(most: usize) -> Self {
        Self { bytes: Arc::default(), most }
    }

    /// An account that holds nothing yet.
    pub(super) fn nothing(&self) -> HeldBytes {
        HeldBytes { held: self.clone(), bytes: 0 }
    }

    #[cfg(test)]
    /// Bytes held at this moment.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.load(Ordering::Relaxed)
    }
}

impl HeldBytes {
    /// Holds this many bytes from now on. False if there would be too many in all; then nothing changes.
    pub(super) fn set(&mut self, bytes: usize) -> bool {
        let Held { bytes: all, most } = &self.held;
        if let Some(more) = bytes.checked_sub(self.bytes) {
            if all.fetch_add(more, Ordering::Relaxed) + more > *most {
                all.fetch_sub(more, Ordering::Relaxed);
                return false;
            }
        } else {
            all.fetch_sub(self.bytes - bytes, Ordering::Relaxed);
        }
        self.bytes = bytes;
        true
    }
}

impl Drop for HeldBytes {
    fn drop(&mut self) {
        self.held.bytes.fetch_sub(self.bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_account_takes_up_to_its_limit_and_not_one_more() {
        let held = Held::new(100);
        let (mut one, mut two) = (held.nothing(), held.nothing());
        assert!(one.set(60) && two.set(40));
        assert!(!two.set(41), "one past");
        assert!(one.set(59) && two.set(41));
        drop((one, two));
        assert_eq!(held.bytes(), 0);
    }
}
