//! The compile worker: a process that reads and compiles one component, and ends.
//!
//! Reading strangers' bytes to the end and compiling them can take minutes, gigabytes or a deep stack. So the serving
//! process does neither: it hires a process of the same binary, which gives itself little before it reads a byte. This
//! contains exhaustion. It does not contain a fault of the compiler: whoever could make it write other native code than it
//! should would have that code run in the hub.

mod confine;
mod hire;

use std::io::{ErrorKind, Read, Write};

use wasmtime::component::Component;
use wasmtime::{Engine, OutOfMemory};

pub(crate) use hire::hire;

use crate::compiled::Compiled;
use crate::engine::compiling_engine;
use crate::strip::strip;
use crate::{CompileLimits, RuntimeError, inspect};

/// What a worker is told on its command line, beside its limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Read the component and say what it is.
    Read,
    /// Read and compile it.
    Compile,
}

/// The component is refused; the reason is on standard output.
const REFUSED: i32 = 1;
/// The memory did not suffice.
const NO_MEMORY: i32 = 3;
/// The process could not be confined.
const UNCONFINED: i32 = 4;

/// The life of a worker: confines the process, reads a component from standard input to its end, answers on standard
/// output. Returns the exit code. To be called first thing, while the process has one thread.
pub fn compile_worker(order: Order, limits: &CompileLimits) -> i32 {
    if let Err(error) = confine::confine(limits) {
        // Without standard error there is nobody to tell.
        let _ = writeln!(std::io::stderr(), "it cannot be confined: {error}");
        return UNCONFINED;
    }
    let mut bytes = Vec::new();
    let answer = match std::io::stdin().read_to_end(&mut bytes) {
        Ok(_) => work(order, &bytes),
        Err(error) if error.kind() == ErrorKind::OutOfMemory => Err(RuntimeError::NoMemory),
        Err(error) => Err(RuntimeError::Engine(format!("standard input: {error}"))),
    };
    let (said, code) = match answer {
        Ok(compiled) => (compiled.into_bytes(), 0),
        Err(RuntimeError::NoMemory) => (Vec::new(), NO_MEMORY),
        Err(error) => (error.to_string().into_bytes(), REFUSED),
    };
    // Where nobody listens any more the code is read by nobody either.
    let _ = std::io::stdout().write_all(&said);
    code
}

/// Reads a component and, if so ordered, compiles it. In the worker, or where a library's user has chosen so.
pub(crate) fn work(order: Order, bytes: &[u8]) -> Result<Compiled, RuntimeError> {
    let inspection = inspect(bytes)?;
    if order == Order::Read {
        return Compiled::new(inspection, &[]);
    }
    let bare = strip(bytes).map_err(crate::count::damaged)?;
    let code = compile(&compiling_engine()?, &bare)?;
    Compiled::new(inspection, &code)
}

fn compile(engine: &Engine, bytes: &[u8]) -> Result<Vec<u8>, RuntimeError> {
    let refused = |error: wasmtime::Error| {
        if error.is::<OutOfMemory>() || format!("{error:#}").contains("Cannot allocate memory") {
            return RuntimeError::NoMemory;
        }
        RuntimeError::Refused(format!("the component does not compile: {error:#}"))
    };
    let component = Component::from_binary(engine, bytes).map_err(refused)?;
    if component.resources_required().is_none() {
        return Err(RuntimeError::Refused(
            "the component imports modules or components, so what it needs cannot be known".to_owned(),
        ));
    }
    component.serialize().map_err(refused)
}
