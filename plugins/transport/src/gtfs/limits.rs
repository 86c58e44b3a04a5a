//! What a feed may cost: a plugin reads it with 256 MiB of memory and 120 s of CPU.
//!
//! The hub stops a plugin that takes more, but its reason can name no row. So the plugin keeps bounds of its own, and
//! refuses with file and line: those below, and room in memory (`room.rs`), the shape of the zip (`zip_directory.rs`),
//! the length of ids (`ids.rs`), of texts (`table.rs`) and of trips (`trip_calls.rs`), the work of ordering stations
//! (`line_stations.rs`), and the departures of all days (`publish/departures.rs`). `tests/feeds` throws bombs at each.

/// Limits on a feed; past one, the feed is refused with words that name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Files in the zip, of any kind.
    pub files: usize,
    /// How many times its packed bytes a file may unpack to. Timetables come to ten or twenty.
    pub ratio: u64,
    /// Bytes of one file, unpacked.
    pub file_bytes: u64,
    /// Bytes of all the files that are read, unpacked.
    pub total_bytes: u64,
    /// Bytes of one row: more is a quote that was never closed.
    pub row_bytes: usize,
    /// Columns of one file.
    pub columns: usize,
    /// Rows of one file but `stop_times.txt`.
    pub rows: usize,
    /// Rows of `stop_times.txt`: the file that costs memory, about 50 bytes a row at the worst moment.
    pub stop_times: usize,
    /// Departures of one day that `frequencies.txt` may make.
    pub repeated_departures: usize,
}

impl Limits {
    /// The limits of a hub.
    pub const DEFAULT: Limits = Limits {
        files: 64,
        ratio: 200,
        file_bytes: 256 << 20,
        total_bytes: 1 << 30,
        row_bytes: 64 << 10,
        columns: 200,
        rows: 1_000_000,
        stop_times: 2_000_000,
        repeated_departures: 500_000,
    };
}
