//! A component made ready to be called: compiled, linked, its exports found.

use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Store};

use crate::contract::v0_1::{self, Exports};
use crate::engine::new_engine;
use crate::limiter::Limiter;
use crate::native::{NativeCache, load, name};
use crate::state::CallState;
use crate::{Compiler, Inspection, Limits, RuntimeError};

/// A component that can be called. Linked once, instantiated for every call.
pub(crate) struct Loaded {
    pub(crate) exports: Exports,
    pub(crate) inspection: Inspection,
}

/// The linker with every import of every contract version.
pub(crate) fn linker(engine: &Engine) -> Result<Linker<CallState>, RuntimeError> {
    let mut linker = Linker::new(engine);
    v0_1::add_to_linker(&mut linker).map_err(|error| RuntimeError::Engine(error.to_string()))?;
    Ok(linker)
}

fn refused(error: wasmtime::Error) -> RuntimeError {
    RuntimeError::Refused(format!("the component does not fit contract 0.1: {error:#}"))
}

impl Loaded {
    /// Links a compiled component. The error names what does not fit the contract.
    pub(crate) fn new(
        linker: &Linker<CallState>,
        component: &Component,
        inspection: Inspection,
    ) -> Result<Self, RuntimeError> {
        let pre = linker.instantiate_pre(component).map_err(refused)?;
        let exports = Exports::find(pre).map_err(refused)?;
        Ok(Self { exports, inspection })
    }
}

/// How many ticks of the engine, of 10 ms each, an instance may take to come to life when it is tried out.
const TRY_OUT_TICKS: u64 = 100;

/// Makes one instance and calls nothing: shows that it comes to life within the limits, and that its exports have the
/// types of the contract. Its imports answer nothing.
fn try_out(
    engine: &Engine,
    limits: &Limits,
    component: &Component,
    exports: &Exports,
) -> Result<(), RuntimeError> {
    let dead = |error: wasmtime::Error| {
        RuntimeError::Refused(format!(
            "an instance of the component cannot be made: {:#}",
            error.root_cause()
        ))
    };
    let call = if exports.has_views() { limits.view } else { limits.refresh };
    let mut nothing: Linker<Limiter> = Linker::new(engine);
    nothing.define_unknown_imports_as_traps(component).map_err(dead)?;
    let mut store = Store::new(engine, Limiter::new(call.memory_bytes));
    store.limiter(|limiter| limiter);
    store.set_epoch_deadline(TRY_OUT_TICKS);
    store.epoch_deadline_trap();
    let instance = nothing.instantiate(&mut store, component).map_err(dead)?;
    exports.check(&mut store, &instance).map_err(refused)
}

/// Checks a component as far as possible without calling it: counts, reads, compiles and links it, and makes one instance
/// within the limits of a call. Takes up to minutes. Its native code is kept in `native` if there is one, so that the hub
/// need not make it again.
pub fn check(
    bytes: &[u8],
    compiler: &Compiler,
    limits: &Limits,
    native: Option<&NativeCache>,
) -> Result<Inspection, RuntimeError> {
    let compiled = compiler.compile(bytes)?;
    let engine = new_engine(limits, &compiler.component)?;
    let component = load(&engine, &compiled)?;
    let loaded = Loaded::new(&linker(&engine)?, &component, compiled.inspection.clone())?;
    try_out(&engine, limits, &component, &loaded.exports)?;
    if let Some(native) = native {
        let kept = native.keep(&name(&engine, compiler, &compiled.inspection.digest), &compiled);
        if let Err(error) = kept {
            tracing::warn!(%error, "native code could not be kept; the hub compiles again");
        }
    }
    Ok(loaded.inspection)
}
