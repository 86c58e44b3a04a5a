//! Connectors: a plugin's task runs once for each, with the connector's own source, mapping and settings.

use std::collections::BTreeMap;
use std::sync::Arc;

use parvis_model::{
    CONNECTED_MAPPING, CONNECTED_SOURCE, CONNECTOR_NAME, Connector, Grant, Manifest, Permission,
    PlatformError, SourceState,
};

use parvis_outbound::{HostPattern, SourceHeaders};

use crate::registry::{PluginRecord, Registry};
use crate::settings::{OperatorSettings, SettingValue, SourceLocation};

/// A connector, and the plugin as it runs for it.
#[derive(Clone, Debug)]
pub struct Connected {
    /// The connector.
    pub connector: Arc<Connector>,
    /// The plugin with the connector's settings; or why it cannot run.
    pub plugin: Result<Arc<PluginRecord>, String>,
}

impl Connected {
    pub(crate) fn new(
        connector: Arc<Connector>,
        plugin: Option<&PluginRecord>,
        operator: &OperatorSettings,
    ) -> Self {
        let plugin = match plugin {
            Some(plugin) => for_connector(plugin, &connector, operator).map(Arc::new),
            None => Err(format!("plugin '{}' is not installed", connector.plugin)),
        };
        let named = |reason| format!("connector {}: {reason}", connector.name);
        Self { plugin: plugin.map_err(named), connector }
    }
}

/// Checks a connector against the plugin that is to read it. The error says what to write.
pub fn check_connector(manifest: &Manifest, connector: &Connector) -> Result<(), String> {
    connector.check()?;
    takes(manifest, connector)?;
    settings(manifest, connector, &OperatorSettings::default()).map(drop)
}

/// The plugin as it runs for a connector. Its versions stay: pages and supervision know one plugin.
fn for_connector(
    plugin: &PluginRecord,
    connector: &Arc<Connector>,
    operator: &OperatorSettings,
) -> Result<PluginRecord, String> {
    connector.check()?;
    takes(&plugin.manifest, connector)?;
    let settings = settings(&plugin.manifest, connector, operator)?;
    let mut granted = plugin.granted.clone();
    let permission = Permission::Source(CONNECTED_SOURCE.to_owned());
    granted.insert(permission.clone(), Grant { permission, by_setting: true });
    // A feed of several files names them in its first one: those of the same host go with it.
    if let Some(host) = host(&settings) {
        let permission = Permission::Outbound(host);
        granted.insert(permission.clone(), Grant { permission, by_setting: true });
    }
    Ok(PluginRecord {
        settings,
        settings_error: None,
        granted,
        connector: Some(connector.clone()),
        ..plugin.clone()
    })
}

/// The host of the source, if it is an address.
fn host(settings: &BTreeMap<String, SettingValue>) -> Option<String> {
    match settings.get(CONNECTED_SOURCE) {
        Some(SettingValue::Source(SourceLocation::Url(url))) => {
            HostPattern::of_address(url).ok().map(|pattern| pattern.to_string())
        }
        _ => None,
    }
}

/// Whether the task is one that can be connected to.
fn takes(manifest: &Manifest, connector: &Connector) -> Result<(), String> {
    let takes = |task: &str| manifest.schedule.get(task).is_some_and(|schedule| schedule.connector.is_some());
    if takes(&connector.task) {
        return Ok(());
    }
    let tasks: Vec<&str> = manifest.schedule.keys().map(String::as_str).filter(|task| takes(task)).collect();
    let offers = match tasks.is_empty() {
        true => "it takes no connectors".to_owned(),
        false => format!("it takes connectors for {}", tasks.join(", ")),
    };
    Err(format!("task '{}' of plugin {}: {offers}", connector.task, manifest.name))
}

fn settings(
    manifest: &Manifest,
    connector: &Connector,
    operator: &OperatorSettings,
) -> Result<BTreeMap<String, SettingValue>, String> {
    let mut given = connector.settings.clone();
    if given.contains_key(CONNECTED_SOURCE) || given.contains_key(CONNECTED_MAPPING) {
        return Err("settings: the source and the mapping have lines of their own".to_owned());
    }
    if !connector.mapping.is_empty() {
        if !manifest.settings.contains_key(CONNECTED_MAPPING) {
            return Err(format!("mapping: plugin {} takes none", manifest.name));
        }
        let mapping = serde_json::to_string(&connector.mapping).map_err(|error| error.to_string())?;
        given.insert(CONNECTED_MAPPING.to_owned(), mapping);
    }
    let mut settings = operator.with(manifest, &given).map_err(|error| error.to_string())?;
    let source = SourceLocation::parse(&connector.source).map_err(|reason| format!("source: {reason}"))?;
    settings.insert(CONNECTED_SOURCE.to_owned(), SettingValue::Source(source));
    settings.insert(CONNECTOR_NAME.to_owned(), SettingValue::Text(connector.name.clone()));
    Ok(settings)
}

impl PluginRecord {
    /// The connector whose source need not be sent again while it has not changed.
    pub(crate) fn conditional_connector(&self) -> Option<&str> {
        let connector = self.connector.as_deref()?;
        let changes_apart =
            self.manifest.schedule.get(&connector.task).is_some_and(|task| task.several_files);
        (!changes_apart).then_some(&*connector.name)
    }

    /// What the source of the connector wants to see in requests, if anything.
    pub(crate) fn source_headers(&self) -> Option<SourceHeaders<'_>> {
        let connector = self.connector.as_deref().filter(|connector| !connector.headers.is_empty())?;
        Some(SourceHeaders { source: &connector.source, headers: &connector.headers })
    }

    /// A connector publishes under its own name, and nothing else under that of a connector.
    pub(crate) fn check_source_name(&self, registry: &Registry, source: &str) -> Result<(), PlatformError> {
        match (&self.connector, registry.connector(source)) {
            (Some(own), _) if own.name != source => Err(PlatformError::invalid(
                "source",
                format!("this run is for a connector: publish under its name, '{}'", own.name),
            )),
            (None, Some(_)) => {
                Err(PlatformError::invalid("source", format!("'{source}' is the name of a connector")))
            }
            _ => Ok(()),
        }
    }
}

/// The states under the terms that the operator wrote down.
pub(crate) fn under_terms(registry: &Registry, mut states: Vec<SourceState>) -> Vec<SourceState> {
    for state in &mut states {
        let connected = registry.connector(&state.name).filter(|it| it.connector.plugin == state.plugin);
        if let Some(connected) = connected {
            state.info = state.info.take().map(|info| info.under(&connected.connector.terms));
        }
    }
    states
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = r#"
name = "culture"
version = "1"
contract = "0.1"
title = "T"
summary = "S"
maker = "M"
[asks]
"source:source" = "r"
"publish:events" = "r"
[settings.source]
kind = "source"
title = "T"
[settings.days]
kind = "integer"
title = "T"
[schedule.ical]
every-s = 3600
connector = "iCalendar"
[schedule.tidy]
every-s = 3600
"#;

    fn connector(change: impl FnOnce(&mut Connector)) -> Connector {
        let mut connector = Connector {
            name: "issy".into(),
            plugin: "culture".into(),
            task: "ical".into(),
            source: "https://example.org/a.ics".into(),
            every_s: None,
            settings: BTreeMap::new(),
            mapping: BTreeMap::new(),
            headers: Default::default(),
            terms: Default::default(),
        };
        change(&mut connector);
        connector
    }

    #[test]
    fn a_connector_that_cannot_be_is_told_what_to_write() {
        let manifest = Manifest::from_toml(MANIFEST).expect("manifest");
        let refused =
            |change: fn(&mut Connector)| check_connector(&manifest, &connector(change)).expect_err("refused");
        assert_eq!(check_connector(&manifest, &connector(|_| ())), Ok(()));
        assert!(refused(|it| it.task = "tidy".into()).contains("it takes connectors for ical"));
        assert!(refused(|it| it.source = "ftp://example.org".into()).contains("https://"));
        assert!(refused(|it| drop(it.mapping.insert("title".into(), "nom".into()))).contains("takes none"));
        assert!(refused(|it| drop(it.settings.insert("days".into(), "x".into()))).contains("whole number"));
        assert!(refused(|it| drop(it.settings.insert("source".into(), "x".into()))).contains("of their own"));
        // Whether a file is there is asked at each run: it may come later.
        assert_eq!(check_connector(&manifest, &connector(|it| it.source = "/nowhere".into())), Ok(()));
    }
}
