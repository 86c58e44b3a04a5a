//! The build of plugins: a folder with `plugin.toml` and a program in Rust, JavaScript or Python becomes one component
//! with its manifest.
//! It must never know: the hub, wasmtime, storage, the network; of our crates it imports only the vocabulary.
//! To add a way to compile Rust guests: one file in `toolchain/`; to add a language: one file in `script/`.
//! Tested by the unit tests of each file; the whole path by `cargo xtask plugins`, which `cargo xtask test` runs.

pub mod apt;
mod build;
mod cargo;
mod componentize;
mod contract;
mod error;
mod folder;
mod imports;
mod process;
mod script;
mod sections;
mod toolchain;
mod world;

pub use build::{Built, Options, build, build_all, build_from};
pub use cargo::cargo;
pub use componentize::{adopt, componentize};
pub use error::BuildError;
pub use imports::{Import, imports, unasked};
pub use process::{Ended, run_limited};
pub use toolchain::Toolchain;
