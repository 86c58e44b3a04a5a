//! The state of one call: who calls, what it may use, what it has used. Made for the call and thrown away with it.

use std::sync::Arc;
use std::time::Duration;

use parvis_model::{Instant, ReportLine, RunReport};
use parvis_services::{Platform, PluginRecord, Reading};
use parvis_storage::LogOrigin;
use wasmtime::component::ResourceTable;

use crate::Limits;
use crate::limiter::Limiter;
use crate::limits::CallLimits;
use crate::outside_budget::OutsideBudget;
use crate::random::RandomStream;
use crate::trace::{Read, Trace};
use crate::usage::Usage;

/// What a call may do follows from which export it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallKind {
    /// `home` and `page`: reads only.
    View,
    /// `sync`: may fetch and publish.
    Refresh,
}

/// Most remarks of a run that are kept.
const MOST_REPORT_LINES: usize = 200;

/// The state of one call.
pub(crate) struct CallState {
    pub(crate) platform: Arc<Platform>,
    pub(crate) plugin: Arc<PluginRecord>,
    pub(crate) reading: Reading,
    pub(crate) kind: CallKind,
    pub(crate) limits: CallLimits,
    /// Names the call in the log, `page arret/12`.
    pub(crate) name: Arc<str>,
    pub(crate) table: ResourceTable,
    pub(crate) limiter: Limiter,
    pub(crate) trace: Trace,
    pub(crate) random: RandomStream,
    pub(crate) run: RunProgress,
    pub(crate) outside: OutsideBudget,
    started: tokio::time::Instant,
    usage: Usage,
}

/// What a refresh has done so far.
#[derive(Debug)]
pub(crate) struct RunProgress {
    /// When it began, by the hub's clock.
    pub(crate) started: Instant,
    /// The source that it asked about or published last.
    pub(crate) source: Option<String>,
    /// Remarks about the source.
    pub(crate) lines: Vec<ReportLine>,
    /// True once a draft was committed.
    pub(crate) committed: bool,
    /// True while a draft is open: there is one at a time.
    pub(crate) has_draft: bool,
    /// Why the last source or address did not come; none if it came.
    pub(crate) not_fetched: Option<String>,
}

impl RunProgress {
    fn new(started: Instant) -> Self {
        Self {
            started,
            source: None,
            lines: Vec::new(),
            committed: false,
            has_draft: false,
            not_fetched: None,
        }
    }

    /// Adds a remark, up to the limit.
    pub(crate) fn remark(&mut self, line: ReportLine) {
        if self.lines.len() < MOST_REPORT_LINES {
            self.lines.push(line);
        }
    }
}

impl CallState {
    pub(crate) fn new(
        platform: Arc<Platform>,
        plugin: Arc<PluginRecord>,
        reading: Reading,
        kind: CallKind,
        all: &Limits,
        name: Arc<str>,
        random: RandomStream,
    ) -> Self {
        let limits = match kind {
            CallKind::View => all.view,
            CallKind::Refresh => all.refresh,
        };
        let mut table = ResourceTable::new();
        table.set_max_capacity(limits.handles);
        let started = reading.now;
        Self {
            random,
            platform,
            plugin,
            reading,
            kind,
            limiter: Limiter::new(limits.memory_bytes),
            limits,
            name,
            table,
            trace: Trace::default(),
            run: RunProgress::new(started),
            outside: OutsideBudget::new(all.outbound),
            started: tokio::time::Instant::now(),
            usage: Usage::new(limits),
        }
    }

    /// Counts a host call that carries `bytes` in either direction. Past a limit the guest is stopped.
    pub(crate) fn enter(&mut self, bytes: usize) -> wasmtime::Result<()> {
        Ok(self.usage.enter(bytes)?)
    }

    /// Counts bytes that cross the border.
    pub(crate) fn cross(&mut self, bytes: usize) -> wasmtime::Result<()> {
        Ok(self.usage.cross(bytes)?)
    }

    /// Counts features read; false once the call has read its fill.
    pub(crate) fn may_read(&mut self, rows: usize) -> bool {
        self.usage.may_read(rows)
    }

    /// What is left of the call's time, for work that waits. A twentieth is kept back, so that a plugin that waited in
    /// vain can still say so.
    pub(crate) fn time_left(&self) -> Duration {
        (self.limits.wall - self.limits.wall / 20).saturating_sub(self.started.elapsed())
    }

    /// Notes a read of a collection as a whole, for the cache and the audit.
    pub(crate) fn note_read(&self, subject: &str, read: Read) {
        self.trace(|| read);
        self.note_audit(subject);
    }

    /// Notes a read for the cache, which keeps views alone: a refresh may read a whole collection.
    pub(crate) fn trace(&self, read: impl FnOnce() -> Read) {
        if self.kind == CallKind::View {
            self.trace.note(read());
        }
    }

    /// Notes for the audit that something was read.
    pub(crate) fn note_audit(&self, subject: &str) {
        let at = self.platform.clock().real_now();
        self.platform.audit().count(self.plugin.name(), subject, at);
    }

    /// A line of log from the plugin.
    pub(crate) fn log(&mut self, level: &str, message: &str) {
        if self.usage.may_log() {
            let cut = cut_at(message, self.limits.log_line_bytes);
            self.platform.log(self.plugin.name(), &self.name, LogOrigin::Plugin, level, cut);
        }
    }

    /// Says how many lines were dropped. Called when the call is over.
    pub(crate) fn close_log(&self) {
        let dropped = self.usage.dropped_lines();
        if dropped > 0 {
            let text = format!("{dropped} more lines of log were dropped");
            self.platform.log(self.plugin.name(), &self.name, LogOrigin::Hub, "warn", &text);
        }
    }

    /// The report of the run, ended now.
    pub(crate) fn report(
        &self,
        outcome: parvis_model::RunOutcome,
        reason: String,
        counts: [i64; 3],
    ) -> RunReport {
        let [read, kept, refused] = counts;
        RunReport {
            started: self.run.started,
            finished: self.platform.clock().now(),
            outcome,
            reason,
            read,
            kept,
            refused,
            lines: self.run.lines.clone(),
        }
    }
}

/// The text, cut at a character not beyond `most` bytes.
fn cut_at(text: &str, most: usize) -> &str {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_remarks_of_a_run_are_kept() {
        let remark = ReportLine {
            severity: parvis_model::Severity::Info,
            file: String::new(),
            line: None,
            reason: String::new(),
        };
        let mut run = RunProgress::new(Instant(0));
        for kept in (1..=MOST_REPORT_LINES).chain([MOST_REPORT_LINES]) {
            run.remark(remark.clone());
            assert_eq!(run.lines.len(), kept);
        }
    }

    #[test]
    fn a_cut_never_splits_a_character() {
        assert_eq!(cut_at("aéb", 2), "a");
        assert_eq!(cut_at("aéb", 3), "aé");
    }
}
