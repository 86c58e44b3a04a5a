//! Connectors: a partner's file or feed, read by a task of a plugin, under terms that the operator writes down.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::manifest::is_name;
use crate::{SecretHeaders, Text};

/// Longest text of the terms, in bytes.
const LONGEST_TERM: usize = 1_000;
/// Longest promise: ten years.
const LONGEST_PROMISE_S: i64 = 10 * 366 * 86_400;

/// A partner's file or feed, connected without code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Connector {
    /// Its name, and that of the source that it publishes: lower-case letters, digits and `-`.
    pub name: String,
    /// The plugin that reads it.
    pub plugin: String,
    /// The task of the plugin's schedule, which must be one that takes connectors.
    pub task: String,
    /// A file of this machine or a web address.
    pub source: String,
    /// Seconds between runs; the task's own where absent.
    #[serde(default)]
    pub every_s: Option<i64>,
    /// Settings of the plugin that differ for this connector, in the form of `--setting`.
    #[serde(default)]
    pub settings: BTreeMap<String, String>,
    /// Which columns or members hold what: the plugin's word, then the source's.
    #[serde(default)]
    pub mapping: BTreeMap<String, String>,
    /// What the source wants to see in requests. Never written with the rest: a connector may be shown, these may not.
    #[serde(skip)]
    pub headers: SecretHeaders,
    /// What is said of it wherever its data is shown.
    #[serde(default)]
    pub terms: SourceTerms,
}

/// The terms under which data is shown. What is absent is left to the plugin's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct SourceTerms {
    /// Title for people.
    #[serde(default)]
    pub title: Option<Text>,
    /// Who made the data.
    #[serde(default)]
    pub attribution: Option<String>,
    /// Name of the licence.
    #[serde(default)]
    pub licence: Option<String>,
    /// Page about the source, for people.
    #[serde(default)]
    pub url: Option<String>,
    /// The source is renewed, or found unchanged, within this many seconds.
    #[serde(default)]
    pub promise_s: Option<i64>,
    /// True for an illustration that must be labelled as an example.
    #[serde(default)]
    pub example: bool,
    /// The data is lent, under these terms: shown on pages, never exported. Open where absent.
    #[serde(default)]
    pub lent: Option<Text>,
}

impl Connector {
    /// Checks what can be checked without knowing the plugin. The error names the line of the configuration.
    pub fn check(&self) -> Result<(), String> {
        if !is_name(&self.name) {
            return Err(
                "its name takes 1 to 40 lower-case letters, digits and '-', a letter first".to_owned()
            );
        }
        if self.source.trim().is_empty() {
            return Err("source: name a file or an address".to_owned());
        }
        if self.every_s.is_some_and(|every| every < 10) {
            return Err("every-s: at least 10 seconds".to_owned());
        }
        if !self.headers.is_empty() && !self.source.contains("://") {
            return Err("headers: a file is not asked for with headers; name an address".to_owned());
        }
        self.terms.check()
    }
}

impl SourceTerms {
    fn check(&self) -> Result<(), String> {
        if self.promise_s.is_some_and(|promise| !(1..=LONGEST_PROMISE_S).contains(&promise)) {
            return Err(format!("promise-s: from 1 to {LONGEST_PROMISE_S} seconds"));
        }
        let lines = [("attribution", &self.attribution), ("licence", &self.licence), ("url", &self.url)];
        let lines = lines.into_iter().filter_map(|(name, line)| Some((name, line.as_deref()?)));
        let texts = [("title", &self.title), ("lent", &self.lent)];
        let texts =
            texts.iter().flat_map(|(name, text)| text.iter().flat_map(|text| text.all()).map(|t| (*name, t)));
        for (name, line) in lines.chain(texts) {
            if line.len() > LONGEST_TERM || line.contains(char::is_control) {
                return Err(format!("{name}: one line of at most {LONGEST_TERM} bytes"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connector() -> Connector {
        Connector {
            name: "agenda-issy".into(),
            plugin: "culture".into(),
            task: "openagenda".into(),
            source: "https://example.org/events.json".into(),
            every_s: None,
            settings: BTreeMap::new(),
            mapping: BTreeMap::new(),
            headers: SecretHeaders::default(),
            terms: SourceTerms::default(),
        }
    }

    #[test]
    fn a_connector_is_checked_line_by_line() {
        connector().check().expect("sound");
        let refused = |change: fn(&mut Connector)| {
            let mut changed = connector();
            change(&mut changed);
            changed.check().expect_err("refused")
        };
        assert!(refused(|it| it.name = "Agenda".into()).contains("lower-case"));
        assert!(refused(|it| it.source = " ".into()).contains("source"));
        assert!(refused(|it| it.every_s = Some(9)).contains("every-s"));
        let key = || SecretHeaders::new([("apikey".into(), "a".into())]).unwrap_or_default();
        let of_a_file = Connector { source: "a.ics".into(), headers: key(), ..connector() };
        assert!(of_a_file.check().expect_err("refused").contains("a file"));
        assert_eq!(Connector { headers: key(), ..connector() }.check(), Ok(()));
        assert!(refused(|it| it.terms.promise_s = Some(0)).contains("promise-s"));
        assert!(refused(|it| it.terms.licence = Some("a\nb".into())).contains("licence"));
        assert!(refused(|it| it.terms.lent = Some("x".repeat(1_001).into())).contains("lent"));
        let longest = SourceTerms {
            url: Some("x".repeat(1_000)),
            promise_s: Some(LONGEST_PROMISE_S),
            ..SourceTerms::default()
        };
        assert_eq!(longest.check(), Ok(()));
    }
}
