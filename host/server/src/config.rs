//! The configuration file, TOML. Every section is optional; an unknown line is an error that names it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;

use crate::limits::LimitsSection;
use crate::territory::TerritoryFile;

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct Config {
    /// `[hub]`.
    pub(crate) hub: HubSection,
    /// `[territory]`: see the sample's `territory.toml`. Required by `serve`.
    pub(crate) territory: Option<TerritoryFile>,
    /// `[outbound]`.
    pub(crate) outbound: OutboundSection,
    /// `[limits]`: what calls of plugins may use.
    pub(crate) limits: LimitsSection,
    /// `[plugin.NAME]`: settings of plugins.
    pub(crate) plugin: BTreeMap<String, BTreeMap<String, toml::Value>>,
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
            toml::from_str(&text).with_context(|| format!("the configuration {}", file.display()))?;
        config.folder = file.parent().unwrap_or(Path::new(".")).to_owned();
        for path in [&mut config.hub.data, &mut config.hub.plugins].into_iter().flatten() {
            *path = config.folder.join(&*path);
        }
        Ok(config)
    }

    /// Settings of plugins as text: plugin, name, value.
    pub(crate) fn settings(&self) -> anyhow::Result<Vec<(String, String, String)>> {
        let mut settings = Vec::new();
        for (plugin, values) in &self.plugin {
            for (name, value) in values {
                settings.push((plugin.clone(), name.clone(), text_of(plugin, name, value)?));
            }
        }
        Ok(settings)
    }
}

fn text_of(plugin: &str, name: &str, value: &toml::Value) -> anyhow::Result<String> {
    match value {
        toml::Value::String(text) => Ok(text.clone()),
        toml::Value::Integer(_) | toml::Value::Float(_) | toml::Value::Boolean(_) => Ok(value.to_string()),
        _ => bail!("[plugin.{plugin}] {name}: write a text, a number, true or false"),
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
        let error = toml::from_str::<Config>("[hub]\nlissen = \"x\"\n").expect_err("unknown line");
        assert!(error.to_string().contains("lissen"), "{error}");
    }
}
