//! The writer as a process: `faults-writer KIND DATABASE ANSWERS [full|normal|off]`.
//! It must never know: which fault it meets; that is in its environment, for the shim.
//! To add a kind of work: a method in `writer.rs`.
//! Tested by being killed.

use std::process::ExitCode;

use parvis_storage_sqlite::Synchronous;
use tests_faults::{Job, write};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, database, answers, rest @ ..] = arguments.as_slice() else { return ExitCode::from(2) };
    let synchronous = match rest.first().map(String::as_str) {
        Some("normal") => Synchronous::Normal,
        Some("off") => Synchronous::Off,
        _ => Synchronous::Full,
    };
    let job = Job { database: database.into(), answers: answers.into(), synchronous, kind: kind.clone() };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    match runtime.map_err(|error| error.to_string()).and_then(|runtime| runtime.block_on(write(&job))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
