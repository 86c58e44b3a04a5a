//! End-to-end tests: the whole hub against what can be worked out without it.
//! It must never know: any crate of the host or of the plugins; what it expects is computed from the raw files.
//! To add a test: a file in `tests/`, one promise each; what several of them share is a module here.
//! Tested by the unit tests at the bottom of each file; the oracle by small feeds written by hand.

pub mod board;
pub mod compare;
pub mod oracle;
pub mod plan;
pub mod random;
pub mod sample_feed;
