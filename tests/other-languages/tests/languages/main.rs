//! Plugins in JavaScript and Python beside the same plugin in Rust, under the same limits.

mod build;
mod desks_hub;
mod every_language;
