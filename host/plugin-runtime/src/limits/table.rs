//! Every limit by the name that the configuration gives it. One line here makes it configurable, shown and tested; the
//! pages have a sentence for it in each language.

use std::ops::RangeInclusive;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Map, Value};

use super::Limits;

/// A limit in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LimitLine {
    /// Its name under `[limits]`, the unit at its end: `view.cpu-ms`.
    pub name: &'static str,
    /// The most, in that unit.
    pub value: usize,
}

/// Where a limit is kept, and in which unit it is written.
enum Field<'a> {
    Ms(&'a mut Duration),
    Seconds(&'a mut Duration),
    Count(&'a mut usize),
    Kib(&'a mut usize),
    Mib(&'a mut usize),
}

use Field::{Count, Kib, Mib, Ms, Seconds};

impl Field<'_> {
    fn get(&self) -> usize {
        match self {
            Ms(time) => usize::try_from(time.as_millis()).unwrap_or(usize::MAX),
            Seconds(time) => usize::try_from(time.as_secs()).unwrap_or(usize::MAX),
            Count(count) => **count,
            Kib(bytes) => **bytes / 1024,
            Mib(bytes) => **bytes / (1024 * 1024),
        }
    }

    fn set(self, value: usize) {
        match self {
            Ms(time) => *time = Duration::from_millis(value as u64),
            Seconds(time) => *time = Duration::from_secs(value as u64),
            Count(count) => *count = value,
            Kib(bytes) => *bytes = value * 1024,
            Mib(bytes) => *bytes = value * 1024 * 1024,
        }
    }
}

/// A limit that can be written: its name, the values that can be meant, and where it is kept.
struct Entry {
    name: &'static str,
    values: RangeInclusive<usize>,
    field: fn(&mut Limits) -> Field<'_>,
}

const fn entry(
    name: &'static str,
    values: RangeInclusive<usize>,
    field: fn(&mut Limits) -> Field<'_>,
) -> Entry {
    Entry { name, values, field }
}

/// No limit of time is longer: a day.
const DAY_S: usize = 86_400;
/// Counts beyond this are a mistake.
const MANY: usize = 1_000_000_000;
/// The address space of a guest.
const MEMORY_MIB: usize = 4_096;
/// The log of the hub cuts lines at 8 KiB.
const LINE_BYTES: usize = 8_000;

const TABLE: &[Entry] = &[
    entry("view.cpu-ms", 1..=DAY_S * 1000, |l| Ms(&mut l.view.cpu)),
    entry("view.wall-ms", 1..=DAY_S * 1000, |l| Ms(&mut l.view.wall)),
    entry("view.memory-mib", 1..=MEMORY_MIB, |l| Mib(&mut l.view.memory_bytes)),
    entry("view.host-call-kib", 1..=MANY, |l| Kib(&mut l.view.host_call_bytes)),
    entry("view.crossing-mib", 1..=MANY, |l| Mib(&mut l.view.crossing_bytes)),
    entry("view.host-calls", 0..=MANY, |l| Count(&mut l.view.host_calls)),
    entry("view.rows", 1..=MANY, |l| Count(&mut l.view.rows)),
    entry("view.log-lines", 1..=MANY, |l| Count(&mut l.view.log_lines)),
    entry("view.log-line-bytes", 1..=LINE_BYTES, |l| Count(&mut l.view.log_line_bytes)),
    entry("view.handles", 1..=MANY, |l| Count(&mut l.view.handles)),
    entry("refresh.cpu-ms", 1..=DAY_S * 1000, |l| Ms(&mut l.refresh.cpu)),
    entry("refresh.wall-ms", 1..=DAY_S * 1000, |l| Ms(&mut l.refresh.wall)),
    entry("refresh.memory-mib", 1..=MEMORY_MIB, |l| Mib(&mut l.refresh.memory_bytes)),
    entry("refresh.host-call-kib", 1..=MANY, |l| Kib(&mut l.refresh.host_call_bytes)),
    entry("refresh.crossing-mib", 1..=MANY, |l| Mib(&mut l.refresh.crossing_bytes)),
    entry("refresh.host-calls", 0..=MANY, |l| Count(&mut l.refresh.host_calls)),
    entry("refresh.rows", 1..=MANY, |l| Count(&mut l.refresh.rows)),
    entry("refresh.log-lines", 1..=MANY, |l| Count(&mut l.refresh.log_lines)),
    entry("refresh.log-line-bytes", 1..=LINE_BYTES, |l| Count(&mut l.refresh.log_line_bytes)),
    entry("refresh.handles", 1..=MANY, |l| Count(&mut l.refresh.handles)),
    entry("view-blocks", 1..=MANY, |l| Count(&mut l.view_blocks)),
    entry("view-text-chars", 1..=MANY, |l| Count(&mut l.view_text_chars)),
    entry("view-kib", 1..=MANY, |l| Kib(&mut l.view_bytes)),
    entry("view-feeds", 0..=MANY, |l| Count(&mut l.view_feeds)),
    entry("view-results", 0..=MANY, |l| Count(&mut l.view_results)),
    entry("calls-at-once", 1..=1_000, |l| Count(&mut l.calls_at_once)),
    entry("calls-per-plugin", 1..=1_000, |l| Count(&mut l.calls_per_plugin)),
    entry("queue-per-plugin", 0..=MANY, |l| Count(&mut l.queue_per_plugin)),
    entry("wait-for-turn-ms", 1..=DAY_S * 1000, |l| Ms(&mut l.wait_for_turn)),
    entry("breaker.faults", 1..=1_000_000, |l| Count(&mut l.breaker.faults)),
    entry("breaker.window-s", 1..=DAY_S, |l| Seconds(&mut l.breaker.window)),
    entry("breaker.pause-s", 1..=DAY_S, |l| Seconds(&mut l.breaker.pause)),
    entry("breaker.longest-pause-s", 1..=DAY_S, |l| Seconds(&mut l.breaker.longest_pause)),
    entry("cpu-share-percent", 1..=100, |l| Count(&mut l.cpu_share_percent)),
    entry("outbound.mib", 1..=MANY, |l| Mib(&mut l.outbound.bytes)),
    entry("outbound.seconds", 1..=DAY_S, |l| Seconds(&mut l.outbound.time)),
    entry("outbound.requests", 0..=MANY, |l| Count(&mut l.outbound.requests)),
    entry("stored-mib", 1..=MANY, |l| Mib(&mut l.quotas.stored_bytes)),
    entry("log-mib-per-day", 1..=MANY, |l| Mib(&mut l.quotas.log_bytes_per_day)),
];

impl Limits {
    /// Every limit, as the configuration names it.
    pub fn lines(mut self) -> Vec<LimitLine> {
        let line = |entry: &Entry| LimitLine { name: entry.name, value: (entry.field)(&mut self).get() };
        TABLE.iter().map(line).collect()
    }

    /// Reads `[limits]`: what is absent keeps its default. The error names the line and what can be written there.
    pub fn read(section: &Map<String, Value>) -> Result<Limits, String> {
        let mut limits = Limits::default();
        limits.set_all("", section)?;
        let breaker = limits.breaker;
        if breaker.longest_pause < breaker.pause {
            return Err("breaker.longest-pause-s: write at least as much as breaker.pause-s".to_owned());
        }
        Ok(limits)
    }

    fn set_all(&mut self, prefix: &str, section: &Map<String, Value>) -> Result<(), String> {
        for (key, value) in section {
            let name = format!("{prefix}{key}");
            match value {
                Value::Object(inner) => self.set_all(&format!("{name}."), inner)?,
                value => self.set(&name, value)?,
            }
        }
        Ok(())
    }

    fn set(&mut self, name: &str, value: &Value) -> Result<(), String> {
        let Some(entry) = TABLE.iter().find(|entry| entry.name == name) else {
            let known: Vec<&str> = TABLE.iter().map(|entry| entry.name).collect();
            return Err(format!("{name}: there is no such limit; there are {}", known.join(", ")));
        };
        let (least, most) = (entry.values.start(), entry.values.end());
        let given = value.as_u64().and_then(|given| usize::try_from(given).ok());
        let Some(given) = given.filter(|given| entry.values.contains(given)) else {
            return Err(format!(
                "{name}: {value} cannot be a limit; write a whole number from {least} to {most}"
            ));
        };
        (entry.field)(self).set(given);
        Ok(())
    }
}

/// Limits as JSON, in the sections of the configuration.
pub fn limits_as_json(lines: impl IntoIterator<Item = LimitLine>) -> Value {
    let mut all = Map::new();
    for LimitLine { name, value } in lines {
        let (section, key) = name.split_once('.').unwrap_or(("", name));
        let within = match section {
            "" => Some(&mut all),
            section => all.entry(section).or_insert_with(|| Map::new().into()).as_object_mut(),
        };
        within.and_then(|within| within.insert(key.to_owned(), value.into()));
    }
    all.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, value: Value) -> Result<Limits, String> {
        let (section, key) = name.split_once('.').unwrap_or(("", name));
        let inner = Map::from_iter([(key.to_owned(), value)]);
        match section {
            "" => Limits::read(&inner),
            section => Limits::read(&Map::from_iter([(section.to_owned(), inner.into())])),
        }
    }

    fn value(limits: Limits, name: &str) -> usize {
        limits.lines().into_iter().find(|line| line.name == name).expect(name).value
    }

    #[test]
    fn every_limit_can_be_set_up_to_its_ends_and_not_beyond() {
        for entry in TABLE {
            let (least, most) = (*entry.values.start(), *entry.values.end());
            for given in [least, most].into_iter().filter(|_| !entry.name.contains("pause")) {
                let limits = read(entry.name, given.into()).expect(entry.name);
                assert_eq!(value(limits, entry.name), given, "{}", entry.name);
                let others = |limits: Limits| {
                    limits.lines().into_iter().filter(|line| line.name != entry.name).collect::<Vec<_>>()
                };
                assert_eq!(others(limits), others(Limits::default()), "{} sets another", entry.name);
            }
            for wrong in [Value::from(most + 1), (-1).into(), 1.5.into(), "1".into(), Value::Null] {
                let error = read(entry.name, wrong).expect_err(entry.name);
                assert!(error.starts_with(entry.name) && error.contains(&most.to_string()), "{error}");
            }
            let below = least.checked_sub(1).map(|below| read(entry.name, below.into()));
            assert!(below.is_none_or(|read| read.is_err()), "{}", entry.name);
            assert!(entry.values.contains(&value(Limits::default(), entry.name)), "{}", entry.name);
        }
    }

    #[test]
    fn a_pause_is_never_longer_than_the_longest() {
        assert!(read("breaker.pause-s", 600.into()).is_ok());
        assert!(
            read("breaker.pause-s", 601.into()).expect_err("longer").starts_with("breaker.longest-pause-s")
        );
        assert!(read("breaker.longest-pause-s", 30.into()).is_ok());
        assert!(read("breaker.longest-pause-s", 29.into()).is_err());
    }

    #[test]
    fn a_name_that_is_none_is_named_with_those_there_are() {
        let error = read("view.cpu", 1.into()).expect_err("no such limit");
        assert!(error.starts_with("view.cpu: there is no such limit; there are view.cpu-ms,"), "{error}");
        assert!(read("stored-mib.much", 1.into()).is_err() && read("view", 1.into()).is_err());
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut limits = Limits::default();
        limits.view.cpu = Duration::from_millis(7);
        limits.breaker.faults = 9;
        let written = limits_as_json(limits.lines());
        assert_eq!(written["view"]["cpu-ms"], 7);
        assert_eq!(Limits::read(written.as_object().expect("an object")), Ok(limits));
    }
}
