//! What the tests of faults share: a disk that fails on purpose, a writer that keeps a list of what was answered, a check of it.
//! It must never know: how the database keeps its promises; it sees records, answers, and the system's calls go by.
//! To add a fault: a kind in `shim/disk.c`, its name in `disk.rs`, a file in `tests/faults/`.
//! Tested by the tests themselves: each counts what it did to the disk and fails where that was nothing.

mod answered;
mod check;
mod disk;
mod hub;
mod random;
mod records;
mod writer;

pub use answered::{Answered, Answers};
pub use check::{check, integrity};
pub use disk::{Counts, Disk};
pub use hub::{Hub, copy_folder, said};
pub use random::Random;
pub use records::Publication;
pub use writer::{Job, write};
