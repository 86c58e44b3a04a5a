//! Reading a component without running it: its manifest, what it imports and exports, and whether the two agree.

use std::collections::BTreeSet;

use parvis_model::Manifest;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use wasmparser::component_types::ComponentEntityType;
use wasmparser::types::Types;
use wasmparser::{Parser, Payload, Validator};

use crate::RuntimeError;
use crate::contract::{EXPORTS, IMPORTS, PACKAGE, PACKAGE_VERSION};
use crate::count::damaged;
use crate::hex::hex;

/// What can be known of a component before it runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Inspection {
    /// What it says of itself.
    pub manifest: Manifest,
    /// SHA-256, lower-case hexadecimal.
    pub digest: String,
    /// Interfaces that it imports, `data`, `clock`: what it can do at most. Those that hold only types are left out.
    pub imports: BTreeSet<String>,
    /// Interfaces that it exports: `home`, `page`, `sync`.
    pub exports: BTreeSet<String>,
    /// Its size in bytes.
    pub size: usize,
}

/// The digest of a component: SHA-256, lower-case hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Reads a component to its end and refuses one that the hub would not take. The error says what to do.
///
/// It decodes types by recursion and can take minutes: for components of one's own. Strangers' are read by
/// [`Compiler::inspect`](crate::Compiler::inspect), in a process of their own.
pub fn inspect(bytes: &[u8]) -> Result<Inspection, RuntimeError> {
    let refuse = |reason: String| Err(RuntimeError::Refused(reason));
    let types = Validator::new().validate_all(bytes).map_err(damaged)?;
    let found = read(bytes)?;
    let [section] = found.manifests.as_slice() else {
        let count = found.manifests.len();
        return refuse(format!(
            "the component has {count} sections parvis:manifest, not one; build it with `parvis plugin build FOLDER`"
        ));
    };
    let manifest =
        Manifest::from_section(section).map_err(|error| RuntimeError::Refused(error.to_string()))?;
    let inspection = Inspection {
        manifest,
        digest: digest(bytes),
        imports: powers(&found.imports, &types)?,
        exports: interfaces(&found.exports, EXPORTS, "exports")?,
        size: bytes.len(),
    };
    check_powers(&inspection)?;
    if !inspection.manifest.schedule.is_empty() && !inspection.exports.contains("sync") {
        return refuse("the manifest has a [schedule] and the component does not export sync".to_owned());
    }
    if inspection.exports.is_empty() {
        return refuse(
            "the component exports none of home, page and sync: it would never be called".to_owned(),
        );
    }
    Ok(inspection)
}

#[derive(Default)]
struct Found {
    manifests: Vec<Vec<u8>>,
    imports: Vec<String>,
    exports: Vec<String>,
}

/// The outermost imports, exports and custom sections; nested components are theirs, not ours.
fn read(bytes: &[u8]) -> Result<Found, RuntimeError> {
    let mut found = Found::default();
    let mut depth = 0_usize;
    for payload in Parser::new(0).parse_all(bytes) {
        match payload.map_err(damaged)? {
            Payload::ModuleSection { .. } | Payload::ComponentSection { .. } => depth += 1,
            Payload::End(_) => depth = depth.saturating_sub(1),
            Payload::ComponentImportSection(section) if depth == 0 => {
                for import in section {
                    found.imports.push(import.map_err(damaged)?.name.name.to_owned());
                }
            }
            Payload::ComponentExportSection(section) if depth == 0 => {
                for export in section {
                    found.exports.push(export.map_err(damaged)?.name.name.to_owned());
                }
            }
            Payload::CustomSection(section) if depth == 0 && section.name() == "parvis:manifest" => {
                found.manifests.push(section.data().to_vec());
            }
            _ => {}
        }
    }
    Ok(found)
}

/// The short names of the contract's interfaces among `names`; anything else is refused.
fn interfaces(names: &[String], known: &[&str], what: &str) -> Result<BTreeSet<String>, RuntimeError> {
    let short = |name: &String| {
        let interface = name
            .strip_prefix(PACKAGE)
            .and_then(|rest| rest.strip_suffix(&format!("@{PACKAGE_VERSION}")))
            .filter(|interface| known.contains(interface));
        interface.map(str::to_owned).ok_or_else(|| {
            RuntimeError::Refused(format!(
                "the component {what} {name}, which contract {PACKAGE_VERSION} does not have; it has {}",
                known.join(", ")
            ))
        })
    };
    names.iter().map(short).collect()
}

/// Imports whose functions the component calls. An interface imported for its types alone gives no power.
fn powers(imports: &[String], types: &Types) -> Result<BTreeSet<String>, RuntimeError> {
    let called: Vec<String> = imports.iter().filter(|name| has_functions(types, name)).cloned().collect();
    interfaces(imports, IMPORTS, "imports")?;
    interfaces(&called, IMPORTS, "imports")
}

fn has_functions(types: &Types, import: &str) -> bool {
    match types.as_ref().component_item_for_import(import).map(|item| item.ty) {
        Some(ComponentEntityType::Instance(id)) => {
            types[id].exports.values().any(|item| matches!(item.ty, ComponentEntityType::Func(_)))
        }
        _ => true,
    }
}

/// Every import that needs a grant must be asked for in the manifest.
fn check_powers(inspection: &Inspection) -> Result<(), RuntimeError> {
    const ASKED_BY: &[(&str, &str)] = &[
        ("data", "\"read:COLLECTION\" = \"...\""),
        ("publication", "\"publish:COLLECTION\" = \"...\""),
        ("outbound", "\"outbound:HOST\" = \"...\" or \"source:SETTING\" = \"...\""),
    ];
    for (interface, line) in ASKED_BY {
        let asked = inspection.manifest.asks.keys().any(|permission| permission.interface() == *interface);
        if inspection.imports.contains(*interface) && !asked {
            return Err(RuntimeError::Refused(format!(
                "the component imports {interface} and its manifest does not ask for it: \
                 add {line} under [asks] in plugin.toml"
            )));
        }
    }
    Ok(())
}
