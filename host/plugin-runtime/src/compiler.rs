//! Who reads and compiles strangers' components, within which limits.

use std::path::PathBuf;

use crate::compiled::Compiled;
use crate::count::count;
use crate::worker::{hire, work};
use crate::{CompileLimits, ComponentLimits, Inspection, LimitLine, Order, RuntimeError};

/// Where components are read and compiled.
#[derive(Clone, Debug)]
pub enum Compile {
    /// In a process of its own, made from this program, whose command `compile-worker` calls
    /// [`compile_worker`](crate::compile_worker). What a product does.
    Worker(PathBuf),
    /// In this process, without limits of time and memory: for tests and benchmarks, with components of one's own.
    InProcess,
}

/// Reads and compiles components.
#[derive(Clone, Debug)]
pub struct Compiler {
    /// Where.
    pub place: Compile,
    /// What a component may be made of.
    pub component: ComponentLimits,
    /// What a worker may take.
    pub limits: CompileLimits,
}

impl Compiler {
    /// In this process, with the default limits: for tests and benchmarks.
    pub fn in_process() -> Self {
        Self {
            place: Compile::InProcess,
            component: ComponentLimits::default(),
            limits: CompileLimits::default(),
        }
    }

    /// Every limit, as the configuration names it.
    pub fn limit_lines(&self) -> impl Iterator<Item = LimitLine> {
        let rows = self.component.rows().into_iter().chain(self.limits.rows());
        rows.map(|(name, value)| LimitLine { name, value })
    }

    /// Reads a component and refuses one that the hub would not take. Compiles nothing. Blocks the thread, usually for
    /// milliseconds. The error says what is wrong and what to do.
    pub fn inspect(&self, bytes: &[u8]) -> Result<Inspection, RuntimeError> {
        Ok(self.order(Order::Read, bytes)?.inspection)
    }

    /// Reads and compiles a component. Blocks the thread, for up to minutes.
    pub(crate) fn compile(&self, bytes: &[u8]) -> Result<Compiled, RuntimeError> {
        self.order(Order::Compile, bytes)
    }

    fn order(&self, order: Order, bytes: &[u8]) -> Result<Compiled, RuntimeError> {
        count(bytes, &self.component)?;
        match &self.place {
            Compile::Worker(program) => hire(program, order, &self.limits, bytes),
            Compile::InProcess => work(order, bytes),
        }
    }
}
