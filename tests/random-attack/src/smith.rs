//! Components and modules of wasm-smith, the generator with which wasmtime itself is tested.

use std::sync::LazyLock;

use arbitrary::{Result, Unstructured};
use parvis_model::Manifest;
use wasm_encoder::{CodeSection, ComponentSection, CustomSection, Function, Instruction, RawSection};
use wasm_smith::{Component, Config, Module};
use wasmparser::{Parser, Payload};
use wit_component::dummy_module;
use wit_parser::ManglingAndAbi;

use crate::guests;

/// What the hub's calls need to come in: memory for the arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Allocator {
    /// A random function under its name.
    Random,
    /// One that gives room.
    Sound,
}

/// What a world exports, in the words of a core module.
const WORLDS: [(&str, &str); 3] = [
    (
        "page-plugin",
        r#"(func (export "parvis:hub/page@0.1.0#render") (param i32 i32 i32 i32 i32 i32) (result i32) unreachable)"#,
    ),
    (
        "home-plugin",
        r#"(func (export "parvis:hub/home@0.1.0#render") (param i32 i32) (result i32) unreachable)"#,
    ),
    (
        "sync-plugin",
        r#"(func (export "parvis:hub/sync@0.1.0#run") (param i32 i32) (result i32) unreachable)"#,
    ),
];

/// The exports of each world as a module, and a module that imports all that the contract offers.
static SHAPES: LazyLock<[Vec<u8>; 3]> = LazyLock::new(|| {
    WORLDS.map(|(_, export)| {
        let memory = r#"(memory (export "memory") 2)"#;
        let realloc = r#"(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)"#;
        wat::parse_str(format!("(module {memory} {realloc} {export})")).expect("a module")
    })
});
static IMPORTS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let contract = guests::contract();
    let packages: Vec<_> = contract.packages.iter().map(|(id, _)| id).collect();
    let world = contract.select_world(&packages, Some("imports")).expect("its world");
    dummy_module(contract, world, ManglingAndAbi::Legacy(wit_parser::LiftLowerAbi::Sync))
});

/// Any component.
pub(crate) fn component(u: &mut Unstructured<'_>, manifest: &Manifest) -> Result<Vec<u8>> {
    let config = Config { max_modules: 4, max_components: 4, ..config() };
    let mut bytes = Component::new(config, u)?.to_bytes();
    let data = manifest.to_section().expect("every manifest can be written");
    CustomSection { name: "parvis:manifest".into(), data: data.into() }.append_to_component(&mut bytes);
    Ok(bytes)
}

/// Any module that imports from the contract and exports what the hub calls, as a component. Where the module is not
/// one of its world after all, the bare module, which must be refused too.
pub(crate) fn in_world(
    u: &mut Unstructured<'_>,
    manifest: &Manifest,
    allocator: Allocator,
) -> Result<Vec<u8>> {
    let world = u.choose_index(WORLDS.len())?;
    let config = Config {
        available_imports: Some(IMPORTS.clone()),
        exports: Some(SHAPES[world].clone()),
        max_memories: 0,
        ..config()
    };
    let mut module = Module::new(config, u)?.to_bytes();
    if allocator == Allocator::Sound {
        module = with_allocator(&module);
    }
    guests::in_world(&mut module, WORLDS[world].0);
    Ok(parvis_plugin_build::componentize(&module, manifest).unwrap_or(module))
}

/// What the hub's engine takes, and small, so that most get through install.
fn config() -> Config {
    Config {
        allow_start_export: false,
        exceptions_enabled: false,
        gc_enabled: false,
        max_elements: 20,
        max_funcs: 12,
        max_imports: 8,
        max_memory32_bytes: 4 * 1024 * 1024,
        max_table_elements: 1_000,
        memory64_enabled: false,
        // The hub's engine has no garbage collector, which all references but those to functions need.
        reference_types_enabled: false,
        relaxed_simd_enabled: false,
        threads_enabled: false,
        ..Config::default()
    }
}

/// The module with a `cabi_realloc` that always gives the second page of memory.
fn with_allocator(module: &[u8]) -> Vec<u8> {
    let (mut imported, mut allocator, mut seen) = (0, None, 0);
    let mut out = wasm_encoder::Module::new();
    let mut code = CodeSection::new();
    for payload in Parser::new(0).parse_all(module).flatten() {
        match &payload {
            Payload::ImportSection(imports) => imported = functions_in(imports.clone()),
            Payload::ExportSection(exports) => {
                let mut found = exports.clone().into_iter().flatten();
                allocator = found.find(|export| export.name == "cabi_realloc").map(|export| export.index);
            }
            Payload::CodeSectionEntry(body) => {
                match allocator == Some(imported + seen) {
                    true => code.function(&second_page()),
                    false => code.raw(body.as_bytes()),
                };
                seen += 1;
                continue;
            }
            _ => {}
        }
        if let Some((id, range)) = payload.as_section() {
            // Sections that follow the code come after it; the code itself is written anew.
            if !code.is_empty() && id != CODE {
                out.section(&std::mem::take(&mut code));
            }
            if id != CODE {
                out.section(&RawSection { id, data: &module[range] });
            }
        }
    }
    if !code.is_empty() {
        out.section(&code);
    }
    out.finish()
}

const CODE: u8 = wasm_encoder::SectionId::Code as u8;

fn functions_in(imports: wasmparser::ImportSectionReader<'_>) -> u32 {
    let functions = imports.into_imports().flatten().filter(|import| {
        matches!(import.ty, wasmparser::TypeRef::Func(_) | wasmparser::TypeRef::FuncExact(_))
    });
    functions.count() as u32
}

fn second_page() -> Function {
    let mut function = Function::new([]);
    function.instruction(&Instruction::I32Const(0x1_0000)).instruction(&Instruction::End);
    function
}
