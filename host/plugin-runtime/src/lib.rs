//! Runs plugins: checks, links, limits, calls and traces WebAssembly components with wasmtime.
//! It must never know: HTTP, HTML, SQL; the rules of what a plugin may do (it asks `services`).
//! To add a capability: one file in `contract/v0_1/`; to add a contract version: one folder beside `v0_1`.
//! Tested by the unit tests of each file, `tests/hostile-plugins` and `tests/end-to-end`.

mod call;
mod contract;
mod engine;
mod error;
mod fault;
mod inspect;
mod limiter;
mod limits;
mod loaded;
mod native;
mod runtime;
mod state;
mod stopwatch;
mod trace;
mod view_cache;
mod view_size;

pub use error::RuntimeError;
pub use fault::{CallFailure, Fault, GuestStack};
pub use inspect::{Inspection, inspect};
pub use limits::{CallLimits, Limits};
pub use loaded::check;
pub use runtime::{PluginRuntime, RuntimeOptions};
