//! Log lines of plugins: kept in memory for a moment, then stored. Never about a person.

use std::collections::HashMap;
use std::sync::Mutex;

use parvis_model::Instant;
use parvis_storage::{LogLine, LogOrigin, Storage, StorageError};

/// Lines waiting to be stored. Beyond 10,000 the rest is dropped until the next store.
#[derive(Debug)]
pub struct Logs {
    waiting: Mutex<Waiting>,
    bytes_per_day: usize,
}

#[derive(Debug, Default)]
struct Waiting {
    lines: Vec<LogLine>,
    /// What each plugin said itself on a day. Counted anew from the start of the hub.
    said: HashMap<String, Said>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Said {
    day: i64,
    bytes: usize,
}

const MOST_WAITING: usize = 10_000;
/// Lines stored at once.
const AT_ONCE: usize = 1_000;
const DAY_MS: i64 = 86_400_000;

impl Logs {
    /// Keeps so many bytes of each plugin's own lines on one day, UTC.
    pub fn new(bytes_per_day: usize) -> Self {
        Self { waiting: Mutex::default(), bytes_per_day }
    }

    /// Keeps a line. `at` is real time. Control characters are escaped, so that a line stays one line. A plugin that has
    /// said its fill of the day is silent until the next one; the hub's lines about it are kept.
    pub fn push(&self, at: Instant, plugin: &str, call: &str, origin: LogOrigin, level: &str, message: &str) {
        let line = LogLine {
            at,
            plugin: plugin.to_owned(),
            call: escaped(call, 200),
            origin,
            level: level.to_owned(),
            message: escaped(message, 8192),
        };
        let Ok(mut waiting) = self.waiting.lock() else { return };
        let Some(line) = waiting.within_quota(line, self.bytes_per_day) else { return };
        if waiting.lines.len() < MOST_WAITING {
            waiting.lines.push(line);
        }
    }

    /// Stores what waits; what cannot be stored goes on waiting. True if there was anything.
    pub(crate) async fn flush(&self, storage: &dyn Storage) -> Result<bool, StorageError> {
        let lines =
            self.waiting.lock().map(|mut waiting| std::mem::take(&mut waiting.lines)).unwrap_or_default();
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
            waiting.lines.splice(0..0, lines.iter().cloned());
            waiting.lines.truncate(MOST_WAITING);
        }
    }
}

impl Waiting {
    /// The line; in place of the first one past the quota, one that says so; nothing in place of those after it.
    fn within_quota(&mut self, line: LogLine, most: usize) -> Option<LogLine> {
        if line.origin == LogOrigin::Hub {
            return Some(line);
        }
        let day = line.at.0.div_euclid(DAY_MS);
        let said = self.said.entry(line.plugin.clone()).or_default();
        if said.day != day {
            *said = Said { day, bytes: 0 };
        }
        let before = said.bytes;
        said.bytes = before.saturating_add(line.message.len());
        if said.bytes <= most {
            return Some(line);
        }
        // Above the limit from now on, however short the next line is.
        said.bytes = usize::MAX;
        let message =
            format!("its own lines are dropped until tomorrow (UTC): it has said {most} bytes today");
        let told = LogLine { origin: LogOrigin::Hub, level: "warn".to_owned(), message, ..line };
        (before <= most).then_some(told)
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

    fn say(logs: &Logs, at_ms: i64, origin: LogOrigin, message: &str) {
        logs.push(Instant(at_ms), "p", "page", origin, "info", message);
    }

    fn kept(logs: &Logs) -> Vec<(LogOrigin, String)> {
        let lines = std::mem::take(&mut logs.waiting.lock().expect("no panic").lines);
        lines.into_iter().map(|line| (line.origin, line.message)).collect()
    }

    #[test]
    fn a_plugin_says_its_fill_of_a_day_and_not_a_byte_more() {
        use LogOrigin::{Hub, Plugin};
        let logs = Logs::new(10);
        say(&logs, 0, Plugin, "12345");
        say(&logs, DAY_MS - 1, Plugin, "67890");
        assert_eq!(kept(&logs).len(), 2, "at the limit");
        say(&logs, DAY_MS - 1, Plugin, "1");
        let told = kept(&logs);
        assert!(matches!(&told[..], [(Hub, line)] if line.contains("said 10 bytes today")), "{told:?}");
        say(&logs, DAY_MS - 1, Plugin, "");
        assert!(kept(&logs).is_empty(), "told once");
        say(&logs, DAY_MS - 1, Hub, "trap");
        assert_eq!(kept(&logs), [(Hub, "trap".to_owned())], "the hub's own lines are kept");
        say(&logs, DAY_MS, Plugin, "1234567890");
        assert_eq!(kept(&logs).len(), 1, "another day");
    }

    #[test]
    fn lines_that_could_not_be_stored_wait_before_newer_ones() {
        let logs = Logs::new(1_000_000);
        say(&logs, 0, LogOrigin::Plugin, "first");
        let taken = std::mem::take(&mut logs.waiting.lock().expect("the lines").lines);
        say(&logs, 0, LogOrigin::Plugin, "second");
        logs.put_back(&taken);
        assert_eq!(
            kept(&logs).iter().map(|(_, line)| line.as_str()).collect::<Vec<_>>(),
            ["first", "second"]
        );
        logs.put_back(&vec![taken[0].clone(); MOST_WAITING + 1]);
        assert_eq!(kept(&logs).len(), MOST_WAITING, "memory is bounded");
    }

    #[test]
    fn a_line_cannot_forge_another_or_colour_a_terminal() {
        assert_eq!(escaped("a\nb\u{1b}[31m", 100), "a | b\\u{1b}[31m");
        assert!(escaped(&"é".repeat(100), 20).len() <= 24);
    }
}
