//! Timetables as they should not be: feeds with a known fault, bombs, and one of a whole country.
//! It must never know: the host's crates. The plugin's reader it asks for verdicts, and the built hub for the rest.
//! To add a bomb: one line in `bombs/zips.rs` or `bombs/tables.rs`; a feed of the archives: its line in `expected/`.
//! Tested by the unit tests at the bottom of each file; `tests/` holds one promise a file.
#![expect(clippy::unwrap_used, reason = "a test that cannot prepare itself fails")]

pub mod archives;
pub mod bombs;
pub mod count;
pub mod expected;
pub mod feed_hub;
pub mod published;
pub mod sound;
pub mod verdict;
pub mod zip_forge;
