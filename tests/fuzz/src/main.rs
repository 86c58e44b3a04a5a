//! With the engine: libFuzzer on the target that `PARVIS_FUZZ_TARGET` names. Without: replays files.
//! It must never know: what a target does; that is in the library.
//! To repeat a finding: `cargo run -p tests-fuzz -- TARGET FILE...`.
//! Tested by `cargo xtask test`, which fuzzes every target for 20 seconds.

#![cfg_attr(feature = "engine", no_main)]

#[cfg(feature = "engine")]
mod engine {
    use std::sync::OnceLock;

    use tests_fuzz::{Target, target};

    static TARGET: OnceLock<Target> = OnceLock::new();

    fn chosen() -> Target {
        let name = std::env::var("PARVIS_FUZZ_TARGET").unwrap_or_default();
        *target(&name).unwrap_or_else(|| panic!("PARVIS_FUZZ_TARGET names no target: '{name}'"))
    }

    libfuzzer_sys::fuzz_target!(|data: &[u8]| (TARGET.get_or_init(chosen).run)(data));
}

#[cfg(not(feature = "engine"))]
fn main() -> anyhow::Result<()> {
    use anyhow::Context;

    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().context("say which target, then the files to replay")?;
    let target = tests_fuzz::target(&name).with_context(|| {
        let names: Vec<&str> = tests_fuzz::TARGETS.iter().map(|target| target.name).collect();
        format!("there is no target '{name}'; there are {}", names.join(", "))
    })?;
    for file in arguments {
        (target.run)(&std::fs::read(&file).with_context(|| file.clone())?);
        eprintln!("{file}: nothing found");
    }
    Ok(())
}
