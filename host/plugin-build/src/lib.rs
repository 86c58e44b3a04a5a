//! The build of plugins: a folder with `plugin.toml` and a Cargo crate becomes one component with its manifest.
//! It must never know: the hub, wasmtime, storage, the network; of our crates it imports only the vocabulary.
//! To add a way to compile guests: one file in `toolchain/`, tried in order by `Toolchain::find`.
//! Tested by the unit tests of each file; the whole path by `cargo xtask plugins`, which `cargo xtask test` runs.

pub mod apt;
mod build;
mod cargo;
mod componentize;
mod error;
mod folder;
mod imports;
mod process;
mod sections;
mod toolchain;

pub use build::{Built, Options, build, build_all};
pub use cargo::cargo;
pub use componentize::componentize;
pub use error::BuildError;
pub use imports::{Import, imports, unasked};
pub use process::{Ended, run_limited};
pub use toolchain::Toolchain;
