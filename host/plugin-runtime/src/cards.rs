//! Which plugins may have a card: most of many have none, and the front page need not ask them.

use std::sync::{Arc, Mutex, PoisonError};

use parvis_services::{PluginRecord, Registry};

/// Plugins that are enabled and may have a card.
pub(crate) type Candidates = Arc<[Arc<PluginRecord>]>;

/// The candidates of the registry that was asked about last.
#[derive(Default)]
pub(crate) struct Cards {
    known: Mutex<Option<(Arc<Registry>, Candidates)>>,
}

impl Cards {
    /// `has_card` tells nothing of a component that is not ready: its plugin is asked, and the next time it is looked at again.
    pub(crate) fn of(
        &self,
        registry: &Arc<Registry>,
        has_card: impl Fn(&PluginRecord) -> Option<bool>,
    ) -> Candidates {
        // One that panicked left what was there before.
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, candidates)) = &*known
            && Arc::ptr_eq(of, registry)
        {
            return candidates.clone();
        }
        let enabled = registry.all().filter(|plugin| plugin.enabled);
        let told: Vec<(&Arc<PluginRecord>, Option<bool>)> =
            enabled.map(|plugin| (plugin, has_card(plugin))).collect();
        let may = told.iter().filter(|(_, has_card)| *has_card != Some(false));
        let candidates: Candidates = may.map(|(plugin, _)| Arc::clone(plugin)).collect();
        if told.iter().all(|(_, has_card)| has_card.is_some()) {
            *known = Some((registry.clone(), candidates.clone()));
        }
        candidates
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use parvis_model::{Clock, Instant, Language, Manifest, Territory, TimeZone};
    use parvis_outbound::{Outbound, OutboundConfig};
    use parvis_services::{OperatorSettings, Platform, PlatformParts, Quotas};
    use parvis_storage::{InstalledPlugin, Storage};
    use parvis_storage_sqlite::SqliteStorage;

    use super::*;

    /// A platform with plugins that are only names: nothing of a component is looked at here.
    async fn platform(folder: &std::path::Path, names: &[&str]) -> Arc<Platform> {
        let storage = SqliteStorage::open(&folder.join("test.sqlite")).await.expect("storage");
        for name in names {
            let manifest = format!(
                "name = \"{name}\"\nversion = \"1\"\ncontract = \"0.1\"\ntitle = \"T\"\nsummary = \"S\"\nmaker = \"M\"\n"
            );
            let manifest = Manifest::from_toml(&manifest).expect("a manifest");
            let digest = format!("{name:0>64}");
            let plugin = InstalledPlugin { manifest, digest, enabled: true, installed: Instant(0) };
            storage.install_plugin(&plugin, name.as_bytes()).await.expect("installed");
        }
        let outbound = OutboundConfig { private: Vec::new(), temp_dir: folder.to_owned() };
        let territory = Territory {
            name: "Test".into(),
            zone: TimeZone::UTC,
            languages: vec![Language::Fr],
            communes: Vec::new(),
            places: Vec::new(),
            outlines_credit: String::new(),
            sample: true,
        };
        let parts = PlatformParts {
            storage: Arc::new(storage),
            outbound: Outbound::new(outbound).expect("outbound"),
            territory,
            clock: Clock::real(),
            settings: OperatorSettings::default(),
            quotas: Quotas::default(),
        };
        Platform::start(parts).await.expect("platform")
    }

    fn names(candidates: &Candidates) -> Vec<&str> {
        candidates.iter().map(|plugin| plugin.name()).collect()
    }

    #[tokio::test]
    async fn only_those_enabled_with_a_card_are_asked_and_each_registry_is_looked_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let platform = platform(folder.path(), &["a", "b", "c"]).await;
        let cards = Cards::default();
        let looks = Cell::new(0);
        let has_card = |plugin: &PluginRecord| {
            looks.set(looks.get() + 1);
            Some(plugin.name() != "b")
        };
        for _ in 0..2 {
            assert_eq!(names(&cards.of(&platform.read().registry, has_card)), ["a", "c"]);
        }
        assert_eq!(looks.get(), 3, "the second time nothing is looked at");

        platform.storage().set_enabled("c", false).await.expect("disabled");
        platform.catch_up().await.expect("caught up");
        assert_eq!(names(&cards.of(&platform.read().registry, has_card)), ["a"]);
        platform.storage().set_enabled("c", true).await.expect("enabled");
        platform.catch_up().await.expect("caught up");
        assert_eq!(names(&cards.of(&platform.read().registry, has_card)), ["a", "c"]);
    }

    #[tokio::test]
    async fn a_component_that_is_not_ready_is_asked_and_looked_at_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let registry = platform(folder.path(), &["a", "b"]).await.read().registry;
        let cards = Cards::default();
        let unready = |plugin: &PluginRecord| (plugin.name() != "a").then_some(false);
        assert_eq!(names(&cards.of(&registry, unready)), ["a"]);
        assert_eq!(names(&cards.of(&registry, |_| Some(false))), [] as [&str; 0], "it is ready now");
    }
}
