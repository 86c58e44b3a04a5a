//! One call: a fresh store and instance, three clocks, and every way to end named.
//!
//! The clocks: processor time, measured by a stopwatch and checked at every tick of the epoch, where the guest also lets
//! others run; time in all, by a time-out around the call; and the time left, which host functions that wait are given.

use wasmtime::{Engine, Store, UpdateDeadline};

use crate::fault::{CpuUsedUp, Fault};
use crate::limits::CallLimits;
use crate::state::CallState;
use crate::stopwatch::Stopwatch;

/// A store for one call, its budgets armed.
pub(crate) fn new_store(engine: &Engine, state: CallState, stopwatch: &Stopwatch) -> Store<CallState> {
    let limits = state.limits;
    let mut store = Store::new(engine, state);
    store.limiter(|state| &mut state.limiter);
    store.set_hostcall_fuel(limits.host_call_bytes);
    store.set_max_component_handles(limits.handles);
    let stopwatch = stopwatch.clone();
    store.epoch_deadline_callback(move |_| {
        if stopwatch.used() > limits.cpu {
            return Err(CpuUsedUp.into());
        }
        Ok(UpdateDeadline::Yield(1))
    });
    store.set_epoch_deadline(1);
    store
}

/// Waits for a guest's call within its clocks.
pub(crate) async fn timed<T>(
    stopwatch: &Stopwatch,
    limits: &CallLimits,
    call: impl Future<Output = wasmtime::Result<T>>,
) -> Outcome<T> {
    tokio::time::timeout(limits.wall, stopwatch.measure(call)).await.ok()
}

/// What a call gave: nothing if its time in all was up.
pub(crate) type Outcome<T> = Option<wasmtime::Result<T>>;

/// The answer of a call, or what went wrong. The store is not called again, whatever happened.
pub(crate) fn judged<T>(
    store: &Store<CallState>,
    stopwatch: &Stopwatch,
    outcome: Outcome<T>,
) -> Result<T, Fault> {
    let state = store.data();
    let limits = state.limits;
    state.close_log();
    match outcome {
        Some(Ok(_)) if stopwatch.total() > limits.cpu => Err(Fault::CpuBudget(limits.cpu, String::new())),
        Some(Ok(answer)) => Ok(answer),
        Some(Err(error)) => Err(Fault::from_wasmtime(&error, &limits, state.limiter.refused())),
        None => Err(Fault::WallBudget(limits.wall)),
    }
}
