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
