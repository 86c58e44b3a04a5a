//! Third way: Debian's compiler builds the standard library itself, for machines that reach Debian but not rustup.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::TARGET;
use crate::{BuildError, run_limited};

const RUSTC: &str = "/usr/bin/rustc";
const SOURCES: &str = "/usr/lib/rustlib/src/rust/library/std";
const LINKER: &str = "/usr/bin/lld-19";
const PACKAGES: &[&str] = &["rustc-web", "rust-web-src", "lld-19"];
const LIMIT: Duration = Duration::from_secs(600);

/// Installs the packages where they are missing and this is allowed; the error says what is missing.
pub(super) fn make_ready(offline: bool, progress: &mut dyn FnMut(&str)) -> Result<(), BuildError> {
    if is_ready() {
        return Ok(());
    }
    let install = format!("apt-get install {}", PACKAGES.join(" "));
    let advice = format!("run `rustup target add {TARGET}`, or on Debian as root `{install}`");
    if offline || !Path::new("/usr/bin/apt-get").exists() || !is_root() {
        return Err(BuildError::Toolchain(advice));
    }
    progress(&format!("installing Debian's {} (at most {} min)", PACKAGES.join(", "), LIMIT.as_secs() / 60));
    let failure = apt_get(&["update"]).or_else(|| apt_get(&[&["install", "-y"], PACKAGES].concat()));
    match failure {
        None if is_ready() => Ok(()),
        None => Err(BuildError::Toolchain(format!("Debian's packages are not where expected; {advice}"))),
        Some(reason) => Err(BuildError::Toolchain(format!("`{install}` failed ({reason}); {advice}"))),
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

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").stderr(Stdio::null()).output();
    id.is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// The reason of a failure, if any.
fn apt_get(arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("apt-get");
    command.args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    match run_limited(&mut command, LIMIT) {
        Ok(ended) => ended.failure(),
        Err(error) => Some(error.to_string()),
    }
}
