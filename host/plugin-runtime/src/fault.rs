//! How a call can fail, in words for the operator. Residents read a calm notice instead.

use std::time::Duration;

use parvis_model::PlatformError;

use crate::limits::CallLimits;

/// The guest's stack, a function on each line; empty where it was not running.
pub type GuestStack = String;

/// What wasmtime says when a host call or an answer carries more than its limit.
const TOO_MUCH_AT_ONCE: &str = "fuel allocated for hostcalls has been exhausted";

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
        /// Where.
        backtrace: GuestStack,
    },
    /// The budget of processor time is used up.
    #[error("stopped after {} ms of processor time", .0.as_millis())]
    CpuBudget(Duration, GuestStack),
    /// The budget of time is used up.
    #[error("stopped after {} ms", .0.as_millis())]
    WallBudget(Duration),
    /// The memory limit was reached and the guest did not cope.
    #[error("out of memory: it asked for more than {} MiB", .0 / (1024 * 1024))]
    Memory(usize, GuestStack),
    /// A limit of host calls was passed.
    #[error("limit passed: {0}")]
    Limit(String, GuestStack),
    /// The view itself is not acceptable.
    #[error("the view is refused: {0}")]
    BadView(String),
    /// It did not get its turn.
    #[error("no turn: {0}")]
    Busy(Busy),
    /// The plugin is left alone for a while, because too many of its calls failed.
    #[error("paused after too many faults")]
    Paused,
    /// The component cannot be made ready.
    #[error("not ready: {0}")]
    NotReady(String),
}

/// Why a call did not get its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Busy {
    /// All turns of the hub are taken.
    #[error("too many calls of all plugins are running")]
    AllCalls,
    /// All turns of this plugin are taken, and its queue is full or does not move.
    #[error("too many of its calls are running")]
    OwnCalls,
    /// The plugin has used its share of the processors.
    #[error("it has used its share of the processors")]
    Share,
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
        limits: &CallLimits,
        memory_refused: Option<usize>,
    ) -> Fault {
        let backtrace = error.downcast_ref::<wasmtime::WasmBacktrace>().map(readable).unwrap_or_default();
        if error.downcast_ref::<CpuUsedUp>().is_some() {
            return Fault::CpuBudget(limits.cpu, backtrace);
        }
        if let Some(LimitPassed(limit)) = error.downcast_ref::<LimitPassed>() {
            return Fault::Limit(limit.clone(), backtrace);
        }
        if let Some(limit) = memory_refused {
            return Fault::Memory(limit, backtrace);
        }
        let reason = error.root_cause().to_string();
        if reason.contains(TOO_MUCH_AT_ONCE) {
            let limit = format!("more than {} bytes in one host call or answer", limits.host_call_bytes);
            return Fault::Limit(limit, backtrace);
        }
        Fault::Trap { reason, backtrace }
    }

    /// True if it is the plugin's own fault, which used so much of its budget `cpu` of processor time. A call that ran out
    /// of time while it hardly ran was kept waiting, by the machine or by the outside.
    pub(crate) fn is_strike(&self, used: Duration, cpu: Duration) -> bool {
        match self {
            Fault::WallBudget(_) => used >= cpu / 4,
            fault => fault.refusal().is_none(),
        }
    }

    /// In a word, why the hub did not call the plugin; none if it did.
    pub(crate) fn refusal(&self) -> Option<&'static str> {
        match self {
            Fault::Busy(Busy::AllCalls) => Some("all-calls"),
            Fault::Busy(Busy::OwnCalls) => Some("own-calls"),
            Fault::Busy(Busy::Share) => Some("share"),
            Fault::NotReady(_) => Some("not-ready"),
            Fault::Paused => Some("paused"),
            _ => None,
        }
    }

    /// The fault for the log, with the backtrace if there is one.
    pub(crate) fn for_log(&self) -> String {
        match self {
            Fault::Trap { backtrace, .. }
            | Fault::CpuBudget(_, backtrace)
            | Fault::Memory(_, backtrace)
            | Fault::Limit(_, backtrace)
                if !backtrace.is_empty() =>
            {
                format!("{self}\n{backtrace}")
            }
            _ => self.to_string(),
        }
    }
}

/// The guest's stack with demangled names, innermost first. A function that calls itself is one line.
fn readable(backtrace: &wasmtime::WasmBacktrace) -> GuestStack {
    lines(backtrace.frames().iter().map(name_of))
}

fn lines(names: impl Iterator<Item = String>) -> GuestStack {
    let mut stack: Vec<(String, usize)> = Vec::new();
    for name in names {
        match stack.last_mut() {
            Some((last, times)) if *last == name => *times += 1,
            _ => stack.push((name, 1)),
        }
    }
    let line = |(name, times): &(String, usize)| match times {
        1 => format!("  {name}"),
        times => format!("  {name} ({times} times or more)"),
    };
    stack.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The function's name as its author wrote it: demangled, without the compiler's hash, one line.
fn name_of(frame: &wasmtime::FrameInfo) -> String {
    let symbol = frame.symbols().iter().find_map(|symbol| symbol.name());
    match symbol.or_else(|| frame.func_name()) {
        Some(name) => format!("{:#}", rustc_demangle::demangle(name)).replace('\n', " "),
        None => format!("wasm function {}", frame.func_index()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_that_hardly_ran_is_not_blamed_for_the_time() {
        let strikes = |used| {
            let wall = Fault::WallBudget(Duration::from_millis(800));
            wall.is_strike(Duration::from_millis(used), Duration::from_millis(100))
        };
        assert!(!strikes(24) && strikes(25));
    }

    #[test]
    fn a_function_that_calls_itself_is_one_line() {
        let names = ["deeper", "deeper", "deeper", "render"].map(str::to_owned);
        assert_eq!(lines(names.into_iter()), "  deeper (3 times or more)\n  render");
    }
}
