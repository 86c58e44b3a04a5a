//! Components that no partner would write, made from hand-written WAT against the real contract, and the list of all cases.
//! It must never know: the hub's crates but the vocabulary and the plugin build; what is attacked is the built binary.
//! To add one: a file under `wat/` (or a line in `generated.rs`), its line in a table of `tests/hostile` that says how it
//! must end, and its case in `catalogue.rs`; the tests fail without any of them.
//! Tested by `tests/hostile`, which runs each against a hub, and `tests/install`, which attacks the way into it.

pub mod catalogue;
pub mod doors;
mod generated;
mod manifests;
mod sections;

use std::path::{Path, PathBuf};

use parvis_model::Manifest;
use wasm_encoder::{ComponentSection, CustomSection};
use wit_component::{StringEncoding, embed_component_metadata};
use wit_parser::{PackageId, Resolve};

pub use generated::{GENERATED, long_to_compile, with_section};
pub use manifests::{manifest, of_guest, of_sync};
pub use sections::with_manifest;

/// `tests/hostile-plugins`.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The names of the `.wat` files in a folder under `wat/`, without their ending, in order.
///
/// # Panics
/// If the folder cannot be read.
pub fn files(kind: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder().join("wat").join(kind)).expect("the folder of cases");
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_string_lossy().strip_suffix(".wat").map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// The contract as the hub speaks it.
///
/// # Panics
/// If `wit/v0.1` cannot be read.
pub fn contract() -> (Resolve, PackageId) {
    let mut contract = Resolve::default();
    let (package, _) = contract.push_path(folder().join("../../wit/v0.1")).expect("the contract");
    (contract, package)
}

/// A core module of `wat/core`, wrapped as a plugin with a page. Its texts are in UTF-8 unless its name says otherwise.
///
/// # Panics
/// If the file is not well formed: then the case itself is broken.
pub fn plugin_from_core(name: &str, manifest: &Manifest) -> Vec<u8> {
    plugin_from_module(name, assemble("core", name), manifest)
}

/// A core module, wrapped as a plugin with a page.
///
/// # Panics
/// If it does not fit the world `page-plugin`: then the case itself is broken.
pub fn plugin_from_module(name: &str, module: Vec<u8>, manifest: &Manifest) -> Vec<u8> {
    wrapped(name, module, "page-plugin", manifest)
}

/// A core module of `wat/sync`, wrapped as a plugin with a refresh.
///
/// # Panics
/// If the file is not well formed: then the case itself is broken.
pub fn plugin_from_sync(name: &str, manifest: &Manifest) -> Vec<u8> {
    wrapped(name, assemble("sync", name), "sync-plugin", manifest)
}

fn wrapped(name: &str, mut module: Vec<u8>, world: &str, manifest: &Manifest) -> Vec<u8> {
    let encoding = match name.split('-').next() {
        Some("utf16") => StringEncoding::UTF16,
        Some("compact") => StringEncoding::CompactUTF16,
        _ => StringEncoding::UTF8,
    };
    let (contract, package) = contract();
    let world = contract.select_world(&[package], Some(world)).expect("its world");
    embed_component_metadata(&mut module, &contract, world, encoding).expect("embedded");
    parvis_plugin_build::componentize(&module, manifest).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The bytes of a `.wat` file, whatever it holds.
///
/// # Panics
/// If the file is not well formed.
pub fn assemble(kind: &str, name: &str) -> Vec<u8> {
    let file = folder().join("wat").join(kind).join(format!("{name}.wat"));
    wat::parse_file(&file).unwrap_or_else(|error| panic!("{error}"))
}

/// Adds a section `parvis:manifest`.
///
/// # Panics
/// Never: every manifest can be written.
pub fn add_manifest(component: &mut Vec<u8>, manifest: &Manifest) {
    let data = manifest.to_section().expect("a section");
    CustomSection { name: "parvis:manifest".into(), data: data.into() }.append_to_component(component);
}

/// Writes a component and returns where.
///
/// # Panics
/// If it cannot be written.
pub fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let file = folder.join(format!("{name}.wasm"));
    std::fs::write(&file, bytes).expect("written");
    file
}
