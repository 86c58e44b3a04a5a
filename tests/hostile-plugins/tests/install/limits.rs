//! Every limit of a component: at the limit it is taken, one past it is refused in one sentence, before anything is read.

use std::time::Duration;

use crate::check::check;
use crate::counts::count;
use crate::made;

const MIB: usize = 1024 * 1024;
/// Counting takes milliseconds, starting the command far longer; this is five times what both take on a slow machine.
const SOON: Duration = Duration::from_secs(5);

/// A component with exactly so many of something.
type Make = fn(usize) -> Vec<u8>;

/// A line of `[limits.component]`, its default in units of one, and how to make a component with so many.
const DEFAULTS: &[(&str, usize, Make)] = &[
    ("size-mib", 40 * MIB, |bytes| made::with_bytes(made::well(), bytes)),
    ("functions", 50_000, |all| filled("functions", all, made::with_functions)),
    ("function-kib", 768 * 1024, |bytes| made::with_function_bytes(made::well(), bytes)),
    ("function-locals", 10_000, |locals| made::with_locals(made::well(), locals)),
    ("types", 10_000, |all| filled("types", all, made::with_types)),
    ("memories", 4, |all| filled("memories", all, made::with_memories)),
    ("tables", 8, |all| filled("tables", all, |plugin, count| made::with_tables(plugin, count, 1))),
    ("table-elements", 20_000, |elements| made::with_tables(made::well(), 1, elements)),
    ("core-instances", 64, |all| filled("core-instances", all, made::with_instances)),
    ("nesting", 8, |levels| made::with_nesting(made::well(), levels)),
    ("items", 100_000, |all| filled("items", all, made::with_items)),
];

/// Limits that only contract 0.1 itself keeps a component from reaching: what is past them is refused for the limit.
const BEYOND_THE_CONTRACT: &[(&str, usize)] = &[("imports", 256), ("exports", 64)];

/// A well-behaved plugin with as much added as makes `all`.
fn filled(line: &str, all: usize, with: impl Fn(Vec<u8>, usize) -> Vec<u8>) -> Vec<u8> {
    let well = made::well();
    let missing = all - count(&well, line);
    with(well, missing)
}

#[test]
fn each_default_holds_to_the_unit() {
    for (line, limit, make) in DEFAULTS {
        let at_the_limit = check(&make(*limit), "");
        assert!(at_the_limit.is_taken(), "{line} at {limit}: {}", at_the_limit.said);
        let past = check(&make(limit + 1), "");
        past.must_be_refused(line, &format!("the component has {} ", limit + 1));
        past.must_be_refused(line, &format!("at most {limit} are taken ([limits.component] {line})"));
        assert!(past.took < SOON, "{line} took {:?} to refuse", past.took);
    }
}

#[test]
fn more_imports_and_exports_than_any_contract_has_are_refused_for_their_number() {
    for (line, limit) in BEYOND_THE_CONTRACT {
        let make = |count| if *line == "imports" { with_imports(count) } else { with_exports(count) };
        let past = check(&make(limit + 1), "");
        past.must_be_refused(line, &format!("the component has {} {line}; at most {limit}", limit + 1));
        let at_the_limit = check(&make(*limit), "");
        at_the_limit.must_be_refused(line, &format!("{line} extra"));
    }
}

/// The plugin with imports added up to this number, of instances that nobody offers.
fn with_imports(all: usize) -> Vec<u8> {
    let mut plugin = made::with_types(made::well(), 1);
    let mut imports = wasm_encoder::ComponentImportSection::new();
    for number in 0..all - count(&plugin, "imports") {
        let ty = wasm_encoder::TypeBounds::SubResource;
        imports.import(format!("extra{number}").as_str(), wasm_encoder::ComponentTypeRef::Type(ty));
    }
    wasm_encoder::ComponentSection::append_to_component(&imports, &mut plugin);
    plugin
}

/// The plugin with exports added up to this number, of its own first type.
fn with_exports(all: usize) -> Vec<u8> {
    let mut plugin = made::well();
    let mut exports = wasm_encoder::ComponentExportSection::new();
    for number in 0..all - count(&plugin, "exports") {
        let kind = wasm_encoder::ComponentExportKind::Module;
        exports.export(format!("extra{number}").as_str(), kind, 0, None);
    }
    wasm_encoder::ComponentSection::append_to_component(&exports, &mut plugin);
    plugin
}

#[test]
fn the_configuration_has_the_last_word() {
    let plugin = made::with_instances(made::with_memories(made::well(), 1), 2);
    for line in ["functions", "types", "memories", "core-instances", "imports", "items", "nesting"] {
        let has = count(&plugin, line);
        let config = |limit: usize| format!("[limits.component]\n{line} = {limit}\n");
        let enough = check(&plugin, &config(has));
        assert!(enough.is_taken(), "{line} = {has}: {}", enough.said);
        let words = format!("at most {} are taken ([limits.component] {line})", has - 1);
        check(&plugin, &config(has - 1)).must_be_refused(line, &words);
    }
}

/// What would take minutes, gigabytes or the stack of whoever reads it to the end.
#[test]
fn bombs_are_refused_at_once() {
    let bombs: &[(&str, Vec<u8>)] = &[
        ("exports", with_exports(10_000)),
        ("imports", with_imports(10_000)),
        ("types", made::with_types(made::well(), 1_000_000)),
        ("function-locals", made::with_locals(made::well(), 100_000)),
        ("function-locals", made::with_locals(made::well(), 4_000_000_000)),
        ("function-kib", made::with_jump_table(made::well(), 1_000_000)),
        ("nesting", made::with_nesting(made::well(), 1_000)),
        ("core-instances", made::with_instances(made::well(), 1_000)),
        ("items", made::with_items(made::well(), 1_000_000)),
        ("table-elements", made::with_tables(made::well(), 1, 4_000_000_000)),
        ("memories", made::with_memories(made::well(), 1_000)),
        ("size-mib", vec![0; 100 * MIB]),
    ];
    for (line, bytes) in bombs {
        let verdict = check(bytes, "");
        verdict.must_be_refused(line, &format!("([limits.component] {line})"));
        assert!(verdict.took < SOON, "{line} took {:?} to refuse", verdict.took);
    }
}
