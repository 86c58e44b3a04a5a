//! Printing for people and for programs.

use serde::Serialize;

/// Prints a line.
#[expect(clippy::print_stdout, reason = "commands answer on standard output")]
pub(super) fn line(text: impl AsRef<str>) {
    println!("{}", text.as_ref());
}

/// Tells how a long command goes on, apart from its answer.
pub(super) fn progress(text: impl AsRef<str>) {
    eprintln!("{}", text.as_ref());
}

/// Names in one line, for people.
pub(super) fn list<T: ToString>(names: impl IntoIterator<Item = T>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| name.to_string()).collect();
    if names.is_empty() { "nothing".to_owned() } else { names.join(", ") }
}

/// Prints data as JSON.
pub(super) fn json(value: &impl Serialize) -> anyhow::Result<()> {
    line(serde_json::to_string_pretty(value)?);
    Ok(())
}
