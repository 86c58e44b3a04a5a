//! `[connector.NAME]` of the configuration file, and how the database follows it.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use parvis_model::{Connector, SecretHeaders, SourceTerms, Text};
use parvis_storage::{Storage, StoredConnector};
use serde::Deserialize;

use crate::config::{Config, text_of};

/// A connector as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct ConnectorSection {
    /// The plugin that reads it.
    plugin: String,
    /// The task of the plugin.
    task: String,
    /// A file, named from the folder of the configuration, or an address.
    source: String,
    every_s: Option<i64>,
    title: Option<Text>,
    attribution: Option<String>,
    licence: Option<String>,
    url: Option<String>,
    promise_s: Option<i64>,
    /// Terms of data that is lent: shown on pages, never exported.
    lent: Option<Text>,
    /// True for an illustration.
    #[serde(default)]
    example: bool,
    /// Which columns or members hold what.
    #[serde(default)]
    mapping: BTreeMap<String, String>,
    /// What the source wants to see in requests: a key.
    #[serde(default)]
    headers: WrittenHeaders,
    /// Settings of the plugin for this connector alone.
    #[serde(default)]
    settings: BTreeMap<String, toml::Value>,
}

/// Headers as they are written. Any value is taken here, so that no error of the file's reader shows one.
#[derive(Default, Deserialize)]
#[serde(transparent)]
struct WrittenHeaders(BTreeMap<String, toml::Value>);

impl fmt::Debug for WrittenHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

impl WrittenHeaders {
    fn read(&self) -> anyhow::Result<SecretHeaders> {
        let pair = |(name, value): (&String, &toml::Value)| {
            Ok((name.clone(), text_of(value).with_context(|| format!("headers.{name}"))?))
        };
        let pairs: Vec<(String, String)> = self.0.iter().map(pair).collect::<anyhow::Result<_>>()?;
        SecretHeaders::new(pairs).map_err(|reason| anyhow!(reason))
    }
}

impl ConnectorSection {
    /// Whether it holds what should not be read by everybody.
    pub(crate) fn has_headers(&self) -> bool {
        !self.headers.0.is_empty()
    }

    /// The connector of that name.
    pub(crate) fn connector(&self, name: &str, folder: &Path) -> anyhow::Result<Connector> {
        let setting = |(name, value): (&String, &toml::Value)| {
            Ok((name.clone(), text_of(value).with_context(|| format!("settings.{name}"))?))
        };
        Ok(Connector {
            name: name.to_owned(),
            plugin: self.plugin.clone(),
            task: self.task.clone(),
            source: located(&self.source, folder)?,
            every_s: self.every_s,
            settings: self.settings.iter().map(setting).collect::<anyhow::Result<_>>()?,
            mapping: self.mapping.clone(),
            headers: self.headers.read()?,
            terms: SourceTerms {
                title: self.title.clone(),
                attribution: self.attribution.clone(),
                licence: self.licence.clone(),
                url: self.url.clone(),
                promise_s: self.promise_s,
                example: self.example,
                lent: self.lent.clone(),
            },
        })
    }
}

/// An address as it is; a file by its whole path, named from `folder`.
pub(crate) fn located(source: &str, folder: &Path) -> anyhow::Result<String> {
    if source.contains("://") || source.trim().is_empty() {
        return Ok(source.to_owned());
    }
    let path = std::path::absolute(folder.join(source)).with_context(|| format!("source {source}"))?;
    path.into_os_string().into_string().map_err(|path| anyhow!("source {}: not UTF-8", path.display()))
}

/// The connectors of the configuration.
pub(crate) fn read(config: &Config) -> anyhow::Result<Vec<Connector>> {
    let read = |(name, section): (&String, &ConnectorSection)| {
        section.connector(name, &config.folder).with_context(|| format!("[connector.{name}]"))
    };
    config.connector.iter().map(read).collect()
}

/// Writes the connectors of the configuration into the database, and removes those that no longer stand there.
pub(crate) async fn follow_configuration(
    storage: &dyn Storage,
    connectors: Vec<Connector>,
) -> anyhow::Result<()> {
    let stored = storage.connectors().await?;
    for known in &stored {
        let name = &known.connector.name;
        let configured = connectors.iter().any(|connector| connector.name == *name);
        match (known.from_file, configured) {
            (true, false) => storage.remove_connector(name).await?,
            (false, true) => bail!(
                "[connector.{name}]: a connector of this name was made with `parvis data import`; \
                 give this one another name, or remove that one with `parvis data remove {name}`"
            ),
            _ => {}
        }
    }
    for connector in connectors {
        storage.put_connector(&StoredConnector { connector, from_file: true }).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECTION: &str = r#"
plugin = "culture"
task = "ical"
source = "events.ics"
title = { fr = "Agenda", en = "Events" }
promise-s = 86400
[mapping]
title = "nom"
[settings]
days = 30
"#;

    #[test]
    fn a_section_becomes_a_connector() {
        let section: ConnectorSection = toml::from_str(SECTION).expect("section");
        let connector = section.connector("issy", Path::new("/etc/parvis")).expect("connector");
        assert_eq!(connector.source, "/etc/parvis/events.ics");
        assert_eq!(connector.settings["days"], "30");
        assert_eq!(connector.terms.promise_s, Some(86_400));
        assert_eq!(connector.check(), Ok(()));
        let address = located("https://example.org/a.ics", Path::new("/etc")).expect("address");
        assert_eq!(address, "https://example.org/a.ics");
        assert!(connector.headers.is_empty());
        let error = toml::from_str::<ConnectorSection>(&SECTION.replace("promise-s", "promise"));
        assert!(error.expect_err("unknown line").to_string().contains("promise"));
    }

    #[test]
    fn headers_are_read_and_never_shown() {
        let section = |lines: &str| {
            let text = SECTION.replace("events.ics", "https://example.org/a");
            let section: ConnectorSection =
                toml::from_str(&format!("{text}[headers]\n{lines}\n")).expect("section");
            assert!(!format!("{section:?}").contains("5ecret"), "{section:?}");
            section.connector("issy", Path::new("/etc/parvis"))
        };
        let connector = section("apikey = '5ecret'\nnumber = 12").expect("connector");
        assert_eq!(connector.headers.exposed()["apikey"], "5ecret");
        assert_eq!((connector.headers.exposed()["number"].as_str(), connector.check()), ("12", Ok(())));
        for (lines, words) in [
            ("host = '5ecret'", "headers.host"),
            ("apikey = ['5ecret']", "headers.apikey"),
            ("apikey = '5ecrét'", "an accent"),
        ] {
            let error = format!("{:#}", section(lines).expect_err(words));
            assert!(error.contains(words) && !error.contains("5ecr"), "{error}");
        }
    }
}
