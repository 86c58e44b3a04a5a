//! Third way: Debian's compiler builds the standard library itself, for machines that reach Debian but not rustup.

use std::path::Path;
use std::process::Command;

use super::TARGET;
use crate::{BuildError, apt};

const RUSTC: &str = "/usr/bin/rustc";
const SOURCES: &str = "/usr/lib/rustlib/src/rust/library/std";
const LINKER: &str = "/usr/bin/lld-19";
const PACKAGES: &[&str] = &["rustc-web", "rust-web-src", "lld-19"];

/// Installs the packages where they are missing and this is allowed; the error says what is missing.
pub(super) fn make_ready(offline: bool, progress: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
    if is_ready() {
        return Ok(());
    }
    let install = format!("apt-get install {}", PACKAGES.join(" "));
    let advice = format!("run `rustup target add {TARGET}`, or on Debian as root `{install}`");
    if offline || !apt::is_allowed() {
        return Err(BuildError::Toolchain(advice));
    }
    match apt::install(PACKAGES, progress) {
        Ok(()) if is_ready() => Ok(()),
        Ok(()) => Err(BuildError::Toolchain(format!("Debian's packages are not where expected; {advice}"))),
        Err(reason) => Err(BuildError::Toolchain(format!("{reason}; {advice}"))),
    }
}

/// Makes a `cargo build` use Debian's compiler. `RUSTC_BOOTSTRAP` lets a stable compiler build its own library.
pub(super) fn apply(command: &mut Command) {
    command
        .arg("-Zbuild-std=std,panic_abort")
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", LINKER)
        // Left by rustup's proxies: it names the libraries of another compiler.
        .env_remove("LD_LIBRARY_PATH");
}

fn is_ready() -> bool {
    [RUSTC, SOURCES, LINKER].iter().all(|path| Path::new(path).exists())
}
