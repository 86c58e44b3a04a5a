//! Bombs: feeds made to hurt whoever reads them. Each is made when it is thrown; none is kept.

pub mod tables;
pub mod zips;

use crate::feed_hub::Run;

/// One bomb, and what must become of it.
pub struct Bomb {
    /// What it is.
    pub name: &'static str,
    /// Makes it.
    pub make: fn() -> Vec<u8>,
    /// What the hub must say of it.
    pub end: End,
}

/// How a bomb must end.
#[derive(Clone, Copy, Debug)]
pub enum End {
    /// Refused: the reason names the file and, where one row is at fault, the line.
    Refused {
        /// The file named, `feed.zip` for the archive itself.
        file: &'static str,
        /// The line named.
        line: Line,
        /// Words of the reason.
        words: &'static str,
    },
    /// Defused: taken, and what was wrong is in the report.
    Defused {
        /// The file named.
        file: &'static str,
        /// The line named.
        line: Line,
        /// Words of a remark.
        words: &'static str,
    },
    /// No bomb after all: taken without a word.
    Taken,
}

/// The line that must be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// None: the whole file is at fault.
    None,
    /// Any: it depends on the memory that is left.
    Any,
    /// This one.
    At(i64),
}

impl End {
    /// What is wrong with how the bomb ended, if anything.
    pub fn fault(self, run: &Run) -> Option<String> {
        let (outcome, wanted) = match self {
            End::Refused { file, line, words } => ("refused", Some((file, line, words))),
            End::Defused { file, line, words } => ("published", Some((file, line, words))),
            End::Taken => ("published", None),
        };
        if run.outcome != outcome {
            return Some(format!("{}, not {outcome}: {}", run.outcome, run.reason));
        }
        let (file, line, words) = wanted?;
        let named = run.lines.iter().any(|(in_file, at, reason)| {
            let right_line = match line {
                Line::None => at.is_none(),
                Line::Any => at.is_some(),
                Line::At(line) => *at == Some(line),
            };
            in_file == file && right_line && reason.contains(words)
        });
        let said = outcome == "published" || (run.reason.contains(file) && run.reason.contains(words));
        let told = || format!("no {file}, {line:?}: {words:?} in {:?}; {:?}", run.reason, run.lines);
        (!named || !said).then(told)
    }
}
