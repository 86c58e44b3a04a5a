//! The memory of an instance, summed over all of its memories. How many memories, tables and instances it may have, and
//! how large a table may grow, is the pool's to say (`engine.rs`).

use wasmtime::ResourceLimiter;

/// Counts what an instance holds and refuses what is too much.
#[derive(Debug)]
pub(crate) struct Limiter {
    most_bytes: usize,
    bytes: usize,
    /// Set when memory was refused: a trap that follows is put down to it.
    refused: bool,
}

impl Limiter {
    pub(crate) fn new(most_bytes: usize) -> Self {
        Self { most_bytes, bytes: 0, refused: false }
    }

    /// The limit, if the guest asked for more.
    pub(crate) fn refused(&self) -> Option<usize> {
        self.refused.then_some(self.most_bytes)
    }

    /// Bytes of all memories.
    #[cfg(test)]
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }
}

impl ResourceLimiter for Limiter {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        let sum = self.bytes.saturating_add(desired.saturating_sub(current));
        if sum > self.most_bytes {
            self.refused = true;
            return Ok(false);
        }
        self.bytes = sum;
        Ok(true)
    }

    fn table_growing(&mut self, _: usize, _: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        Ok(true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memories_are_summed_and_the_limit_is_exact() {
        let mut limiter = Limiter::new(100);
        assert!(limiter.memory_growing(0, 60, None).expect("first"));
        assert!(limiter.memory_growing(0, 40, None).expect("second, at the limit"));
        assert_eq!(limiter.refused(), None);
        assert!(!limiter.memory_growing(40, 41, None).expect("one past it"));
        assert_eq!(limiter.refused(), Some(100));
        assert_eq!(limiter.bytes(), 100);
    }
}
