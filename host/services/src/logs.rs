//! Log lines of plugins: kept in memory for a moment, then stored. Never about a person.

use std::sync::Mutex;

use parvis_model::Instant;
use parvis_storage::{LogLine, LogOrigin, Storage, StorageError};

/// Lines waiting to be stored. Beyond 10,000 the rest is dropped until the next store.
#[derive(Debug, Default)]
pub struct Logs {
    waiting: Mutex<Vec<LogLine>>,
}

const MOST_WAITING: usize = 10_000;
/// Lines stored at once.
const AT_ONCE: usize = 1_000;

impl Logs {
    /// Keeps a line. `at` is real time. Control characters are escaped, so that a line stays one line.
    pub fn push(&self, at: Instant, plugin: &str, call: &str, origin: LogOrigin, level: &str, message: &str) {
        let line = LogLine {
            at,
            plugin: plugin.to_owned(),
            call: escaped(call, 200),
            origin,
            level: level.to_owned(),
            message: escaped(message, 8192),
        };
        if let Ok(mut waiting) = self.waiting.lock()
            && waiting.len() < MOST_WAITING
        {
            waiting.push(line);
        }
    }

    /// Stores what waits; what cannot be stored goes on waiting. True if there was anything.
    pub(crate) async fn flush(&self, storage: &dyn Storage) -> Result<bool, StorageError> {
        let lines = self.waiting.lock().map(|mut waiting| std::mem::take(&mut *waiting)).unwrap_or_default();
        for (number, some) in lines.chunks(AT_ONCE).enumerate() {
            if let Err(error) = storage.append_logs(some).await {
                self.put_back(&lines[number * AT_ONCE..]);
                return Err(error);
            }
        }
        Ok(!lines.is_empty())
    }

    fn put_back(&self, lines: &[LogLine]) {
        if let Ok(mut waiting) = self.waiting.lock() {
            waiting.splice(0..0, lines.iter().cloned());
            waiting.truncate(MOST_WAITING);
        }
    }
}

/// The text with control characters escaped (line breaks of a backtrace are kept as ` | `), cut at `most` bytes.
fn escaped(text: &str, most: usize) -> String {
    let mut clean = String::with_capacity(text.len().min(most));
    for c in text.chars() {
        if clean.len() + 4 > most {
            clean.push('…');
            break;
        }
        match c {
            '\n' => clean.push_str(" | "),
            c if c.is_control() || ('\u{202a}'..='\u{202e}').contains(&c) => {
                clean.extend(c.escape_unicode());
            }
            c => clean.push(c),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_cannot_forge_another_or_colour_a_terminal() {
        assert_eq!(escaped("a\nb\u{1b}[31m", 100), "a | b\\u{1b}[31m");
        assert!(escaped(&"é".repeat(100), 20).len() <= 24);
    }
}
