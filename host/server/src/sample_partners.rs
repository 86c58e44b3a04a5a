//! Files of invented partners, connected as a town would connect its own: a part of the binary, for the demo.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use parvis_model::Connector;

use crate::connectors::ConnectorSection;

/// Files of example partners, and how they are connected.
const PARTNERS: &[(&str, &str)] = &[
    ("agenda.ics", include_str!("../sample/partners/agenda.ics")),
    ("lieux.geojson", include_str!("../sample/partners/lieux.geojson")),
    ("services.json", include_str!("../sample/partners/services.json")),
];
const CONNECTORS: &str = include_str!("../sample/connectors.toml");

/// Writes the files of example partners into the data folder, and returns how they are connected.
pub(crate) fn connectors(data: &Path) -> anyhow::Result<Vec<Connector>> {
    let folder = data.join("example-partners");
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    for (name, text) in PARTNERS {
        let path = folder.join(name);
        if !std::fs::read(&path).is_ok_and(|present| present == text.as_bytes()) {
            std::fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))?;
        }
    }
    let sections: BTreeMap<String, ConnectorSection> =
        toml::from_str(CONNECTORS).context("the sample connectors")?;
    sections.iter().map(|(name, section)| section.connector(name, &folder)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sample_connectors_are_sound() {
        let folder = tempfile::tempdir().expect("a folder");
        for connector in connectors(folder.path()).expect("connectors") {
            assert_eq!(connector.check(), Ok(()), "{}", connector.name);
            assert!(connector.terms.example && Path::new(&connector.source).is_file(), "{connector:?}");
        }
    }
}
