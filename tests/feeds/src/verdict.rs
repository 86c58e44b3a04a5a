//! What the plugin's reader makes of a feed.

use std::fmt;
use std::io::Cursor;

use plugin_transport::gtfs::{Report, Severity, read_feed};

/// How a feed was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Read whole, without a warning.
    Taken,
    /// Read; rows were left out or mended, and the report says which.
    WithReport,
    /// Not read.
    Refused,
}

impl Verdict {
    /// All of them.
    pub const ALL: [Verdict; 3] = [Verdict::Taken, Verdict::WithReport, Verdict::Refused];

    /// The word for the table.
    pub fn word(self) -> &'static str {
        match self {
            Verdict::Taken => "taken",
            Verdict::WithReport => "taken with report",
            Verdict::Refused => "refused",
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.word())
    }
}

/// The verdict on a zipped feed, and its first words: the refusal or the first warning, with file and line.
pub fn of(zip: Vec<u8>) -> (Verdict, String) {
    let mut report = Report::default();
    match read_feed(Cursor::new(zip), &mut report) {
        Err(refusal) => (Verdict::Refused, refusal.to_string()),
        Ok(_) => match report.lines.iter().find(|line| line.severity == Severity::Warning) {
            None => (Verdict::Taken, String::new()),
            Some(line) => {
                let number = line.line.map_or(String::new(), |number| format!(", line {number}"));
                (Verdict::WithReport, format!("{}{number}: {}", line.file, line.reason))
            }
        },
    }
}
