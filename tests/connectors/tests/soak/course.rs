//! The way of one connector through the soak: good, one misdeed after the other, good again with other content.

use std::time::{Duration, Instant};

use serde_json::Value;
use tests_connectors::{Answer, Request, Source};

use crate::files::{FIRST, File, RECORDS};
use crate::misdeeds::{MISDEEDS, Misdeed};
use crate::partners::Partner;
use crate::watch::told;

/// Seconds between two runs: the least that a connector may have. A failed run rests no longer than this either.
pub(crate) const EVERY_S: u64 = 10;
/// The longest that a connector may take to be asked again and to say so: five times what is expected.
const LONGEST: Duration = Duration::from_secs(75);

/// A connector and its source.
pub(crate) struct Course {
    pub(crate) partner: &'static Partner,
    pub(crate) source: Source,
    /// Which content is good now.
    version: usize,
    /// Misdeeds so far, and those that are left before it is good again.
    done: usize,
    left: usize,
    /// What it does wrong now.
    misdeed: Option<&'static Misdeed>,
    /// True once its last step was told.
    pub(crate) settled: bool,
    since: Instant,
    /// When the run began that was the last one before this step.
    before: Value,
}

impl Course {
    /// Is good at first. Each connector begins with another misdeed.
    pub(crate) fn start(partner: &'static Partner, done: usize) -> Course {
        let source = Source::start(Answer::Status(404));
        let (misdeed, before, since) = (None, Value::Null, Instant::now());
        let mut course =
            Course { partner, source, version: 0, done, left: 0, misdeed, settled: false, since, before };
        course.behave();
        course
    }

    /// Its lines of the configuration.
    pub(crate) fn lines(&self) -> String {
        let ((plugin, task), name) = (self.partner.parts(), self.partner.name());
        format!(
            "[connector.{name}]\nplugin = '{plugin}'\ntask = '{task}'\nsource = '{}'\nevery-s = {EVERY_S}\n",
            self.source.url()
        )
    }

    /// The words in every title that is to be seen now.
    pub(crate) fn words(&self) -> String {
        format!("{} ({})", self.partner.name(), self.version)
    }

    fn serve(&self) -> Vec<File> {
        let files = (self.partner.files)(&self.words(), &self.source.host());
        for (path, text) in &files {
            self.source.at(path, Answer::good(text.clone(), self.version.to_string()));
        }
        files
    }

    fn behave(&mut self) {
        self.version += 1;
        self.misdeed = None;
        self.serve();
    }

    /// One of its files is what it should not be; the others stay as they are.
    fn misbehave(&mut self) {
        let files = self.serve();
        let misdeed = &MISDEEDS[self.done % MISDEEDS.len()];
        let (path, text) = &files[self.done / MISDEEDS.len() % files.len()];
        self.source.at(path, (misdeed.answer)(text));
        self.done += 1;
        self.misdeed = Some(misdeed);
    }

    /// Does so many things wrong, then is good again with other content.
    pub(crate) fn go_through(&mut self, misdeeds: usize, state: &Value) {
        (self.left, self.settled) = (misdeeds + 1, false);
        self.step(state);
    }

    fn step(&mut self, state: &Value) {
        match self.left {
            0 => self.settled = true,
            1 => self.behave(),
            _ => self.misbehave(),
        }
        self.left = self.left.saturating_sub(1);
        self.since = Instant::now();
        self.before = state["last_run"]["started"].clone();
    }

    /// Looks at what the hub says of the connector, and takes the next step once this one is told.
    ///
    /// # Panics
    /// If less is published than was, or if this step is not told in time.
    pub(crate) fn look(&mut self, state: &Value) {
        let features = state["features"].as_u64().unwrap_or_default();
        assert!(
            !self.was_published() || features == RECORDS as u64,
            "{}: {features} features: {state:#}",
            self.what()
        );
        match self.is_told(&state["last_run"]) {
            _ if self.settled => {}
            true => {
                self.print(&state["last_run"]);
                self.step(state);
            }
            false => assert!(self.since.elapsed() < LONGEST, "{}: not told: {state:#}", self.what()),
        }
    }

    fn is_told(&self, run: &Value) -> bool {
        let told = match self.misdeed {
            None => run["outcome"] == "published",
            Some(misdeed) => {
                let reason = run["reason"].as_str().unwrap_or_default();
                run["outcome"] == "refused" && reason.contains(misdeed.told)
            }
        };
        told && run["started"] != self.before
    }

    /// Whether its first content was told.
    pub(crate) fn was_published(&self) -> bool {
        self.settled || self.version > 1 || self.misdeed.is_some()
    }

    /// What was told of each misdeed, the first time.
    fn print(&self, run: &Value) {
        if self.version == 1 {
            told(&format!("{}: {} {}", self.what(), run["outcome"], run["reason"]));
        }
    }

    /// What it does now, for messages.
    pub(crate) fn what(&self) -> String {
        format!("{}, {}", self.words(), self.misdeed.map_or("good", |misdeed| misdeed.name))
    }

    /// Seconds between the runs that asked its source.
    pub(crate) fn gaps(&self) -> Vec<f64> {
        gaps(&self.source.asked().each)
    }
}

/// Seconds between requests of the file that is connected.
pub(crate) fn gaps(asked: &[Request]) -> Vec<f64> {
    let times: Vec<Instant> = asked.iter().filter(|it| it.path == FIRST).map(|it| it.at).collect();
    times.windows(2).map(|pair| (pair[1] - pair[0]).as_secs_f64()).collect()
}
