//! Files that are no component, and components with more in them than code (H67, H69).

use std::time::Duration;

use tests_harness::{Hub, Launch, binary, wait_until};

use crate::check::check;
use crate::made;
use tests_hostile_plugins::write;

#[test]
fn native_code_from_outside_is_never_accepted() {
    let hub = Hub::demo(&[]);
    let ours = std::fs::read(native_file(&hub)).expect("native code");
    check(&ours, "").must_be_refused("a file of the cache", "this is not a WebAssembly component");
    let elf = ours.windows(4).position(|bytes| bytes == b"\x7fELF").expect("an ELF file within");
    check(&ours[elf..], "").must_be_refused("its native code alone", "takes no native code from outside");
    let program = std::fs::read(binary()).expect("the binary");
    check(&program[..1_000_000], "").must_be_refused("a program", "takes no native code from outside");
    for (case, bytes) in [("nothing", b"".as_slice()), ("a page", b"<!doctype html><title>x</title>")] {
        check(bytes, "").must_be_refused(case, "this is not a WebAssembly component");
    }
}

#[test]
fn only_code_and_names_are_compiled() {
    let hub = Hub::demo(&[]);
    let mark = b"this signature proves nothing ";
    let plugin = made::with_custom(made::well_named("dressed"), "signature", &mark.repeat(10));
    // Names of functions stay for readable stacks, but not 15 MB of them.
    let mut name = wasm_encoder::Module::new();
    name.section(&wasm_encoder::CustomSection { name: "name".into(), data: mark.repeat(500_000).into() });
    let plugin = made::with_module(plugin, &name);
    assert!(plugin.len() > 15_000_000);
    let folder = tempfile::tempdir().expect("a folder");
    let file = write(folder.path(), "dressed", &plugin);
    let before = native_files(&hub);
    let output = hub.command(&["plugin", "install", &file.display().to_string(), "--enable"]);
    assert!(output.success(), "{}", output.stderr);
    let served = || hub.browser().get("/services/dressed/x").status == 200;
    assert!(wait_until(served, Duration::from_secs(10)), "it is not served");
    let new: Vec<_> = native_files(&hub).into_iter().filter(|file| !before.contains(file)).collect();
    let [file] = new.as_slice() else { panic!("one file of native code, not {new:?}") };
    let code = std::fs::read(file).expect("native code");
    assert!(code.len() < 1_000_000, "{} bytes", code.len());
    assert!(!code.windows(mark.len()).any(|bytes| bytes == mark), "a custom section is in the native code");
}

/// The only file of native code.
fn native_file(hub: &Hub) -> std::path::PathBuf {
    native_files(hub).pop().expect("native code")
}

pub(crate) fn native_files(hub: &Hub) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(hub.data().join("native-code")).expect("the folder of native code");
    entries.flatten().map(|entry| entry.path()).collect()
}

/// The rest of H67: cut anywhere, a bit flipped anywhere. Thousands more are in the random attack.
#[test]
fn damaged_components_are_refused_or_taken_and_never_crash_anything() {
    let good = made::well();
    let step = good.len() / 40;
    for at in (0..good.len()).step_by(step) {
        check(&good[..at], "").must_be_refused(&format!("cut at {at}"), "");
        let mut flipped = good.clone();
        flipped[at] ^= 1 << (at % 8);
        let verdict = check(&flipped, "");
        assert!(matches!(verdict.code, Some(0 | 1)), "a bit at {at}: {:?} {}", verdict.code, verdict.said);
        assert!(!verdict.said.contains("panicked") && !verdict.said.contains("crashed"), "{}", verdict.said);
    }
}

/// A start that is hurried: what the demo does when it has been started before.
#[test]
fn a_second_start_compiles_nothing() {
    let mut hub = Launch::demo().log("debug").start();
    let before = native_files(&hub);
    let stamp = |file: &std::path::PathBuf| file.metadata().and_then(|data| data.modified()).expect("a time");
    let written: Vec<_> = before.iter().map(stamp).collect();
    hub.restart();
    assert_eq!(native_files(&hub), before);
    assert_eq!(before.iter().map(stamp).collect::<Vec<_>>(), written);
}
