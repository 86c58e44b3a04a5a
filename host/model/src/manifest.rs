//! The manifest of a plugin: the one thing that is read without running anything.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Permission, Text};

/// What a plugin says of itself. Written as `plugin.toml`, carried as JSON in the section `parvis:manifest`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Manifest {
    /// Name, lower-case letters, digits and `-`: the address of its pages and the prefix of its settings.
    pub name: String,
    /// Its own version, for people.
    pub version: String,
    /// Version of the contract it was built for, `0.1`.
    pub contract: String,
    /// Title for residents, per language.
    pub title: Text,
    /// What it does for residents, in one or two sentences.
    pub summary: Text,
    /// Who makes it.
    pub maker: String,
    /// Licence of its code.
    #[serde(default)]
    pub licence: String,
    /// Verbs of the front page under which it appears.
    #[serde(default)]
    pub verbs: Vec<Verb>,
    /// Powers asked for, each with the reason that operators and residents read.
    #[serde(default)]
    pub asks: BTreeMap<Permission, Text>,
    /// Settings that the operator can give.
    #[serde(default)]
    pub settings: BTreeMap<String, SettingSpec>,
    /// Refreshes, by task name.
    #[serde(default)]
    pub schedule: BTreeMap<String, Schedule>,
    /// Its pages about single things, by collection: the path of a page with `{id}` in it. Lists of the hub lead there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub pages: BTreeMap<String, String>,
}

/// A verb of the front page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verb {
    /// Se déplacer, `/deplacements`.
    Move,
    /// S'entraider, `/entraide`.
    Help,
    /// Sortir et apprendre, `/sortir`.
    GoOut,
    /// Travailler, `/travailler`.
    Work,
    /// Participer, `/participer`.
    TakePart,
    /// Mes démarches, `/demarches`.
    Paperwork,
}

impl Verb {
    /// Every verb in the order of the front page.
    pub const ALL: [Verb; 6] =
        [Verb::Move, Verb::Help, Verb::GoOut, Verb::Work, Verb::TakePart, Verb::Paperwork];

    /// The page of the verb, without the leading slash.
    pub fn path(self) -> &'static str {
        match self {
            Verb::Move => "deplacements",
            Verb::Help => "entraide",
            Verb::GoOut => "sortir",
            Verb::Work => "travailler",
            Verb::TakePart => "participer",
            Verb::Paperwork => "demarches",
        }
    }

    /// The verb whose page this is.
    pub fn from_path(path: &str) -> Option<Verb> {
        Self::ALL.into_iter().find(|verb| verb.path() == path)
    }
}

/// A setting that the operator can give.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SettingSpec {
    /// Its type.
    pub kind: SettingKind,
    /// What it is for.
    pub title: Text,
    /// Value where the operator gives none, in the form of `--setting`.
    #[serde(default)]
    pub default: Option<String>,
    /// The allowed words of a choice.
    #[serde(default)]
    pub choices: Vec<String>,
}

/// The type of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SettingKind {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// One of `choices`.
    Choice,
    /// A file or an address that the plugin may open through `outbound.open`; it never sees the name.
    Source,
}

/// The setting that holds the source of a connector, in every plugin that takes connectors.
pub const CONNECTED_SOURCE: &str = "source";
/// The setting that holds the mapping of a connector, as a JSON object of texts.
pub const CONNECTED_MAPPING: &str = "mapping";
/// The setting that holds the name of the connector that runs; the hub gives it.
pub const CONNECTOR_NAME: &str = "connector";

/// When a refresh runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Schedule {
    /// Seconds between runs, at least 10.
    pub every_s: i64,
    /// What can be connected to this task, for operators: it then runs once for each connector, and never by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub connector: Option<Text>,
    /// The source of a connector names further files, which change without it: it is always sent whole.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub several_files: bool,
    /// Collections in which this task publishes under ids of another source of the plugin, to stand in its place: real
    /// time over a timetable. Pages that show them say so while it is late or missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub amends: Vec<String>,
}

/// Why a manifest is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ManifestError(pub String);

/// Most bytes of a refusal, about: it quotes what is wrong, which may be endless.
const LONGEST_REFUSAL: usize = 2_000;

impl ManifestError {
    /// The reason, fit for a terminal and a log: not endless, control characters but line breaks escaped.
    fn of(reason: &str) -> Self {
        let mut shown = String::new();
        for c in reason.chars() {
            if shown.len() >= LONGEST_REFUSAL {
                shown.push('…');
                break;
            }
            match c {
                c if c.is_control() && c != '\n' => shown.extend(c.escape_unicode()),
                c => shown.push(c),
            }
        }
        Self(shown)
    }
}

impl Manifest {
    /// Reads `plugin.toml`. The error names the line.
    pub fn from_toml(text: &str) -> Result<Self, ManifestError> {
        let manifest: Manifest =
            toml::from_str(text).map_err(|e| ManifestError::of(&format!("plugin.toml: {e}")))?;
        manifest.checked()
    }

    /// Reads the section `parvis:manifest`.
    pub fn from_section(bytes: &[u8]) -> Result<Self, ManifestError> {
        let manifest: Manifest = serde_json::from_slice(bytes)
            .map_err(|e| ManifestError::of(&format!("section parvis:manifest: {e}")))?;
        manifest.checked()
    }

    /// The bytes of the section `parvis:manifest`: the same for the same manifest.
    pub fn to_section(&self) -> Result<Vec<u8>, ManifestError> {
        serde_json::to_vec(self).map_err(|e| ManifestError(e.to_string()))
    }

    fn checked(self) -> Result<Self, ManifestError> {
        let refuse = |reason: String| Err(ManifestError::of(&reason));
        if !is_name(&self.name) {
            return refuse(format!(
                "name '{}': use 1 to 40 lower-case letters, digits and '-', beginning with a letter",
                self.name
            ));
        }
        if self.contract != "0.1" {
            return refuse(format!("contract '{}': this hub speaks 0.1", self.contract));
        }
        if self.title.is_empty() || self.summary.is_empty() {
            return refuse("title and summary: residents read them, give at least the French text".into());
        }
        if let Some(text) = self.strings().find(|text| text.contains(char::is_control)) {
            return refuse(format!(
                "'{text}' holds a line break or another control character: write one line"
            ));
        }
        for (name, setting) in &self.settings {
            if !is_name(name) {
                return refuse(format!("settings.{name}: use lower-case letters, digits and '-'"));
            }
            if name == CONNECTOR_NAME {
                return refuse(format!(
                    "settings.{name}: the hub itself gives this one; choose another name"
                ));
            }
            if setting.kind == SettingKind::Choice && setting.choices.is_empty() {
                return refuse(format!("settings.{name}: a choice needs its choices"));
            }
        }
        for (task, schedule) in &self.schedule {
            if schedule.every_s < 10 {
                return refuse(format!("schedule.{task}: every-s is at least 10 seconds"));
            }
            if schedule.connector.is_some() && !self.takes_sources() {
                return refuse(format!(
                    "schedule.{task}: a task for connectors needs [settings.{CONNECTED_SOURCE}] with kind = \"source\", and \
                     \"source:{CONNECTED_SOURCE}\" among asks"
                ));
            }
        }
        for (collection, path) in &self.pages {
            if !path.contains("{id}") || path.starts_with('/') || path.contains("..") {
                return refuse(format!(
                    "pages.{collection}: write the path of a page with {{id}} in it, without leading slash"
                ));
            }
        }
        for permission in self.asks.keys() {
            if let Permission::Source(setting) = permission
                && self.settings.get(setting).is_none_or(|s| s.kind != SettingKind::Source)
            {
                return refuse(format!("asks {permission}: add [settings.{setting}] with kind = \"source\""));
            }
        }
        Ok(self)
    }

    /// Whether the operator can name the source of a connector.
    fn takes_sources(&self) -> bool {
        self.settings.get(CONNECTED_SOURCE).is_some_and(|setting| setting.kind == SettingKind::Source)
            && self.asks.contains_key(&Permission::Source(CONNECTED_SOURCE.to_owned()))
    }

    /// Everything that people read of it, but the names whose letters are checked apart.
    fn strings(&self) -> impl Iterator<Item = &str> {
        let lines = [&self.version, &self.maker, &self.licence].into_iter().map(String::as_str);
        let settings = self.settings.values().flat_map(|setting| {
            let words = setting.default.iter().chain(&setting.choices).map(String::as_str);
            words.chain(setting.title.all())
        });
        let powers = self.asks.iter().flat_map(|(power, reason)| power.of().into_iter().chain(reason.all()));
        let tasks = self.schedule.iter().flat_map(|(task, schedule)| {
            let connector = schedule.connector.iter().flat_map(|text| text.all());
            std::iter::once(task.as_str()).chain(connector)
        });
        let pages = self.pages.iter().flat_map(|(collection, path)| [collection.as_str(), path.as_str()]);
        lines
            .chain(pages)
            .chain(self.title.all())
            .chain(self.summary.all())
            .chain(settings)
            .chain(powers)
            .chain(tasks)
    }
}

/// What plugins, settings and connectors may be called: 1 to 40 lower-case letters, digits and `-`, a letter first.
pub(crate) fn is_name(name: &str) -> bool {
    (1..=40).contains(&name.len())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
name = "transport"
version = "0.1.0"
contract = "0.1"
title = { fr = "Transports", en = "Transport" }
summary = "Les prochains départs."
maker = "Parvis"
verbs = ["move"]
[asks]
"source:gtfs" = "Lire les horaires."
[settings.gtfs]
kind = "source"
title = "Horaires"
[schedule.timetable]
every-s = 3600
"#;

    #[test]
    fn a_manifest_survives_its_section() {
        let manifest = Manifest::from_toml(GOOD).expect("good manifest");
        let section = manifest.to_section().expect("section");
        assert_eq!(Manifest::from_section(&section).expect("read back"), manifest);
    }

    #[test]
    fn refusals_say_what_to_write() {
        let refused = |from: &str, to: &str| {
            let text = GOOD.replacen(from, to, 1);
            Manifest::from_toml(&text).expect_err(to).to_string()
        };
        assert!(refused("\"transport\"", "\"Trans Port\"").contains("lower-case"));
        assert!(refused("\"0.1\"", "\"0.9\"").contains("speaks 0.1"));
        assert!(refused("kind = \"source\"", "kind = \"text\"").contains("kind = \"source\""));
        assert!(refused("every-s = 3600", "every-s = 1").contains("at least 10"));
        assert!(refused("[asks]", "[pages]\nstops = \"/arret\"\n[asks]").contains("pages.stops"));
        assert!(refused("source:gtfs", "fly:home").contains("no power"));
        assert!(refused("every-s = 3600", "every-s = 3600\nconnector = \"X\"").contains("[settings.source]"));
        assert!(
            refused("[settings.gtfs]", "[settings.connector]\nkind='text'\ntitle='T'\n[settings.gtfs]")
                .contains("the hub itself")
        );
        for (from, to) in [
            ("version = \"0.1.0\"", "version = \"\\u001b[2J\""),
            ("\"Parvis\"", "\"Par\\u009bvis\""),
            ("en = \"Transport\"", "en = \"\\u0000\""),
            ("\"Lire les horaires.\"", "\"\\r\""),
            ("[schedule.timetable]", "[schedule.\"\\u0007\"]"),
        ] {
            let said = refused(from, to);
            assert!(said.contains("control character"), "{to}: {said}");
            assert!(!said.contains(char::is_control), "{said:?}");
        }
    }

    #[test]
    fn a_refusal_is_not_endless() {
        let text = GOOD.replacen("transport", &"x".repeat(1_000_000), 1);
        let said = Manifest::from_toml(&text).expect_err("an endless name").to_string();
        assert!(said.chars().count() <= LONGEST_REFUSAL + 1 && said.ends_with('…'), "{}", said.len());
    }
}
