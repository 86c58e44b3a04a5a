//! What a feed may cost: a plugin reads it with 256 MiB of memory and 120 s of CPU.

/// Limits on a feed; past one, the feed is refused with words that name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Files in the zip, of any kind.
    pub files: usize,
    /// Bytes of one file, unpacked.
    pub file_bytes: u64,
    /// Bytes of all the files that are read, unpacked.
    pub total_bytes: u64,
    /// Bytes of one row: more is a quote that was never closed.
    pub row_bytes: usize,
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
        files: 200,
        file_bytes: 256 << 20,
        total_bytes: 1 << 30,
        row_bytes: 64 << 10,
        rows: 1_000_000,
        stop_times: 2_000_000,
        repeated_departures: 500_000,
    };
}
