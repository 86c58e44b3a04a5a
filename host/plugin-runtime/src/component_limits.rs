//! What a component may be made of, and what reading and compiling it may take. Every value is configuration with a
//! default.
//!
//! The defaults let in the largest honest components that we know, with room: CPython by componentize-py (18 MB, 13,500
//! functions, one of 417 KiB, 1,650 types, tables of 5,700 elements) and QuickJS by jco (3 memories, 3 tables, 3 levels).

use std::time::Duration;

/// What a component may be made of. Counted before anything else, in one pass that decodes no types and runs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ComponentLimits {
    /// Bytes of the file.
    pub size_bytes: usize,
    /// Interfaces that it imports.
    pub imports: usize,
    /// Interfaces that it exports.
    pub exports: usize,
    /// Functions in all its modules.
    pub functions: usize,
    /// Bytes of one function.
    pub function_bytes: usize,
    /// Local variables of one function.
    pub function_locals: usize,
    /// Types declared, those of its modules and its own.
    pub types: usize,
    /// Memories in all its modules.
    pub memories: usize,
    /// Tables in all its modules.
    pub tables: usize,
    /// Elements of one table.
    pub table_elements: usize,
    /// Instances of modules, in all nested components.
    pub core_instances: usize,
    /// Levels of components and modules within each other.
    pub nesting: usize,
    /// Everything else that is declared: sections, globals, aliases, segments, what modules import and export.
    pub items: usize,
    /// Bytes of the stack that its code may use.
    pub stack_bytes: usize,
}

/// What reading and compiling one component may take, in a process of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompileLimits {
    /// Time of the processor, of all threads together; whole seconds.
    pub cpu: Duration,
    /// Memory that can be written to.
    pub memory_bytes: usize,
    /// Native code that comes of it.
    pub code_bytes: usize,
    /// Time in all.
    pub wall: Duration,
}

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

impl Default for ComponentLimits {
    fn default() -> Self {
        Self {
            size_bytes: 40 * MIB,
            imports: 256,
            exports: 64,
            functions: 50_000,
            function_bytes: 768 * KIB,
            function_locals: 10_000,
            types: 10_000,
            memories: 4,
            tables: 8,
            table_elements: 20_000,
            core_instances: 64,
            nesting: 8,
            items: 100_000,
            stack_bytes: 512 * KIB,
        }
    }
}

impl Default for CompileLimits {
    fn default() -> Self {
        Self {
            cpu: Duration::from_secs(60),
            memory_bytes: 1024 * MIB,
            code_bytes: 256 * MIB,
            // A worker stands behind everybody else: on a busy machine CPython's 20 s of processor time took 130 s.
            wall: Duration::from_secs(300),
        }
    }
}

impl ComponentLimits {
    /// Every limit by its name under `[limits]`, in the unit of the name.
    pub fn rows(&self) -> [(&'static str, usize); 14] {
        [
            ("component.size-mib", self.size_bytes / MIB),
            ("component.imports", self.imports),
            ("component.exports", self.exports),
            ("component.functions", self.functions),
            ("component.function-kib", self.function_bytes / KIB),
            ("component.function-locals", self.function_locals),
            ("component.types", self.types),
            ("component.memories", self.memories),
            ("component.tables", self.tables),
            ("component.table-elements", self.table_elements),
            ("component.core-instances", self.core_instances),
            ("component.nesting", self.nesting),
            ("component.items", self.items),
            ("component.stack-kib", self.stack_bytes / KIB),
        ]
    }
}

impl CompileLimits {
    /// Every limit by its name under `[limits]`, in the unit of the name.
    pub fn rows(&self) -> [(&'static str, usize); 4] {
        let seconds = |time: Duration| usize::try_from(time.as_secs()).unwrap_or(usize::MAX);
        [
            ("compile.cpu-s", seconds(self.cpu)),
            ("compile.memory-mib", self.memory_bytes / MIB),
            ("compile.code-mib", self.code_bytes / MIB),
            ("compile.wall-s", seconds(self.wall)),
        ]
    }
}
