//! Sources: who published a part of the data, under which terms, how fresh, and what happened at the last run.

use serde::{Deserialize, Serialize};

use crate::{Instant, Language, SourceTerms, Text};

/// What a source says of itself when it publishes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceInfo {
    /// Title for people, "Horaires Transilien".
    pub title: Text,
    /// Who made the data.
    pub attribution: String,
    /// Name of the licence, "ODbL 1.0".
    pub licence: String,
    /// Address of the source, for people; may be empty.
    pub url: String,
    /// When the data itself was made, if it says so.
    pub issued: Option<Instant>,
    /// The data holds from this moment.
    pub valid_from: Option<Instant>,
    /// The data holds until this moment.
    pub valid_until: Option<Instant>,
    /// The source promises to be published again within this many seconds.
    pub promise_s: Option<i64>,
    /// True for an illustration that must be labelled as an example.
    pub example: bool,
    /// The plugin's own mark of what it published, to tell whether anything changed.
    pub revision: String,
    /// The data is lent, under these terms: shown on pages, never exported. The operator's word, not the plugin's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lent: Option<Text>,
}

impl SourceInfo {
    /// One line for people: title, who made it, licence; what is absent is left out.
    pub fn credit(&self, language: Language) -> String {
        let parts = [self.title.get(language), &self.attribution, &self.licence];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// The same with the terms that the operator wrote down for its connector.
    #[must_use]
    pub fn under(mut self, terms: &SourceTerms) -> Self {
        let put = |into: &mut String, term: &Option<String>| {
            if let Some(term) = term {
                into.clone_from(term);
            }
        };
        put(&mut self.attribution, &terms.attribution);
        put(&mut self.licence, &terms.licence);
        put(&mut self.url, &terms.url);
        if let Some(title) = &terms.title {
            self.title = title.clone();
        }
        self.promise_s = terms.promise_s.or(self.promise_s);
        self.example |= terms.example;
        self.lent.clone_from(&terms.lent);
        self
    }
}

/// A source as the hub knows it: what it says, when it was published, how its last run went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceState {
    /// The plugin that publishes it.
    pub plugin: String,
    /// Its name within the plugin, `gtfs`.
    pub name: String,
    /// What it says of itself; `None` before the first publication.
    pub info: Option<SourceInfo>,
    /// When what is visible was published, by the hub's clock.
    pub published: Option<Instant>,
    /// How many features are visible.
    pub features: i64,
    /// The last run, published or not.
    pub last_run: Option<RunReport>,
}

/// Whether data may be shown as normal. From best to worst, so that the worst of several is their maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Freshness {
    /// Within its dates and its promise.
    Fresh,
    /// The last run was refused: what is shown is what was published at this moment.
    Refused(Instant),
    /// Older than its promise: last published, or found unchanged, at this moment.
    Late(Instant),
    /// Holds only from this moment on.
    NotYet(Instant),
    /// Held until this moment.
    Expired(Instant),
    /// Nothing was ever published.
    Missing,
}

impl SourceState {
    /// When the last run found that nothing had changed: what is visible held then.
    fn confirmed(&self) -> Option<Instant> {
        self.last_run.as_ref().filter(|run| run.outcome == RunOutcome::Unchanged).map(|run| run.finished)
    }

    /// The state of this source at `now`.
    pub fn freshness(&self, now: Instant) -> Freshness {
        let (Some(info), Some(published)) = (&self.info, self.published) else {
            // A run that found nothing to publish yet left nothing out.
            return if self.confirmed().is_some() { Freshness::Fresh } else { Freshness::Missing };
        };
        if let Some(until) = info.valid_until.filter(|until| now > *until) {
            return Freshness::Expired(until);
        }
        if let Some(from) = info.valid_from.filter(|from| now < *from) {
            return Freshness::NotYet(from);
        }
        let confirmed = self.confirmed().unwrap_or(published).max(published);
        if info.promise_s.is_some_and(|promise| confirmed.plus_seconds(promise) < now) {
            return Freshness::Late(confirmed);
        }
        match &self.last_run {
            Some(run) if run.outcome == RunOutcome::Refused => Freshness::Refused(published),
            _ => Freshness::Fresh,
        }
    }
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RunOutcome {
    /// New data is visible.
    Published,
    /// The source had nothing new.
    Unchanged,
    /// The new data was refused, or the run failed; the old data stays.
    Refused,
}

/// What happened during a run, for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunReport {
    /// When it began, by the hub's clock.
    pub started: Instant,
    /// When it ended.
    pub finished: Instant,
    /// How it ended.
    pub outcome: RunOutcome,
    /// Why, in one sentence, if it was refused.
    pub reason: String,
    /// Rows read.
    pub read: i64,
    /// Rows kept.
    pub kept: i64,
    /// Rows refused.
    pub refused: i64,
    /// The first refusals and remarks, at most 200.
    pub lines: Vec<ReportLine>,
}

/// One remark about the source's data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportLine {
    /// How bad it is.
    pub severity: Severity,
    /// File within the source, `stops.txt`; may be empty.
    pub file: String,
    /// Line in the file from 1, if it is about one.
    pub line: Option<i64>,
    /// What is wrong and what was done.
    pub reason: String,
}

/// How bad a remark is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// A row was left out or mended.
    Warning,
    /// The whole source was refused.
    Fatal,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn published(info: SourceInfo) -> SourceState {
        SourceState {
            plugin: "transport".into(),
            name: "gtfs".into(),
            info: Some(info),
            published: Some(Instant(1_000_000)),
            features: 1,
            last_run: None,
        }
    }

    #[test]
    fn the_operators_terms_stand_over_the_plugins_words() {
        let said =
            SourceInfo { licence: "?".into(), url: "https://a.example".into(), ..SourceInfo::default() };
        let terms = SourceTerms {
            licence: Some("ODbL 1.0".into()),
            promise_s: Some(60),
            lent: Some("Prêté".into()),
            ..SourceTerms::default()
        };
        let shown = said.clone().under(&terms);
        assert_eq!((shown.licence.as_str(), shown.url.as_str()), ("ODbL 1.0", "https://a.example"));
        assert_eq!((shown.promise_s, shown.lent), (Some(60), Some("Prêté".into())));
        assert_eq!(said.clone().under(&SourceTerms::default()), said);
    }

    #[test]
    fn data_past_its_dates_or_its_promise_is_never_normal() {
        let now = Instant(10_000_000);
        assert_eq!(published(SourceInfo::default()).freshness(now), Freshness::Fresh);
        let over = SourceInfo { valid_until: Some(Instant(9_000_000)), ..SourceInfo::default() };
        assert_eq!(published(over).freshness(now), Freshness::Expired(Instant(9_000_000)));
        let late = SourceInfo { promise_s: Some(60), ..SourceInfo::default() };
        let mut state = published(late);
        assert_eq!(state.freshness(now), Freshness::Late(Instant(1_000_000)));
        state.last_run = Some(RunReport {
            started: Instant(9_990_000),
            finished: Instant(9_990_000),
            outcome: RunOutcome::Unchanged,
            reason: String::new(),
            read: 0,
            kept: 0,
            refused: 0,
            lines: Vec::new(),
        });
        assert_eq!(
            state.freshness(now),
            Freshness::Fresh,
            "an honest run that found nothing new keeps the promise"
        );
    }
}
