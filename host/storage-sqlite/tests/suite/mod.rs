//! The suite that every store must pass: one function for each promise, speaking only to `dyn Storage`.
//! Each function gets a new, empty store. To add a promise: a function here, and its name in `tests/*/promises.rs`.

pub(crate) mod audit;
pub(crate) mod connectors;
pub(crate) mod features;
pub(crate) mod plugins;
pub(crate) mod publications;
pub(crate) mod records;
