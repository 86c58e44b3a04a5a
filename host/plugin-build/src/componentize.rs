//! From a core module to a component that carries its manifest.

use parvis_model::Manifest;
use wit_component::ComponentEncoder;

use crate::{BuildError, sections};

/// Name of the section that carries the manifest.
const MANIFEST_SECTION: &str = "parvis:manifest";
/// Prefix of the sections in which wit-bindgen leaves the contract of a module.
const CONTRACT_SECTION: &str = "component-type";
/// What tools export for their own use at build time and leave behind: jco's QuickJS a function, componentize-py an instance.
const BUILD_TIME_EXPORTS: &[&str] = &["init", "exports"];

/// Wraps a core module made with wit-bindgen into a validated component, drops every custom section but names and
/// adds the manifest. The same input gives the same bytes. Takes about 50 ms.
pub fn componentize(core_module: &[u8], manifest: &Manifest) -> Result<Vec<u8>, BuildError> {
    check_module(core_module)?;
    let section = section_of(manifest)?;
    let encoded = ComponentEncoder::default()
        .validate(true)
        .module(core_module)
        .and_then(|mut encoder| encoder.encode())
        .map_err(|e| BuildError::Component(explain(&format!("{e:#}"))))?;
    let mut component = sections::only_names(&encoded)?;
    sections::append_custom(&mut component, MANIFEST_SECTION, &section);
    Ok(component)
}

/// A component that another tool made becomes a plugin: custom sections but names are dropped, and so is what jco and
/// componentize-py export for their own use; the manifest is added. The same input gives the same bytes.
pub fn adopt(component: &[u8], manifest: &Manifest) -> Result<Vec<u8>, BuildError> {
    if !sections::is_component(component) {
        return Err(BuildError::Component("this is not a WebAssembly component".into()));
    }
    let section = section_of(manifest)?;
    let mut plugin = sections::without_exports(&sections::only_names(component)?, BUILD_TIME_EXPORTS)?;
    wasmparser::Validator::new()
        .validate_all(&plugin)
        .map_err(|error| BuildError::Component(format!("the component is damaged: {error}")))?;
    sections::append_custom(&mut plugin, MANIFEST_SECTION, &section);
    Ok(plugin)
}

fn section_of(manifest: &Manifest) -> Result<Vec<u8>, BuildError> {
    manifest.to_section().map_err(|e| BuildError::Component(format!("section {MANIFEST_SECTION}: {e}")))
}

/// The two mistakes that the encoder reports in words that help nobody.
fn check_module(core_module: &[u8]) -> Result<(), BuildError> {
    if sections::is_component(core_module) {
        let reason = "this is a component already: build for wasm32-unknown-unknown, not for wasm32-wasip2";
        return Err(BuildError::Component(reason.into()));
    }
    let names = sections::custom_names(core_module)?;
    if !names.iter().any(|name| name.starts_with(CONTRACT_SECTION)) {
        let reason =
            "the module exports nothing of the contract: export a home, page or sync through parvis-sdk";
        return Err(BuildError::Component(reason.into()));
    }
    Ok(())
}

/// Adds what to do to the encoder's own words.
fn explain(reason: &str) -> String {
    let advice = if reason.contains("wasi_snapshot") {
        "\na plugin has no WASI: build for wasm32-unknown-unknown and drop the crates that need files, \
         threads or a clock"
    } else if reason.contains("wbindgen") {
        "\na crate expects a browser (wasm-bindgen): switch off its feature `js`, `wasmbind` or `wasm-bindgen`"
    } else {
        ""
    };
    format!("the module cannot become a component: {reason}{advice}")
}

#[cfg(test)]
pub(crate) mod tests {
    use wit_component::{StringEncoding, dummy_module, embed_component_metadata};
    use wit_parser::{ManglingAndAbi, Resolve};

    use super::*;

    pub(crate) const WIT: &str = "
        package parvis:hub@0.1.0;
        interface data { record row { n: s32 } count: func() -> s32; }
        interface shapes { use data.{row}; type rows = list<row>; }
        world plugin {
            import data;
            import shapes;
            export card: func() -> string;
        }";

    pub(crate) const MANIFEST: &str = "name = \"probe\"\nversion = \"1\"\ncontract = \"0.1\"\n\
        title = \"Sonde\"\nsummary = \"Essai.\"\nmaker = \"Parvis\"\n";

    /// A module that imports and exports all of a world, as wit-bindgen leaves it.
    pub(crate) fn module(wit: &str) -> Vec<u8> {
        let mut resolve = Resolve::default();
        let package = resolve.push_str("probe.wit", wit).expect("good WIT");
        let world = resolve.select_world(&[package], None).expect("one world");
        let mut module = dummy_module(&resolve, world, ManglingAndAbi::Standard32);
        embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8).expect("embedded");
        module
    }

    pub(crate) fn manifest() -> Manifest {
        Manifest::from_toml(MANIFEST).expect("good manifest")
    }

    #[test]
    fn a_component_is_valid_and_carries_its_manifest_alone() {
        let mut core = module(WIT);
        sections::append_custom(&mut core, "producers", b"\x00");
        let component = componentize(&core, &manifest()).expect("component");
        wasmparser::Validator::new().validate_all(&component).expect("valid");
        let customs = sections::custom_names(&component).expect("well formed");
        assert_eq!(customs.iter().filter(|name| *name == MANIFEST_SECTION).count(), 1);
        assert!(
            customs.iter().all(|name| name == MANIFEST_SECTION || name == "component-name"),
            "{customs:?}"
        );
        assert!(!component.windows(9).any(|bytes| bytes == b"producers"));
        assert_eq!(read_back(&component), manifest());
    }

    fn read_back(component: &[u8]) -> Manifest {
        let section = wasmparser::Parser::new(0).parse_all(component).find_map(|payload| match payload {
            Ok(wasmparser::Payload::CustomSection(s)) if s.name() == MANIFEST_SECTION => Some(s.data()),
            _ => None,
        });
        Manifest::from_section(section.expect("the section")).expect("good manifest")
    }

    #[test]
    fn the_same_input_gives_the_same_bytes() {
        let core = module(WIT);
        let first = componentize(&core, &manifest()).expect("component");
        let second = componentize(&core, &manifest()).expect("component");
        assert_eq!(first, second);
    }

    #[test]
    fn a_component_of_another_tool_is_adopted() {
        let made = |exports: &str| {
            let module = module(&WIT.replace("export card: func() -> string;", exports));
            ComponentEncoder::default().module(&module).and_then(|mut e| e.encode()).expect("a component")
        };
        let of_python = made("export exports: interface { ready: func(); }\nexport data;");
        assert_eq!(exports(&of_python), ["exports", "parvis:hub/data@0.1.0"]);
        let adopted = adopt(&of_python, &manifest()).expect("adopted");
        assert_eq!(exports(&adopted), ["parvis:hub/data@0.1.0"]);
        assert_eq!(read_back(&adopted), manifest());
        let of_javascript = adopt(&made("export init: func();"), &manifest()).expect("adopted");
        assert_eq!(exports(&of_javascript), Vec::<String>::new());
        assert!(adopt(b"\0asm\x01\0\0\0", &manifest()).is_err());
    }

    fn exports(component: &[u8]) -> Vec<String> {
        let decoded = wit_component::decode(component).expect("readable");
        let (resolve, world) = (decoded.resolve(), decoded.package());
        let world = resolve.packages[world].worlds.values().next().expect("a world");
        resolve.worlds[*world].exports.keys().map(|key| resolve.name_world_key(key)).collect()
    }

    #[test]
    fn refusals_say_what_to_do() {
        let refused = |bytes: &[u8]| componentize(bytes, &manifest()).expect_err("refused").to_string();
        assert!(refused(b"\0asm\x01\0\0\0").contains("parvis-sdk"));
        assert!(refused(b"\0asm\x0d\0\x01\0").contains("wasm32-unknown-unknown"));
        assert!(refused(b"hello").contains("not a WebAssembly binary"));
        assert!(explain("unresolved wasi_snapshot_preview1").contains("no WASI"));
    }
}
