//! Settings that the operator gives to plugins, checked against what their manifests declare.

use std::collections::BTreeMap;
use std::path::PathBuf;

use parvis_model::{Manifest, SettingKind, SettingSpec};

use crate::ServiceError;

/// What the operator wrote: plugin, setting, value. From `[plugin.NAME]` in the file and `--setting PLUGIN.NAME=VALUE`.
#[derive(Clone, Debug, Default)]
pub struct OperatorSettings {
    values: BTreeMap<String, BTreeMap<String, String>>,
}

/// A setting's value, of the type that the manifest declares.
#[derive(Clone, Debug, PartialEq)]
pub enum SettingValue {
    /// Any text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Boolean(bool),
    /// One of the allowed words.
    Choice(String),
    /// A source that the plugin may open without knowing its name.
    Source(SourceLocation),
}

/// Where a named source is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceLocation {
    /// A file of this machine.
    File(PathBuf),
    /// A web address.
    Url(String),
}

impl OperatorSettings {
    /// Sets a value; a later one replaces an earlier one.
    pub fn set(&mut self, plugin: &str, name: &str, value: &str) {
        self.values.entry(plugin.to_owned()).or_default().insert(name.to_owned(), value.to_owned());
    }

    /// Sets a value where none is given.
    pub fn set_default(&mut self, plugin: &str, name: &str, value: &str) {
        let settings = self.values.entry(plugin.to_owned()).or_default();
        settings.entry(name.to_owned()).or_insert_with(|| value.to_owned());
    }

    /// Plugins that are given settings.
    pub fn plugins(&self) -> impl Iterator<Item = &str> {
        self.values.keys().map(String::as_str)
    }

    /// The typed settings of a plugin: the operator's values, else the manifest's defaults.
    /// The error names the setting and says what it takes.
    pub fn of(&self, manifest: &Manifest) -> Result<BTreeMap<String, SettingValue>, ServiceError> {
        self.with(manifest, &BTreeMap::new())
    }

    /// The same, with other values for one connector.
    pub(crate) fn with(
        &self,
        manifest: &Manifest,
        others: &BTreeMap<String, String>,
    ) -> Result<BTreeMap<String, SettingValue>, ServiceError> {
        let plugin = &manifest.name;
        let mut given = self.values.get(plugin).cloned().unwrap_or_default();
        given.extend(others.clone());
        if let Some(unknown) = given.keys().find(|name| !manifest.settings.contains_key(*name)) {
            let known: Vec<&str> = manifest.settings.keys().map(String::as_str).collect();
            return Err(ServiceError::Setting(format!(
                "{plugin}.{unknown}: there is no such setting; {plugin} has {}",
                if known.is_empty() { "none".to_owned() } else { known.join(", ") }
            )));
        }
        let mut values = BTreeMap::new();
        for (name, spec) in &manifest.settings {
            if let Some(text) = given.get(name).or(spec.default.as_ref()) {
                let value = parse(spec, text)
                    .map_err(|reason| ServiceError::Setting(format!("{plugin}.{name}={text}: {reason}")))?;
                values.insert(name.clone(), value);
            }
        }
        Ok(values)
    }
}

fn parse(spec: &SettingSpec, text: &str) -> Result<SettingValue, String> {
    match spec.kind {
        SettingKind::Text => Ok(SettingValue::Text(text.to_owned())),
        SettingKind::Integer => {
            text.parse().map(SettingValue::Integer).map_err(|_| "write a whole number".to_owned())
        }
        SettingKind::Number => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Ok(SettingValue::Number(number)),
            _ => Err("write a number, with a point for decimals".to_owned()),
        },
        SettingKind::Boolean => match text {
            "true" => Ok(SettingValue::Boolean(true)),
            "false" => Ok(SettingValue::Boolean(false)),
            _ => Err("write true or false".to_owned()),
        },
        SettingKind::Choice if spec.choices.iter().any(|choice| choice == text) => {
            Ok(SettingValue::Choice(text.to_owned()))
        }
        SettingKind::Choice => Err(format!("write one of {}", spec.choices.join(", "))),
        SettingKind::Source => source(text).map(SettingValue::Source),
    }
}

/// A source that is there now.
fn source(text: &str) -> Result<SourceLocation, String> {
    let location = SourceLocation::parse(text)?;
    let SourceLocation::File(path) = &location else { return Ok(location) };
    match std::fs::metadata(path) {
        Ok(meta) if meta.is_file() => Ok(location),
        Ok(_) => Err("this is not a file".to_owned()),
        Err(error) => Err(format!("the file cannot be read: {error}")),
    }
}

impl SourceLocation {
    /// Reads an address or a file name; whether the file is there is not asked.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        if text.starts_with("https://") || text.starts_with("http://") {
            return Ok(SourceLocation::Url(text.to_owned()));
        }
        if text.contains("://") {
            return Err("write a file name, or an address that begins with https:// or http://".to_owned());
        }
        std::path::absolute(text).map(SourceLocation::File).map_err(|error| error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest::from_toml(
            r#"
name = "transport"
version = "1"
contract = "0.1"
title = "T"
summary = "S"
maker = "M"
[settings.days]
kind = "integer"
title = "Jours"
default = "7"
[settings.filter]
kind = "choice"
choices = ["on", "off"]
title = "Filtre"
[settings.gtfs]
kind = "source"
title = "Horaires"
"#,
        )
        .expect("manifest")
    }

    #[test]
    fn defaults_hold_until_the_operator_gives_a_value() {
        let mut settings = OperatorSettings::default();
        assert_eq!(settings.of(&manifest()).expect("defaults")["days"], SettingValue::Integer(7));
        settings.set("transport", "days", "3");
        assert_eq!(settings.of(&manifest()).expect("given")["days"], SettingValue::Integer(3));
    }

    #[test]
    fn a_wrong_setting_is_named_with_what_it_takes() {
        let refused = |name: &str, value: &str| {
            let mut settings = OperatorSettings::default();
            settings.set("transport", name, value);
            settings.of(&manifest()).expect_err(name).to_string()
        };
        assert!(refused("gtsf", "x.zip").contains("transport has days, filter, gtfs"));
        assert!(refused("days", "seven").contains("whole number"));
        assert!(refused("filter", "maybe").contains("one of on, off"));
        assert!(refused("gtfs", "/nowhere/x.zip").contains("cannot be read"));
        assert!(refused("gtfs", "ftp://example.org/x.zip").contains("https://"));
    }
}
