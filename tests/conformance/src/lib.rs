//! The rules of the house as code: who may know whom, how files look, which dependencies are taken.
//! It must never know: our other crates; it reads `cargo metadata`, `deny.toml` and the files of the checkout.
//! To add a rule: a function from what is read to a list of faults, a test that sees it fail, a line in `tests/house.rs`.
//! Tested by the unit tests of each file; applied to the real house by `tests/house.rs`.

pub mod contract;
pub mod files;
pub mod layers;
pub mod metadata;
pub mod policy;
pub mod tidy;
