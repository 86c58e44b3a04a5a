//! The world of one plugin, generated from what its manifest asks for and from what its code exports.
//!
//! The tools of JavaScript and Python import everything that their world names, used or not. So the world names only what
//! was asked for: then a component's imports are its permissions in these languages too.

use parvis_model::Manifest;
use wit_component::WitPrinter;
use wit_parser::{Resolve, SourceMap};

use crate::{BuildError, contract};

/// The name of the generated world.
pub(crate) const NAME: &str = "this-plugin";
/// Interfaces that need no grant. Of `data`, only the types.
const FREE: &[&str] = &["errors", "text", "geo", "data", "feeds", "views", "random", "clock", "log"];

/// The text of a WIT package that holds the contract and the world of this plugin. The same input gives the same text.
pub(crate) fn generate(manifest: &Manifest, exports: &[&str]) -> Result<String, BuildError> {
    let failed = |reason: String| BuildError::Component(format!("the world of {}: {reason}", manifest.name));
    let mut sources = SourceMap::new();
    for (name, text) in contract::FILES {
        sources.push_str(name, *text);
    }
    sources.push_str("this-plugin.wit", world(manifest, exports));
    let group = sources.parse().map_err(|(_, error)| failed(error.to_string()))?;
    let mut resolve = Resolve::default();
    let package = resolve.push_group(group).map_err(|error| failed(error.to_string()))?;
    if !asks(manifest, "data") {
        let data = resolve.packages[package].interfaces["data"];
        resolve.interfaces[data].functions.clear();
    }
    let mut printer = WitPrinter::default();
    printer.print(&resolve, package, &[]).map_err(|error| failed(error.to_string()))?;
    Ok(printer.output.to_string())
}

fn world(manifest: &Manifest, exports: &[&str]) -> String {
    let mut lines: Vec<String> = FREE.iter().map(|name| format!("    import {name};")).collect();
    let mut import_if = |wanted: bool, name: &str| {
        if wanted {
            lines.push(format!("    import {name};"));
        }
    };
    import_if(!manifest.settings.is_empty(), "settings");
    import_if(asks(manifest, "publication"), "publication");
    import_if(asks(manifest, "outbound"), "outbound");
    lines.extend(exports.iter().map(|name| format!("    export {name};")));
    format!("package parvis:hub@0.1.0;\n\nworld {NAME} {{\n{}\n}}\n", lines.join("\n"))
}

fn asks(manifest: &Manifest, interface: &str) -> bool {
    manifest.asks.keys().any(|permission| permission.interface() == interface)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::componentize::tests::MANIFEST;

    fn generated(asks: &str) -> String {
        let manifest = Manifest::from_toml(&format!("{MANIFEST}{asks}")).expect("good manifest");
        generate(&manifest, &["home", "sync"]).expect("a world")
    }

    /// The imports of the world in `text`, and whether `data` has functions.
    fn read(text: &str) -> (Vec<String>, bool) {
        let mut resolve = Resolve::default();
        let package = resolve.push_str("generated.wit", text).expect("good WIT");
        let world = resolve.select_world(&[package], Some(NAME)).expect("its world");
        let data = resolve.packages[package].interfaces["data"];
        let imports = resolve.worlds[world].imports.keys().map(|key| resolve.name_world_key(key)).collect();
        (imports, !resolve.interfaces[data].functions.is_empty())
    }

    #[test]
    fn only_what_is_asked_for_is_imported() {
        let (imports, reads) = read(&generated(""));
        assert!(!reads, "data has functions that nobody asked for");
        for power in ["publication", "outbound", "settings"] {
            assert!(!imports.iter().any(|name| name.contains(power)), "{power}: {imports:?}");
        }
        let (imports, reads) = read(&generated(
            "[asks]\n\"read:stops\" = \"Lire.\"\n\"publish:places\" = \"Dire.\"\n\"source:desks\" = \"Lire.\"\n\
             [settings.desks]\nkind = \"source\"\ntitle = \"Guichets\"\n",
        ));
        assert!(reads);
        for power in ["publication", "outbound", "settings"] {
            assert!(imports.iter().any(|name| name.contains(power)), "{power}: {imports:?}");
        }
    }

    #[test]
    fn what_is_exported_is_named() {
        let text = generated("");
        let world = text.split(NAME).nth(1).expect("the world");
        let world = world.split('}').next().expect("its body");
        assert!(world.contains("export home;") && world.contains("export sync;"), "{world}");
        assert!(!world.contains("export page;"), "{world}");
    }
}
