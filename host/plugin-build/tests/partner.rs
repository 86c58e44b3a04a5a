//! A partner's own folder, outside this workspace, becomes a component: the real compiler, the real Cargo.

use std::path::{Path, PathBuf};

use parvis_plugin_build::{BuildError, Options, build, unasked};
use wit_component::StringEncoding;
use wit_parser::Resolve;

const PLUGIN_TOML: &str = r#"
name = "probe"
version = "1"
contract = "0.1"
title = "Sonde"
summary = "Essai."
maker = "Un partenaire"
"#;

const CARGO_TOML: &str = r#"
[package]
name = "plugin-probe"
version = "1.0.0"
edition = "2024"
[lib]
crate-type = ["cdylib"]
[workspace]
"#;

/// What wit-bindgen would write, by hand, so that this test needs no crate.
const LIB_RS: &str = r#"
#[unsafe(link_section = "component-type:probe")]
static CONTRACT: [u8; include_bytes!("contract.bin").len()] = *include_bytes!("contract.bin");
#[link(wasm_import_module = "parvis:hub/data@0.1.0")]
unsafe extern "C" { fn count() -> i32; }
#[unsafe(export_name = "answer")]
pub extern "C" fn answer() -> i32 { std::hint::black_box(&CONTRACT); unsafe { count() } }
"#;

const WIT: &str = "package parvis:hub@0.1.0;
    interface data { count: func() -> s32; other: func() -> s32; }
    world probe { import data; export answer: func() -> s32; }";

fn partner_folder(name: &str, lib_rs: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("parvis-{name}-{}", std::process::id()));
    std::fs::create_dir_all(folder.join("src")).expect("a folder");
    let write = |file: &str, bytes: &[u8]| std::fs::write(folder.join(file), bytes).expect("written");
    // Tests run side by side in one folder for guests: each has a crate of its own.
    write("plugin.toml", PLUGIN_TOML.replace("probe", name).as_bytes());
    write("Cargo.toml", CARGO_TOML.replace("probe", name).as_bytes());
    write("src/lib.rs", lib_rs.as_bytes());
    let mut resolve = Resolve::default();
    let package = resolve.push_str("probe.wit", WIT).expect("good WIT");
    let world = resolve.select_world(&[package], None).expect("one world");
    let contract = wit_component::metadata::encode(&resolve, world, StringEncoding::UTF8, None);
    write("src/contract.bin", &contract.expect("encoded"));
    folder
}

/// The guests of this workspace share their folder, so that a refused rustup is remembered once.
fn options(folder: &Path) -> Options {
    let guests = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/guests");
    Options { out_dir: folder.join("out"), target_dir: Some(guests), ..Options::default() }
}

#[test]
fn a_partners_folder_becomes_a_component() {
    let folder = partner_folder("probe", LIB_RS);
    let mut said = Vec::new();
    let built = build(&folder, &options(&folder), &mut |line| said.push(line.to_owned())).expect("built");
    assert_eq!(built.path, folder.join("out/probe.wasm"));
    assert_eq!(built.imports.len(), 1);
    assert_eq!(built.imports[0].functions, ["count"], "only what is called is imported");
    assert!(unasked(&built.imports, &built.manifest)[0].contains("[asks]"));
    assert!(said.iter().any(|line| line.starts_with("compiling probe")), "{said:?}");
    let bytes = std::fs::read(&built.path).expect("readable");
    let machine = folder.to_string_lossy().into_owned();
    assert!(!bytes.windows(machine.len()).any(|window| window == machine.as_bytes()), "names its folder");
    // A library for tests beside it changes nothing of the component, its optimisation least of all.
    let mixed = CARGO_TOML.replace("[\"cdylib\"]", "[\"cdylib\", \"rlib\"]");
    assert_ne!(mixed, CARGO_TOML);
    std::fs::write(folder.join("Cargo.toml"), mixed).expect("written");
    let again = build(&folder, &options(&folder), &mut |_| {}).expect("built again");
    assert_eq!(again.digest, built.digest);
    std::fs::remove_dir_all(&folder).expect("removed");
}

#[test]
fn code_that_does_not_compile_writes_nothing() {
    let folder = partner_folder("faulty", "pub fn broken( {");
    let error = build(&folder, &options(&folder), &mut |_| {}).expect_err("refused");
    assert!(matches!(error, BuildError::Compile { .. }), "{error}");
    assert!(error.to_string().contains("plugin-faulty"), "{error}");
    assert!(!folder.join("out").exists());
    std::fs::remove_dir_all(&folder).expect("removed");
}
