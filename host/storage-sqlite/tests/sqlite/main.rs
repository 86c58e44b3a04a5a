//! The embedded store: the suite of every store, and what is SQLite's own.

#[path = "../suite/mod.rs"]
mod suite;

mod crash;
mod folder;
mod measure;
mod opening;
mod promises;
mod two_processes;
