//! The writer's own list of what was answered: on its disk before it counts, apart from the disk that fails.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Write;
use std::path::Path;

/// The list, open for writing. Subjects are `note KEY`, `published`, `line`...; their numbers only grow.
pub struct Answers(File);

impl Answers {
    /// Opens the list, or goes on with it.
    ///
    /// # Errors
    /// If the file cannot be opened.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        File::options().create(true).append(true).open(path).map(Self)
    }

    /// Notes that the number of this subject was answered.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn note(&mut self, subject: &str, number: u64) -> std::io::Result<()> {
        self.0.write_all(format!("{subject} {number}\n").as_bytes())?;
        self.0.sync_data()
    }
}

/// The list, read: the largest number of each subject, and how many answers there were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// By subject.
    pub newest: BTreeMap<String, u64>,
    /// All answers.
    pub count: u64,
}

impl Answered {
    /// Reads a list; one that is not there is empty. A last line that was cut off was not answered.
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let mut answered = Self::default();
        for line in text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n')) {
            let Some((subject, number)) = line.rsplit_once(' ') else { continue };
            let Ok(number) = number.parse::<u64>() else { continue };
            let newest = answered.newest.entry(subject.to_owned()).or_default();
            *newest = number.max(*newest);
            answered.count += 1;
        }
        answered
    }

    /// The newest number of a subject; 0 if none was answered.
    pub fn newest(&self, subject: &str) -> u64 {
        self.newest.get(subject).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noted_is_read_and_half_a_line_is_not() {
        let path = std::env::temp_dir().join(format!("parvis-answers-{}", std::process::id()));
        let mut answers = Answers::open(&path).expect("a list");
        for (subject, number) in [("note a", 1), ("published", 7), ("note a", 12)] {
            answers.note(subject, number).expect("noted");
        }
        std::fs::write(&path, std::fs::read_to_string(&path).expect("text") + "note a 99").expect("written");
        let read = Answered::read(&path);
        assert_eq!((read.newest("note a"), read.newest("published"), read.newest("line")), (12, 7, 0));
        assert_eq!(read.count, 3);
        std::fs::remove_file(path).expect("removed");
    }
}
