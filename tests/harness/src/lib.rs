//! The harness: starts the built hub as a child process and talks to it like a browser or an operator would.
//! It must never know: any crate of the host; it sees only the binary, its pages and its files.
//! To add a helper: one file per subject here, re-exported below; what only one test needs stays in that test.
//! Tested by the unit tests at the bottom of each file, against small scripts in place of the hub.

mod browser;
mod data;
mod hub;
mod launch;
mod native_code;
mod process;
mod response;

pub use browser::Browser;
pub use data::{binary, plugins, plugins_named, shared_data, wait_until, workspace};
pub use hub::{Hub, Output};
pub use launch::Launch;
pub use process::Process;
pub use response::Response;
