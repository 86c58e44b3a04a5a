//! Printing for people and for programs.

use serde::Serialize;

/// Prints a line.
#[expect(clippy::print_stdout, reason = "commands answer on standard output")]
pub(super) fn line(text: impl AsRef<str>) {
    println!("{}", text.as_ref());
}

/// Prints data as JSON.
pub(super) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    line(serde_json::to_string_pretty(value)?);
    Ok(())
}
