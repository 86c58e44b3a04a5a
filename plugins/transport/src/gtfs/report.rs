//! What was wrong with a feed, for the people who make it: file, line, reason.

use std::fmt;

/// How many lines a report keeps; the rest is only counted.
const KEPT_LINES: usize = 200;
/// How many signs of a reason are kept: a row may hold one cell of 64 KiB.
const KEPT_SIGNS: usize = 400;

/// How bad a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// A row was left out or mended.
    Warning,
}

/// One remark about the feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportLine {
    /// How bad it is.
    pub severity: Severity,
    /// The file within the feed, `stops.txt`.
    pub file: &'static str,
    /// Line in the file from 1 (the header), if the remark is about one.
    pub line: Option<u32>,
    /// What is wrong and what was done.
    pub reason: String,
}

/// How a file was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileCount {
    /// The file within the feed.
    pub file: &'static str,
    /// Rows read, the header and empty rows not counted.
    pub read: u32,
    /// Rows left out because they were unsound.
    pub refused: u32,
}

impl FileCount {
    /// Rows kept.
    pub fn kept(&self) -> u32 {
        self.read.saturating_sub(self.refused)
    }
}

/// The report of one reading: the first 200 remarks, and counts of all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The first remarks, at most 200.
    pub lines: Vec<ReportLine>,
    /// All the remarks, those that were not kept too.
    pub remarks: u32,
    /// One entry per file that was read.
    pub files: Vec<FileCount>,
}

impl Report {
    /// How this file was read; zeros if it was not.
    pub fn count(&self, file: &str) -> FileCount {
        let found = self.files.iter().find(|count| count.file == file).copied();
        found.unwrap_or(FileCount { file: "", read: 0, refused: 0 })
    }

    /// Counts rows that were read.
    pub(super) fn read(&mut self, file: &'static str, rows: u32) {
        self.entry(file).read += rows;
    }

    /// A row is left out.
    pub(super) fn refuse(&mut self, file: &'static str, line: u32, reason: fmt::Arguments<'_>) {
        self.entry(file).refused += 1;
        self.warn(file, Some(line), reason);
    }

    /// Something was mended, or looks wrong.
    pub(super) fn warn(&mut self, file: &'static str, line: Option<u32>, reason: fmt::Arguments<'_>) {
        self.remark(Severity::Warning, file, line, reason);
    }

    /// Something worth knowing.
    pub(super) fn info(&mut self, file: &'static str, reason: fmt::Arguments<'_>) {
        self.remark(Severity::Info, file, None, reason);
    }

    fn remark(
        &mut self,
        severity: Severity,
        file: &'static str,
        line: Option<u32>,
        reason: fmt::Arguments<'_>,
    ) {
        self.remarks += 1;
        // A reason is written out only if it is kept: a file may hold a million bad rows.
        if self.lines.len() < KEPT_LINES {
            self.lines.push(ReportLine { severity, file, line, reason: short(&reason.to_string()) });
        }
    }

    fn entry(&mut self, file: &'static str) -> &mut FileCount {
        let index = self.files.iter().position(|count| count.file == file).unwrap_or_else(|| {
            self.files.push(FileCount { file, read: 0, refused: 0 });
            self.files.len() - 1
        });
        &mut self.files[index]
    }
}

/// Why a whole feed was refused, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The file at fault, `stops.txt`, or `feed.zip` for the archive itself.
    pub file: String,
    /// Line in the file from 1, if one is at fault.
    pub line: Option<u32>,
    /// What is wrong and what to do, in one or two sentences.
    pub reason: String,
}

impl Refusal {
    pub(super) fn of(file: &str, reason: impl Into<String>) -> Refusal {
        Refusal { file: file.to_owned(), line: None, reason: short(&reason.into()) }
    }
}

fn short(reason: &str) -> String {
    reason.chars().take(KEPT_SIGNS).collect()
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(out, "{}, line {line}: {}", self.file, self.reason),
            None => write!(out, "{}: {}", self.file, self.reason),
        }
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_keeps_two_hundred_lines_and_counts_the_rest() {
        let mut report = Report::default();
        report.read("stops.txt", 205);
        for line in 2..205 {
            report.refuse("stops.txt", line, format_args!("bad row {line}"));
        }
        assert_eq!(report.lines.len(), 200);
        assert_eq!(report.lines[199].line, Some(201));
        assert_eq!(report.remarks, 203);
        let count = report.count("stops.txt");
        assert_eq!((count.read, count.kept(), count.refused), (205, 2, 203));
    }
}
