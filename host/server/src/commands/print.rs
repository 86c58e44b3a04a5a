//! Printing for people and for programs.

use std::io::{ErrorKind, Write};

use serde::Serialize;

/// Prints a line. A reader who has seen enough (`| head`) is no error, and the command goes on to its own end; an answer
/// that cannot be written is one.
pub(super) fn line(text: impl AsRef<str>) {
    match writeln!(std::io::stdout(), "{}", text.as_ref()) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        Err(error) => {
            progress(format!("error: the answer cannot be written: {error}"));
            std::process::exit(1);
        }
    }
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
