//! The pages about the hub itself, filled with what is really so.

use std::collections::BTreeSet;

use parvis_model::SourceState;

use super::{Composed, Composer, Visitor};
use crate::{LegalKind, LegalPage, OutsideLine, Page};

impl Composer {
    /// `/vos-donnees`, `/accessibilite`, `/regles`, `/mentions`.
    pub fn legal(&self, visitor: &Visitor, kind: LegalKind) -> Composed<'_> {
        let reading = self.platform.read();
        let enabled = reading.registry.all().filter(|plugin| plugin.enabled);
        let outside = enabled.map(|plugin| {
            let connected =
                reading.registry.connectors().filter_map(|connected| connected.plugin.as_ref().ok());
            let own = connected.filter(|running| running.name() == plugin.name());
            let hosts: BTreeSet<String> = plugin
                .granted_hosts()
                .into_iter()
                .chain(own.flat_map(|running| running.granted_hosts()))
                .collect();
            OutsideLine { service: plugin.manifest.title.clone(), hosts: hosts.into_iter().collect() }
        });
        let source = |state: &SourceState| {
            let info = state.info.as_ref().filter(|_| reading.registry.enabled(&state.plugin).is_some())?;
            Some(info.credit(visitor.language))
        };
        let page = LegalPage {
            kind,
            operator: self.operator.clone(),
            outside: outside.filter(|line| !line.hosts.is_empty()).collect(),
            sources: reading.sources.iter().filter_map(source).chain(self.outlines(visitor)).collect(),
        };
        self.composed(visitor, &reading, Page::Legal(Box::new(page)))
    }

    /// Who drew the outlines of the communes, where the operator says so.
    fn outlines(&self, visitor: &Visitor) -> Option<String> {
        let credit = &self.platform.territory().outlines_credit;
        let title = || self.pages.translator().say(visitor.language, "legal-outlines", &[]);
        (!credit.is_empty()).then(|| format!("{} · {credit}", title()))
    }
}
