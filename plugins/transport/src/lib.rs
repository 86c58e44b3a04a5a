//! The transport plugin: it reads a GTFS timetable and shows residents their next departures.
//! It must never know: the host's crates, other plugins, the network beyond what it was granted.
//! To read one more GTFS file: a file of its name in `gtfs/`, called from `gtfs/read.rs`.
//! Tested by `src/gtfs/tests/` (every quirk, on feeds written in the test) and `tests/` (real feeds).

pub mod gtfs;
