//! Random numbers of a call, the same whenever the call is the same.

use std::sync::Arc;

use sha2::{Digest, Sha256};

/// Numbers that look random and follow from component, export and arguments alone. Nothing is reckoned before the first.
#[derive(Debug)]
pub(crate) struct RandomStream {
    digest: Arc<str>,
    call: String,
    seed: Option<[u8; 32]>,
    block: [u8; 32],
    used: usize,
    next_block: u64,
}

impl RandomStream {
    pub(crate) fn new(digest: Arc<str>, call: String) -> Self {
        Self { digest, call, seed: None, block: [0; 32], used: 32, next_block: 0 }
    }

    /// The next byte.
    pub(crate) fn byte(&mut self) -> u8 {
        if self.used == self.block.len() {
            self.fill_block();
        }
        self.used += 1;
        self.block[self.used - 1]
    }

    fn fill_block(&mut self) {
        let (digest, call) = (&self.digest, &self.call);
        let seed = self.seed.get_or_insert_with(|| Sha256::digest([digest, "\0", call].concat()).into());
        let mut sha = Sha256::new();
        sha.update(seed);
        sha.update(self.next_block.to_le_bytes());
        self.block = sha.finalize().into();
        self.next_block += 1;
        self.used = 0;
    }

    /// The next number, at least 0 and below 1, with 53 random bits.
    pub(crate) fn number(&mut self) -> f64 {
        let mut bytes = [0; 8];
        bytes.fill_with(|| self.byte());
        (u64::from_le_bytes(bytes) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_numbers_follow_from_the_call() {
        let first = |call: &str| RandomStream::new("digest".into(), call.into()).number();
        assert_eq!(first("page a"), first("page a"));
        assert_ne!(first("page a"), first("page b"));
        let mut stream = RandomStream::new("digest".into(), "page a".into());
        let mean = (0..10_000).map(|_| stream.number()).sum::<f64>() / 10_000.0;
        assert!((0.48..0.52).contains(&mean), "{mean}");
    }
}
