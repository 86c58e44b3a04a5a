//! Runs plugins: checks, links, limits, calls and traces WebAssembly components with wasmtime.
//! It must never know: HTTP, HTML, SQL; the rules of what a plugin may do (it asks `services`).
//! To add a capability: one file in `contract/v0_1/`; a contract version: one folder beside `v0_1`; a limit: its field in
//! `limits.rs`, its line in `limits/table.rs`, its sentences in `host/pages/translations`, its test where it bites.
//! Tested by the unit tests of each file, `tests/hostile-plugins` and `tests/end-to-end`.

mod call;
mod cards;
mod compiled;
mod compiler;
mod component_limits;
mod components;
mod contract;
mod count;
mod engine;
mod error;
mod fault;
mod hex;
mod inspect;
mod limiter;
mod limits;
mod loaded;
mod native;
mod outcomes;
mod outside_budget;
mod random;
mod runtime;
mod state;
mod stopwatch;
mod strip;
mod supervision;
mod trace;
mod usage;
mod view_cache;
mod view_limits;
mod view_size;
mod worker;

pub use compiler::{Compile, Compiler};
pub use component_limits::{CompileLimits, ComponentLimits};
pub use error::RuntimeError;
pub use fault::{Busy, CallFailure, Fault, GuestStack};
pub use inspect::{Inspection, digest, inspect};
pub use limits::{BreakerLimits, CallLimits, LimitLine, Limits, OutboundLimits, limits_as_json};
pub use loaded::check;
pub use native::{NativeCache, NativeKey};
pub use runtime::{HEALTH_NOTE, Health, LIMITS_NOTE, PluginRuntime, Refreshed, RuntimeOptions};
pub use worker::{Order, compile_worker};
