//! What a component imports, and whether its manifest asks for it.

use parvis_model::Manifest;
use wit_component::DecodedWasm;
use wit_parser::{Resolve, WorldItem};

use crate::BuildError;

/// One import of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its full name, `parvis:hub/data@0.1.0`.
    pub name: String,
    /// The functions it brings; an interface that holds only types brings none and gives no power.
    pub functions: Vec<String>,
}

/// Interfaces whose functions are a power, with the line of `[asks]` that asks for it.
const POWERS: &[(&str, &str)] = &[
    ("data", "\"read:COLLECTION\""),
    ("publication", "\"publish:COLLECTION\""),
    ("outbound", "\"outbound:HOST\" or \"source:SETTING\""),
    ("actions", "\"write:COLLECTION\", \"respond:COLLECTION\" or notify"),
    ("viewer", "viewer"),
    ("here", "here"),
];

/// Reads the imports of a component in their order, without running anything.
pub fn imports(component: &[u8]) -> Result<Vec<Import>, BuildError> {
    let decoded = wit_component::decode(component)
        .map_err(|e| BuildError::Component(format!("the component cannot be read: {e:#}")))?;
    let DecodedWasm::Component(resolve, world) = decoded else {
        return Err(BuildError::Component("this is a WIT package, not a component".into()));
    };
    let named = resolve.worlds[world].imports.iter();
    Ok(named
        .map(|(key, item)| Import { name: resolve.name_world_key(key), functions: functions(&resolve, item) })
        .collect())
}

fn functions(resolve: &Resolve, item: &WorldItem) -> Vec<String> {
    match item {
        WorldItem::Interface { id, .. } => resolve.interfaces[*id].functions.keys().cloned().collect(),
        WorldItem::Function(function) => vec![function.name.clone()],
        WorldItem::Type { .. } => Vec::new(),
    }
}

/// One sentence for each power that is imported and that the manifest does not ask for, naming the line to add.
/// The hub refuses such a component at install.
pub fn unasked(imports: &[Import], manifest: &Manifest) -> Vec<String> {
    let with_power = imports.iter().filter(|import| !import.functions.is_empty());
    with_power.filter_map(|import| complaint(import, manifest)).collect()
}

fn complaint(import: &Import, manifest: &Manifest) -> Option<String> {
    let path = import.name.split('@').next().unwrap_or_default();
    let Some(interface) = path.strip_prefix("parvis:hub/") else {
        return Some(format!(
            "it imports {}, which is not of the contract: take out what needs it",
            import.name
        ));
    };
    let (_, line) = POWERS.iter().find(|(power, _)| *power == interface)?;
    if manifest.asks.keys().any(|permission| permission.interface() == interface) {
        return None;
    }
    let functions = import.functions.join(", ");
    Some(format!(
        "it imports {interface} ({functions}) and does not ask for it: add {line} = \"the reason\" under [asks] of plugin.toml"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::componentize;
    use crate::componentize::tests::{MANIFEST, WIT, manifest, module};

    fn imports_of(wit: &str) -> Vec<Import> {
        imports(&componentize(&module(wit), &manifest()).expect("component")).expect("readable")
    }

    #[test]
    fn imports_are_read_with_their_functions() {
        let found = imports_of(WIT);
        let data = found.iter().find(|import| import.name == "parvis:hub/data@0.1.0").expect("data");
        assert_eq!(data.functions, ["count"]);
    }

    #[test]
    fn a_power_that_is_not_asked_for_is_named_with_its_line() {
        let found = imports_of(WIT);
        let complaints = unasked(&found, &manifest());
        assert_eq!(complaints.len(), 1, "{complaints:?}");
        assert!(complaints[0].contains("\"read:COLLECTION\" = "), "{complaints:?}");
        let asking = format!("{MANIFEST}[asks]\n\"read:stops\" = \"Lire.\"\n");
        let asking = Manifest::from_toml(&asking).expect("good manifest");
        assert_eq!(unasked(&found, &asking), Vec::<String>::new());
    }

    #[test]
    fn interfaces_of_types_alone_give_no_power() {
        let types_only = WIT.replace("count: func() -> s32;", "");
        assert_eq!(unasked(&imports_of(&types_only), &manifest()), Vec::<String>::new());
    }

    #[test]
    fn foreign_imports_are_named() {
        let foreign = WIT.replace("parvis:hub", "other:hub");
        assert!(unasked(&imports_of(&foreign), &manifest())[0].contains("other:hub/data"));
    }
}
