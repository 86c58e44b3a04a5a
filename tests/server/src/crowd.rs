//! Many connections at one time.

use crate::Raw;

/// Connections that are held open until this is dropped.
pub struct Crowd(pub Vec<Raw>);

impl Crowd {
    /// Connections that each have said this, and wait.
    pub fn saying(address: &str, count: usize, words: &str) -> Self {
        let say = |_| {
            let mut line = Raw::to(address);
            line.send(words);
            line
        };
        Self((0..count).map(say).collect())
    }

    /// Connections that each have had one answer, and are idle.
    pub fn idle(address: &str, count: usize) -> Self {
        let ask = |_| {
            let mut line = Raw::to(address);
            assert!(line.ask("/healthz").ends_with("ok\n"));
            line
        };
        Self((0..count).map(ask).collect())
    }

    /// Waits until the hub has closed every one; all that they said.
    pub fn ends(&mut self) -> Vec<String> {
        self.0.iter_mut().map(Raw::rest).collect()
    }
}
