//! One plugin written three times, in Rust, JavaScript and Python, and the components of released contracts.
//! It must never know: any crate of the host; it runs the built binary with the built components.
//! To add a language: a folder under `guests/` with the same pages and deeds, and its name in `LANGUAGES`.
//! Tested by `tests/languages`, which runs each language beside the others.

use std::io::Write;
use std::path::PathBuf;

use serde_json::{Value, json};
use tests_harness::workspace;

/// The languages that the same plugin is written in.
pub const LANGUAGES: [&str; 3] = ["rust", "javascript", "python"];

/// The built component of a language. Where its tools could not be installed, a line says so and there is none.
///
/// # Panics
/// If the component in Rust is not there, with the command that makes it.
pub fn component(language: &str) -> Option<PathBuf> {
    let file = workspace().join(format!("target/test-plugins/desks-{language}.wasm"));
    if file.exists() {
        return Some(file);
    }
    assert_ne!(language, "rust", "{} is not there: run `cargo xtask plugins`", file.display());
    skipped(&format!("{} is not there: its tools could not be installed", file.display()));
    None
}

/// The folder of the programs that `cargo xtask test` installed for a language, if it could.
pub fn tools(language: &str) -> Option<PathBuf> {
    let inside = if language == "python" { "bin" } else { "node_modules/.bin" };
    let folder = workspace().join("target/tools").join(language).join(inside);
    if folder.exists() {
        return Some(folder);
    }
    skipped(&format!("{} is not there: the tools could not be installed", folder.display()));
    None
}

/// Says visibly that something is left out: the test runner would swallow a line of a test that passes.
fn skipped(reason: &str) {
    let _ = std::io::stderr().write_all(format!("SKIPPED: {reason}\n").as_bytes());
}

/// A source as the plugins read it: two desks beside the station of Issy, named for the language.
pub fn source(language: &str, edition: i64) -> Value {
    let desk = |number: i64, name: &str, longitude: f64, phone: Option<&str>| {
        json!({
            "id": format!("{language}-{number}"),
            "name": format!("{name} ({language}, {edition})"),
            "longitude": longitude,
            "latitude": 48.824,
            "phone": phone,
        })
    };
    json!({
        "issued": 1_773_000_000_000_i64 + edition,
        "desks": [
            desk(1, "Guichet de l'été €", 2.2735, Some("01 00 00 00 01")),
            desk(2, "Guichet 😀", 2.2755, None),
        ],
    })
}
