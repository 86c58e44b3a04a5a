//! The plugins of the hub: what is installed, enabled, granted and set.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use parvis_model::{Connector, Grant, Manifest, Permission, PlatformError};
use parvis_storage::{InstalledPlugin, StoredConnector};

use crate::connectors::Connected;
use crate::settings::{OperatorSettings, SettingValue, SourceLocation};

/// A plugin as the hub knows it now. Immutable: a change makes a new record.
#[derive(Clone, Debug)]
pub struct PluginRecord {
    /// What it says of itself.
    pub manifest: Manifest,
    /// SHA-256 of its component.
    pub digest: Arc<str>,
    /// False: never called.
    pub enabled: bool,
    /// Powers it has: asked for and granted.
    pub granted: BTreeMap<Permission, Grant>,
    /// Its settings.
    pub settings: BTreeMap<String, SettingValue>,
    /// Why its settings cannot be used; it is then treated as having none.
    pub settings_error: Option<String>,
    /// Changes with the grants.
    pub grants_version: u64,
    /// Changes with the settings.
    pub settings_version: u64,
    /// The connector for which it runs with its own settings; none for all that it does itself.
    pub connector: Option<Arc<Connector>>,
}

impl PluginRecord {
    fn new(installed: InstalledPlugin, grants: &[Grant], operator: &OperatorSettings) -> Self {
        let manifest = installed.manifest;
        let (settings, settings_error) = match operator.of(&manifest) {
            Ok(settings) => (settings, None),
            Err(error) => (BTreeMap::new(), Some(error.to_string())),
        };
        let by_setting = settings
            .iter()
            .filter(|(_, value)| matches!(value, SettingValue::Source(_)))
            .map(|(name, _)| Grant { permission: Permission::Source(name.clone()), by_setting: true });
        let granted: BTreeMap<Permission, Grant> = grants
            .iter()
            .cloned()
            .chain(by_setting)
            .filter(|grant| manifest.asks.contains_key(&grant.permission))
            .map(|grant| (grant.permission.clone(), grant))
            .collect();
        let grants_version = version_of(&granted.keys().collect::<Vec<_>>());
        let settings_version = version_of(&format!("{settings:?}"));
        Self {
            digest: installed.digest.into(),
            enabled: installed.enabled,
            manifest,
            granted,
            settings,
            settings_error,
            grants_version,
            settings_version,
            connector: None,
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.manifest.name
    }

    /// What of it refreshes at one time: the plugin itself, or one of its connectors.
    pub(crate) fn refresh_key(&self) -> String {
        match &self.connector {
            Some(connector) => format!("{}/{}", self.name(), connector.name),
            None => self.name().to_owned(),
        }
    }

    /// `Denied` unless the plugin asked for this power and the operator granted it.
    pub fn check(&self, permission: Permission) -> Result<(), PlatformError> {
        if self.granted.contains_key(&permission) { Ok(()) } else { Err(PlatformError::Denied(permission)) }
    }

    /// `Denied` unless it may read this collection: [`check`](Self::check), without a copy of the name where it may.
    pub(crate) fn check_read(&self, collection: &str) -> Result<(), PlatformError> {
        let may = |granted: &Permission| matches!(granted, Permission::Read(name) if name == collection);
        if self.granted.keys().any(may) {
            return Ok(());
        }
        Err(PlatformError::Denied(Permission::Read(collection.to_owned())))
    }

    /// Patterns of the outside hosts it may fetch from.
    pub fn granted_hosts(&self) -> Vec<String> {
        let hosts = self.granted.keys().filter_map(|permission| match permission {
            Permission::Outbound(host) => Some(host.clone()),
            _ => None,
        });
        hosts.collect()
    }

    /// The source that the operator named in a setting.
    pub fn source(&self, setting: &str) -> Result<&SourceLocation, PlatformError> {
        match self.settings.get(setting) {
            Some(SettingValue::Source(location)) => {
                self.check(Permission::Source(setting.to_owned()))?;
                Ok(location)
            }
            _ => Err(PlatformError::NotFound),
        }
    }
}

/// A number that differs where the value differs, within one run of the hub.
pub(crate) fn version_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Every installed plugin and every connector, by name.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    plugins: BTreeMap<String, Arc<PluginRecord>>,
    connectors: BTreeMap<String, Connected>,
    /// For each collection the connectors that publish in place of another source of their plugin. Almost always empty; kept
    /// because every feed asks for it.
    amending: BTreeMap<String, Vec<Arc<Connector>>>,
}

impl Registry {
    pub(crate) fn new(
        installed: Vec<InstalledPlugin>,
        grants: &[(String, Grant)],
        operator: &OperatorSettings,
        connectors: Vec<StoredConnector>,
    ) -> Self {
        let record = |plugin: InstalledPlugin| {
            let name = plugin.manifest.name.clone();
            let own: Vec<Grant> =
                grants.iter().filter(|(of, _)| *of == name).map(|(_, grant)| grant.clone()).collect();
            (name, Arc::new(PluginRecord::new(plugin, &own, operator)))
        };
        let plugins: BTreeMap<String, Arc<PluginRecord>> = installed.into_iter().map(record).collect();
        let connected = |stored: StoredConnector| {
            let connector = Arc::new(stored.connector);
            let plugin = plugins.get(&connector.plugin).map(|plugin| &**plugin);
            (connector.name.clone(), Connected::new(connector, plugin, operator))
        };
        let connectors: BTreeMap<String, Connected> = connectors.into_iter().map(connected).collect();
        let amending = amending(&plugins, &connectors);
        Self { plugins, connectors, amending }
    }

    /// A plugin, enabled or not.
    pub fn get(&self, name: &str) -> Option<&Arc<PluginRecord>> {
        self.plugins.get(name)
    }

    /// A plugin that may be called.
    pub fn enabled(&self, name: &str) -> Option<&Arc<PluginRecord>> {
        self.get(name).filter(|plugin| plugin.enabled)
    }

    /// Every plugin, by name.
    pub fn all(&self) -> impl Iterator<Item = &Arc<PluginRecord>> {
        self.plugins.values()
    }

    /// The connector of that name.
    pub fn connector(&self, name: &str) -> Option<&Connected> {
        self.connectors.get(name)
    }

    /// The connectors that publish in place of what another source of their plugin has in one of these collections.
    pub(crate) fn amending<'a>(
        &'a self,
        collections: impl Iterator<Item = &'a str>,
    ) -> impl Iterator<Item = &'a Arc<Connector>> {
        collections.filter_map(|shown| self.amending.get(shown)).flatten()
    }

    /// Whether a source publishes in place of what another source of its plugin has in a collection.
    pub(crate) fn amends(&self, plugin: &str, source: &str, collection: &str) -> bool {
        self.amending(std::iter::once(collection)).any(|it| it.plugin == plugin && it.name == source)
    }

    /// Every connector, by name.
    pub fn connectors(&self) -> impl Iterator<Item = &Connected> {
        self.connectors.values()
    }
}

/// By what the manifests say of the connectors' tasks.
fn amending(
    plugins: &BTreeMap<String, Arc<PluginRecord>>,
    connectors: &BTreeMap<String, Connected>,
) -> BTreeMap<String, Vec<Arc<Connector>>> {
    let mut amending: BTreeMap<String, Vec<Arc<Connector>>> = BTreeMap::new();
    for connector in connectors.values().map(|connected| &connected.connector) {
        let plugin = plugins.get(&connector.plugin);
        let task = plugin.and_then(|plugin| plugin.manifest.schedule.get(&connector.task));
        for collection in task.iter().flat_map(|task| &task.amends) {
            amending.entry(collection.clone()).or_default().push(connector.clone());
        }
    }
    amending
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use parvis_model::Instant;

    pub(crate) fn record(grants: &[Grant]) -> PluginRecord {
        let manifest = Manifest::from_toml(
            "name='a'\nversion='1'\ncontract='0.1'\ntitle='T'\nsummary='S'\nmaker='M'\n[asks]\n\"read:stops\"='r'",
        )
        .expect("manifest");
        let installed =
            InstalledPlugin { manifest, digest: "d".into(), enabled: true, installed: Instant(0) };
        PluginRecord::new(installed, grants, &OperatorSettings::default())
    }

    #[test]
    fn a_power_needs_both_the_question_and_the_answer() {
        let stops = Permission::Read("stops".into());
        let lines = Permission::Read("lines".into());
        let grant = |permission: &Permission| Grant { permission: permission.clone(), by_setting: false };
        let granted = record(&[grant(&stops), grant(&lines)]);
        assert_eq!(granted.check(stops.clone()), Ok(()));
        assert_eq!(
            granted.check(lines.clone()),
            Err(PlatformError::Denied(lines)),
            "granted but never asked"
        );
        let bare = record(&[]);
        assert_eq!(bare.check(stops.clone()), Err(PlatformError::Denied(stops)), "asked but never granted");
        assert_ne!(granted.grants_version, bare.grants_version);
    }
}
