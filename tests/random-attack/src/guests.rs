//! Guests in a world of the contract: their manifest, how a core module becomes one, and those written by hand.

use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

use arbitrary::{Result, Unstructured};
use parvis_model::Manifest;
use wit_component::{StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

use crate::guest_memory::{BASE, answer};

/// A guest that answers with what it is sent.
pub const ECHO: &str = include_str!("../wat/echo.wat");

static CONTRACT: LazyLock<Resolve> = LazyLock::new(|| {
    let mut contract = Resolve::default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../wit/v0.1");
    contract.push_path(folder).expect("the contract");
    contract
});

/// The contract, as plugins are built against.
pub fn contract() -> &'static Resolve {
    &CONTRACT
}

/// A manifest that asks for every power; nothing outside answers to the host that it names.
///
/// # Panics
/// If the name is not one of a plugin.
pub fn manifest(name: &str) -> Manifest {
    let toml = format!(
        r#"name = "{name}"
version = "1"
contract = "0.1"
title = "Hasard"
summary = "Essai."
maker = "Parvis"
[asks]
"read:stops" = "Essai."
"publish:stops" = "Essai."
"outbound:attack.invalid" = "Essai."
"source:feed" = "Essai."
[settings.feed]
kind = "source"
title = "Essai"
"#
    );
    Manifest::from_toml(&toml).expect("a good manifest")
}

/// A core module in text, as a component in a world of the contract.
///
/// # Panics
/// If the text is not a module of that world.
pub fn plugin(wat: &str, world: &str, manifest: &Manifest) -> Vec<u8> {
    let mut module = wat::parse_str(wat).unwrap_or_else(|error| panic!("{error}"));
    in_world(&mut module, world);
    parvis_plugin_build::componentize(&module, manifest).unwrap_or_else(|error| panic!("{error}"))
}

/// Notes in the module for which world it is made.
pub(crate) fn in_world(module: &mut Vec<u8>, world: &str) {
    let packages: Vec<_> = contract().packages.iter().map(|(id, _)| id).collect();
    let world = contract().select_world(&packages, Some(world)).expect("its world");
    embed_component_metadata(module, contract(), world, StringEncoding::UTF8).expect("embedded");
}

/// A guest whose page is any view.
pub(crate) fn answering(u: &mut Unstructured<'_>, manifest: &Manifest) -> Result<Vec<u8>> {
    let memory = answer(u)?;
    let pages = (BASE as usize + memory.len()).div_ceil(0x1_0000) + 1;
    let mut data = String::with_capacity(3 * memory.len());
    for byte in memory {
        // Writing to a text cannot fail.
        let _ = write!(data, "\\{byte:02x}");
    }
    let free = (pages - 1) * 0x1_0000;
    let wat = format!(
        r#"(module
  (memory (export "memory") {pages})
  (data (i32.const {BASE}) "{data}")
  (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const {free}))
  (func (export "parvis:hub/page@0.1.0#render") (param i32 i32 i32 i32 i32 i32) (result i32) (i32.const {BASE})))"#
    );
    Ok(plugin(&wat, "page-plugin", manifest))
}
