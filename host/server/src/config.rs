//! The configuration file, TOML. Every section is optional; an unknown line is an error that names it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail, ensure};
use parvis_pages::Operator;
use parvis_web::{Networks, PublicUrl, Site};
use serde::Deserialize;

use crate::connectors::ConnectorSection;
use crate::http_limits::HttpSection;
use crate::limits::LimitsSection;
use crate::map::MapSection;
use crate::territory::TerritoryFile;

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Config {
    /// `[hub]`.
    pub(crate) hub: HubSection,
    /// `[territory]`: see the sample's `territory.toml`. Required by `serve`.
    pub(crate) territory: Option<TerritoryFile>,
    /// `[http]`: what visitors may take of the server.
    pub(crate) http: HttpSection,
    /// `[outbound]`.
    pub(crate) outbound: OutboundSection,
    /// `[limits]`: what calls of plugins may use.
    pub(crate) limits: LimitsSection,
    /// `[map]`: what draws maps, and below what.
    pub(crate) map: MapSection,
    /// `[plugin.NAME]`: settings of plugins.
    pub(crate) plugin: BTreeMap<String, BTreeMap<String, toml::Value>>,
    /// `[connector.NAME]`: files and feeds of partners.
    pub(crate) connector: BTreeMap<String, ConnectorSection>,
    /// Folder of the file: other files are named from there.
    #[serde(skip)]
    pub(crate) folder: PathBuf,
}

/// Where the hub listens and keeps its things.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct HubSection {
    /// Address and port.
    pub(crate) listen: Option<SocketAddr>,
    /// Folder of the database.
    pub(crate) data: Option<PathBuf>,
    /// Folder of the bundled plugins.
    pub(crate) plugins: Option<PathBuf>,
    /// Address under which residents reach the hub; `https:` makes cookies secure.
    pub(crate) public_url: Option<String>,
    /// More names under which the hub answers, without port.
    pub(crate) hosts: Vec<String>,
    /// Addresses and networks of the proxies in front, which are believed when they say who asks.
    pub(crate) trusted_proxies: Vec<String>,
    /// Addresses and networks that may read `/metrics`, beside the machine itself.
    pub(crate) metrics_from: Vec<String>,
    /// Who runs the hub: the town or the association, on `/mentions`.
    pub(crate) operator: Option<String>,
    /// How residents reach it: `mailto:`, `https:` or `tel:`.
    pub(crate) contact: Option<String>,
    /// Whom to tell about a weakness, `mailto:` or `https:`: makes `/.well-known/security.txt`.
    pub(crate) security_contact: Option<String>,
}

impl HubSection {
    /// Who runs the hub. The error names the line that cannot be meant.
    pub(crate) fn operator(&self) -> anyhow::Result<Operator> {
        let contact = self.contact.clone().unwrap_or_default();
        let sound = contact.is_empty()
            || ["mailto:", "https://", "tel:"].iter().any(|start| contact.starts_with(start));
        ensure!(sound, "[hub] contact: write mailto:NAME@HOST, https://... or tel:...");
        Ok(Operator { name: self.operator.clone().unwrap_or_default(), contact })
    }

    /// The hub's place in the world. The error names the line that cannot be meant.
    pub(crate) fn site(&self) -> anyhow::Result<Site> {
        let public_url = self.public_url.as_deref().map(str::parse::<PublicUrl>).transpose();
        let contact = self.security_contact.clone();
        if let Some(contact) = &contact {
            let sound = ["mailto:", "https://", "tel:"].iter().any(|start| contact.starts_with(start));
            ensure!(
                sound && !contact.contains(char::is_control),
                "[hub] security-contact: write mailto:NAME@HOST or https://..."
            );
        }
        Ok(Site {
            public_url: public_url.map_err(|error| anyhow!("[hub] public-url: {error}"))?,
            hosts: self.hosts.clone(),
            metrics_from: networks("metrics-from", &self.metrics_from)?,
            security_contact: contact,
        })
    }

    /// The proxies in front.
    pub(crate) fn proxies(&self) -> anyhow::Result<Networks> {
        networks("trusted-proxies", &self.trusted_proxies)
    }
}

fn networks(line: &str, texts: &[String]) -> anyhow::Result<Networks> {
    Networks::parse(texts).map_err(|error| anyhow!("[hub] {line}: {error}"))
}

/// What may be reached outside.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct OutboundSection {
    /// Exact `host:port` with private addresses that may be fetched from.
    pub(crate) private: Vec<String>,
}

impl Config {
    /// Reads the file. The error names the file and the line.
    pub(crate) fn read(file: &Path) -> anyhow::Result<Config> {
        let text = std::fs::read_to_string(file)
            .with_context(|| format!("the configuration {} cannot be read", file.display()))?;
        let mut config: Config =
            parsed(&text).with_context(|| format!("the configuration {}", file.display()))?;
        config.folder = file.parent().unwrap_or(Path::new(".")).to_owned();
        let (hub, map) = (&mut config.hub, &mut config.map);
        for path in [&mut hub.data, &mut hub.plugins, &mut map.files, &mut map.base].into_iter().flatten() {
            *path = config.folder.join(&*path);
        }
        Ok(config)
    }

    /// Settings of plugins as text: plugin, name, value.
    pub(crate) fn settings(&self) -> anyhow::Result<Vec<(String, String, String)>> {
        let mut settings = Vec::new();
        for (plugin, values) in &self.plugin {
            for (name, value) in values {
                let text = text_of(value).with_context(|| format!("[plugin.{plugin}] {name}"))?;
                settings.push((plugin.clone(), name.clone(), text));
            }
        }
        Ok(settings)
    }
}

/// Reads the text. The error names the line without showing it: it may hold a key.
fn parsed(text: &str) -> anyhow::Result<Config> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        anyhow!("line {line}: {}", error.message())
    })
}

/// A setting as it would be typed after `--setting`.
pub(crate) fn text_of(value: &toml::Value) -> anyhow::Result<String> {
    match value {
        toml::Value::String(text) => Ok(text.clone()),
        toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_) => Ok(value.to_string()),
        _ => bail!("write a text, a number, true or false"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_become_text_and_unknown_lines_are_errors() {
        let config: Config =
            toml::from_str("[plugin.transport]\ndays = 3\ngtfs = \"a.zip\"\n").expect("config");
        let settings = config.settings().expect("settings");
        assert_eq!(settings[0], ("transport".into(), "days".into(), "3".into()));
        let error = parsed("[hub]\nlissen = \"x\"\n").expect_err("unknown line").to_string();
        assert!(error.contains("line 2: unknown field `lissen`"), "{error}");
    }

    #[test]
    fn an_error_of_the_file_shows_no_key() {
        for line in [
            "apikey = '5ecret",
            "apikey = 5ecret",
            "apikey = '5ecret' x",
            "apikey 5ecret",
            "apikey = \"5ecret\\q\"",
        ] {
            let text = format!("[connector.a]\nplugin = 'b'\n[connector.a.headers]\n{line}\n");
            let error = format!("{:#}", parsed(&text).expect_err(line));
            assert!(error.contains("line 4") && !error.contains("5ecret"), "{error}");
        }
    }

    #[test]
    fn the_hubs_place_in_the_world_is_checked_line_by_line() {
        let hub = |text: &str| toml::from_str::<HubSection>(text).expect("section");
        let sound =
            hub("public-url = 'https://hub.example'\ntrusted-proxies = ['127.0.0.1', '10.0.0.0/8']\n");
        assert!(sound.site().expect("site").public_url.is_some_and(|url| url.is_secure()));
        assert!(sound.proxies().expect("proxies").contain([10, 1, 1, 1].into()));
        for (text, line) in [
            ("public-url = 'hub.example'", "public-url"),
            ("metrics-from = ['here']", "metrics-from"),
            ("security-contact = 'me'", "security-contact"),
        ] {
            let error = hub(text).site().expect_err(text).to_string();
            assert!(error.contains(line), "{error}");
        }
        assert!(hub("contact = 'me'").operator().is_err());
        assert!(hub("trusted-proxies = ['nginx']").proxies().is_err());
    }
}
