//! A component made ready to be called: compiled, linked, its exports found.

use wasmtime::Engine;
use wasmtime::component::{Component, Linker};

use crate::contract::v0_1::{self, Exports};
use crate::engine::new_engine;
use crate::state::CallState;
use crate::{Inspection, Limits, RuntimeError, inspect};

/// A component that can be called. Linked once, instantiated for every call.
pub(crate) struct Loaded {
    pub(crate) exports: Exports,
}

/// The linker with every import of every contract version.
pub(crate) fn linker(engine: &Engine) -> Result<Linker<CallState>, RuntimeError> {
    let mut linker = Linker::new(engine);
    v0_1::add_to_linker(&mut linker).map_err(|error| RuntimeError::Engine(error.to_string()))?;
    Ok(linker)
}

impl Loaded {
    /// Links a compiled component. The error names what does not fit the contract.
    pub(crate) fn new(linker: &Linker<CallState>, component: &Component) -> Result<Self, RuntimeError> {
        let refused = |error: wasmtime::Error| {
            RuntimeError::Refused(format!("the component does not fit contract 0.1: {error:#}"))
        };
        let pre = linker.instantiate_pre(component).map_err(refused)?;
        let exports = Exports::find(pre).map_err(refused)?;
        Ok(Self { exports })
    }
}

/// Checks a component as far as possible without calling it: reads, compiles and links it. Takes up to seconds.
pub fn check(bytes: &[u8]) -> Result<Inspection, RuntimeError> {
    let inspection = inspect(bytes)?;
    let engine = new_engine(&Limits::default())?;
    let component = Component::from_binary(&engine, bytes)
        .map_err(|error| RuntimeError::Refused(format!("the component does not compile: {error:#}")))?;
    if component.resources_required().is_none() {
        return Err(RuntimeError::Refused(
            "the component imports modules or components, so what it needs cannot be known".to_owned(),
        ));
    }
    Loaded::new(&linker(&engine)?, &component)?;
    Ok(inspection)
}
