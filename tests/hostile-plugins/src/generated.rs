//! Components that are too large to be written by hand: thousands of the same.

use std::fmt::Write;

use wasm_encoder::{ComponentSection, CustomSection};

use crate::{add_manifest, folder, manifest, plugin_from_core, plugin_from_module};

/// Makes a component.
type Make = fn() -> Vec<u8>;

/// Every component that is made by code, by name. All must be refused.
pub const GENERATED: &[(&str, Make)] = &[
    ("branches-1000000", || {
        in_a_card(&function("", &format!("(br_table {} (i32.const 0))", "0 ".repeat(1_000_000))))
    }),
    ("exports-1000", || component(&times(1_000, |n| format!("(export \"e{n}\" (func $f))")))),
    ("functions-60000", || in_a_card(&"(func)".repeat(60_000))),
    ("globals-100000", || in_a_card(&"(global i32 (i32.const 0))".repeat(100_000))),
    ("imports-10000", || component(&times(10_000, |n| format!("(import \"a:b/c{n}@0.1.0\" (instance))")))),
    ("instances-1000", || component(&"(core instance (instantiate $m))".repeat(1_000))),
    ("locals-100000", || in_a_card(&function(&"(local i64)".repeat(100_000), ""))),
    ("memories-1000", || in_a_card(&"(memory 1)".repeat(1_000))),
    ("tables-1000", || in_a_card(&"(table 1 funcref)".repeat(1_000))),
    ("types-1000000", || component(&"(type (func))".repeat(1_000_000))),
];

fn times(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).fold(String::new(), |mut all, n| {
        let _ = write!(all, "{}", one(n));
        all
    })
}

fn function(locals: &str, body: &str) -> String {
    format!("(func {locals} {body})")
}

/// A component whose only module holds `fields` beside what a card needs.
fn in_a_card(fields: &str) -> Vec<u8> {
    card(fields, "")
}

/// A component that holds `fields` beside a card.
fn component(fields: &str) -> Vec<u8> {
    card("", fields)
}

fn card(of_module: &str, of_component: &str) -> Vec<u8> {
    let text = format!(
        "(component
           (core module $m (func (export \"render\") (result i32) i32.const 1) {of_module})
           (core instance $i (instantiate $m))
           (func $f (result u32) (canon lift (core func $i \"render\")))
           (instance $home (export \"render\" (func $f)))
           (export \"parvis:hub/home@0.1.0\" (instance $home))
           {of_component})"
    );
    let mut bytes = wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}"));
    add_manifest(&mut bytes, &manifest("hostile"));
    bytes
}

/// A plugin that is sound and takes a compiler long: functions without end, each of them a maze.
///
/// # Panics
/// Never: the text is well formed.
pub fn long_to_compile(name: &str, functions: usize) -> Vec<u8> {
    let turn = "(local.set $a (i64.add (i64.mul (local.get $a) (local.get $b)) (local.get $c))) \
                (br_if 0 (i64.eq (local.get $a) (local.get $d))) (local.set $b (i64.xor (local.get $a) (local.get $d)))";
    let body = format!("(block {} )", format!("(block {} )", turn.repeat(30)).repeat(30));
    let one = format!("(func (param $a i64) (param $b i64) (param $c i64) (param $d i64) {body})");
    let well = std::fs::read_to_string(folder().join("wat/core/well.wat")).expect("the frame");
    let text = well.replacen("(memory", &format!("{} (memory", one.repeat(functions)), 1);
    let module = wat::parse_str(&text).unwrap_or_else(|error| panic!("{error}"));
    plugin_from_module(name, module, &manifest(name))
}

/// A sound plugin with one more custom section of that many bytes.
///
/// # Panics
/// Never: the frame is well formed.
pub fn with_section(plugin: &str, section: &str, bytes: usize) -> Vec<u8> {
    let mut component = plugin_from_core("well", &manifest(plugin));
    CustomSection { name: section.into(), data: vec![0; bytes].into() }.append_to_component(&mut component);
    component
}
