//! Components made large in one respect: a well-behaved plugin with a module or a component beside it that is never used.

use std::borrow::Cow;

use tests_hostile_plugins::{manifest, plugin_from_core, plugin_from_module};
use wasm_encoder::{
    CodeSection, Component, ComponentSection, ComponentTypeSection, ConstExpr, CustomSection, ExportKind,
    ExportSection, Function, FunctionSection, GlobalSection, GlobalType, InstanceSection, Instruction,
    MemorySection, MemoryType, Module, ModuleSection, NestedComponentSection, PrimitiveValType, RefType,
    TableSection, TableType, TypeSection, ValType,
};

/// A plugin with a page that is served.
pub(crate) fn well() -> Vec<u8> {
    plugin_from_core("well", &manifest("well"))
}

/// A plugin under another name.
pub(crate) fn well_named(name: &str) -> Vec<u8> {
    plugin_from_core("well", &manifest(name))
}

/// A plugin made of this text of a core module.
pub(crate) fn plugin_from_text(name: &str, text: &str) -> Vec<u8> {
    plugin_from_module(name, wat::parse_str(text).expect("a sound module"), &manifest(name))
}

/// Adds a module that is never instantiated.
pub(crate) fn with_module(mut plugin: Vec<u8>, module: &Module) -> Vec<u8> {
    ModuleSection(module).append_to_component(&mut plugin);
    plugin
}

/// Adds a component that is never instantiated.
fn with_component(mut plugin: Vec<u8>, component: &Component) -> Vec<u8> {
    NestedComponentSection(component).append_to_component(&mut plugin);
    plugin
}

/// Adds a custom section.
pub(crate) fn with_custom(mut plugin: Vec<u8>, name: &str, data: &[u8]) -> Vec<u8> {
    CustomSection { name: name.into(), data: Cow::Borrowed(data) }.append_to_component(&mut plugin);
    plugin
}

/// The plugin filled up to exactly this many bytes.
pub(crate) fn with_bytes(plugin: Vec<u8>, bytes: usize) -> Vec<u8> {
    // Around the data: the section's number, its length in 4 bytes, the length of its name, its name.
    let data = vec![0; bytes - plugin.len() - 1 - 4 - 1 - 4];
    with_custom(plugin, "fill", &data)
}

/// Adds types of components.
pub(crate) fn with_types(mut plugin: Vec<u8>, count: usize) -> Vec<u8> {
    let mut types = ComponentTypeSection::new();
    for _ in 0..count {
        types.defined_type().primitive(PrimitiveValType::Bool);
    }
    types.append_to_component(&mut plugin);
    plugin
}

/// Adds empty functions.
pub(crate) fn with_functions(plugin: Vec<u8>, count: usize) -> Vec<u8> {
    let body = Function::new([]);
    with_module(plugin, &functions(std::iter::repeat_n(body, count)))
}

/// Adds one function of this many bytes, all of them `nop` but the last.
pub(crate) fn with_function_bytes(plugin: Vec<u8>, bytes: usize) -> Vec<u8> {
    let mut body = Function::new([]);
    // Beside them: no locals, 1 byte, and the end, another one.
    for _ in 0..bytes - 2 {
        body.instruction(&Instruction::Nop);
    }
    with_module(plugin, &functions([body]))
}

/// Adds one function with this many local variables.
pub(crate) fn with_locals(plugin: Vec<u8>, count: usize) -> Vec<u8> {
    let locals = u32::try_from(count).expect("a number of locals");
    with_module(plugin, &functions([Function::new([(locals, ValType::I32)])]))
}

/// Adds one function with a jump table of this many targets.
pub(crate) fn with_jump_table(plugin: Vec<u8>, targets: usize) -> Vec<u8> {
    let mut body = Function::new([]);
    body.instruction(&Instruction::I32Const(1));
    body.instruction(&Instruction::BrTable(vec![0; targets].into(), 0));
    with_module(plugin, &functions([body]))
}

/// A module of functions without parameters and results. Each body is given without its end.
fn functions(bodies: impl IntoIterator<Item = Function>) -> Module {
    let mut types = TypeSection::new();
    types.ty().function([], []);
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    for mut body in bodies {
        functions.function(0);
        code.function(body.instruction(&Instruction::End));
    }
    let mut module = Module::new();
    module.section(&types).section(&functions).section(&code);
    module
}

/// Adds memories of one page.
pub(crate) fn with_memories(plugin: Vec<u8>, count: usize) -> Vec<u8> {
    let mut memories = MemorySection::new();
    let one = MemoryType { minimum: 1, maximum: None, memory64: false, shared: false, page_size_log2: None };
    for _ in 0..count {
        memories.memory(one);
    }
    with_module(plugin, Module::new().section(&memories))
}

/// Adds tables of this many elements.
pub(crate) fn with_tables(plugin: Vec<u8>, count: usize, elements: usize) -> Vec<u8> {
    let mut tables = TableSection::new();
    let one = TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: elements as u64,
        maximum: None,
        shared: false,
    };
    for _ in 0..count {
        tables.table(one);
    }
    with_module(plugin, Module::new().section(&tables))
}

/// Adds instances of an empty module, within a component that is never instantiated.
pub(crate) fn with_instances(plugin: Vec<u8>, count: usize) -> Vec<u8> {
    let mut instances = InstanceSection::new();
    let nothing: [(&str, wasm_encoder::ModuleArg); 0] = [];
    for _ in 0..count {
        instances.instantiate(0, nothing);
    }
    let mut component = Component::new();
    component.section(&ModuleSection(&Module::new())).section(&instances);
    with_component(plugin, &component)
}

/// Adds components within components, this many levels.
pub(crate) fn with_nesting(plugin: Vec<u8>, levels: usize) -> Vec<u8> {
    let mut component = Component::new();
    for _ in 1..levels {
        let mut outer = Component::new();
        outer.section(&NestedComponentSection(&component));
        component = outer;
    }
    with_component(plugin, &component)
}

/// Adds items without a limit of their own: names under which a module exports its only global. The sections of the module,
/// of the global and of the names, and the global itself, are the first four.
pub(crate) fn with_items(plugin: Vec<u8>, count: usize) -> Vec<u8> {
    let mut globals = GlobalSection::new();
    let one = GlobalType { val_type: ValType::I32, mutable: false, shared: false };
    globals.global(one, &ConstExpr::i32_const(0));
    let mut exports = ExportSection::new();
    for number in 4..count {
        exports.export(&number.to_string(), ExportKind::Global, 0);
    }
    with_module(plugin, Module::new().section(&globals).section(&exports))
}

/// Adds one type: a component whose type is a component whose type is... this many levels. wasmparser reads it by
/// recursion.
pub(crate) fn with_nested_types(mut plugin: Vec<u8>, levels: usize) -> Vec<u8> {
    const COMPONENT_TYPE: u8 = 0x41;
    const TYPE_DECLARATION: u8 = 0x01;
    let mut content = vec![1];
    for _ in 0..levels {
        content.extend([COMPONENT_TYPE, 1, TYPE_DECLARATION]);
    }
    content.extend([COMPONENT_TYPE, 0]);
    wasm_encoder::RawSection { id: 7, data: &content }.append_to_component(&mut plugin);
    plugin
}

/// Adds functions that take long to compile: large, and each step needs what other steps gave.
pub(crate) fn with_hard_work(plugin: Vec<u8>, count: usize) -> Vec<u8> {
    let mut body = Function::new([(100, ValType::I32)]);
    for step in 0..60_000_u32 {
        body.instruction(&Instruction::LocalGet(step % 100));
        body.instruction(&Instruction::LocalGet((step * 7 + 1) % 100));
        // It may trap, so that no optimisation leaves it out.
        body.instruction(&Instruction::I32DivU);
        body.instruction(&Instruction::LocalSet((step * 13 + 5) % 100));
    }
    with_module(plugin, &functions(std::iter::repeat_n(body, count)))
}
