//! How a call can fail, in words for the operator. Residents read a calm notice instead.

use std::time::Duration;

use parvis_model::PlatformError;

/// Why a call did not give a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CallFailure {
    /// The plugin says that there is no such page, or does not offer pages.
    NotFound,
    /// The plugin answered with an error of the contract.
    Refused(PlatformError),
    /// The call went wrong; the log says how.
    Fault(Fault),
}

/// What went wrong in a call. The instance is thrown away in every case.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The guest stopped itself or did something impossible.
    #[error("trap: {reason}")]
    Trap {
        /// wasmtime's reason, `wasm trap: unreachable`.
        reason: String,
        /// The stack of the guest, a function on each line.
        backtrace: String,
    },
    /// The budget of processor time is used up.
    #[error("stopped after {} ms of processor time", .0.as_millis())]
    CpuBudget(Duration),
    /// The budget of time is used up.
    #[error("stopped after {} ms", .0.as_millis())]
    WallBudget(Duration),
    /// The memory limit was reached and the guest did not cope.
    #[error("out of memory: it asked for more than {} MiB", .0 / (1024 * 1024))]
    Memory(usize),
    /// A limit of host calls was passed.
    #[error("limit passed: {0}")]
    Limit(String),
    /// The view itself is not acceptable.
    #[error("the view is refused: {0}")]
    BadView(String),
    /// Too many calls are running; this one did not get its turn.
    #[error("no turn: too many calls are running")]
    Busy,
    /// The component cannot be made ready.
    #[error("not ready: {0}")]
    NotReady(String),
}

/// A limit passed within a host function: it traps the guest with this reason.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct LimitPassed(pub(crate) String);

/// Raised by the epoch callback when the budget of processor time is used up.
#[derive(Debug, thiserror::Error)]
#[error("processor time used up")]
pub(crate) struct CpuUsedUp;

impl Fault {
    /// Reads wasmtime's error. `memory_refused` tells that the guest asked for more memory than its limit.
    pub(crate) fn from_wasmtime(
        error: &wasmtime::Error,
        cpu: Duration,
        memory_refused: Option<usize>,
    ) -> Fault {
        if error.downcast_ref::<CpuUsedUp>().is_some() {
            return Fault::CpuBudget(cpu);
        }
        if let Some(LimitPassed(limit)) = error.downcast_ref::<LimitPassed>() {
            return Fault::Limit(limit.clone());
        }
        if let Some(limit) = memory_refused {
            return Fault::Memory(limit);
        }
        let reason = error.root_cause().to_string();
        let backtrace = error.downcast_ref::<wasmtime::WasmBacktrace>().map(readable).unwrap_or_default();
        Fault::Trap { reason, backtrace }
    }

    /// The fault in one line for the log, with the backtrace if there is one.
    pub(crate) fn for_log(&self) -> String {
        match self {
            Fault::Trap { backtrace, .. } if !backtrace.is_empty() => format!("{self}\n{backtrace}"),
            _ => self.to_string(),
        }
    }
}

/// The guest's stack with demangled names, at most 20 functions.
fn readable(backtrace: &wasmtime::WasmBacktrace) -> String {
    let name = |frame: &wasmtime::FrameInfo| {
        let mut name = String::new();
        let function = format!("wasm function {}", frame.func_index());
        let known = wasmtime_name(frame).unwrap_or(function);
        name.push_str(&known);
        name
    };
    backtrace
        .frames()
        .iter()
        .take(20)
        .map(|frame| format!("  {}", name(frame)))
        .collect::<Vec<_>>()
        .join("\n")
}

fn wasmtime_name(frame: &wasmtime::FrameInfo) -> Option<String> {
    let symbol = frame.symbols().iter().find_map(|symbol| symbol.name());
    symbol.or_else(|| frame.func_name()).map(|name| rustc_demangle::demangle(name).to_string())
}
