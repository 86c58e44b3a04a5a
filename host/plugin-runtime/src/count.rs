//! The first look at a stranger's component: size and counts, in one pass that takes milliseconds.
//!
//! Types are counted and never decoded: wasmparser reads them by recursion, and a type nested a million times would end
//! the process. Whatever passes here is read further in a process of its own.

use wasmparser::{FunctionBody, Instance, Parser, Payload, SectionLimited};

use crate::{ComponentLimits, RuntimeError};

/// The first bytes of native code: an ELF file, of which a `.cwasm` is one.
const ELF: &[u8] = b"\x7fELF";

/// Refuses what is no component, or passes a limit. The error names the number and the limit.
pub(crate) fn count(bytes: &[u8], limits: &ComponentLimits) -> Result<(), RuntimeError> {
    most("bytes", bytes.len(), limits.size_bytes, "size-mib")?;
    if bytes.starts_with(ELF) {
        return refuse(
            "this is native code; a hub compiles components itself and takes no native code from outside",
        );
    }
    if !Parser::is_component(bytes) {
        return refuse("this is not a WebAssembly component; make one with `parvis plugin build FOLDER`");
    }
    let mut tally = Tally::new(limits);
    for payload in Parser::new(0).parse_all(bytes) {
        tally.add(payload.map_err(damaged)?)?;
    }
    Ok(())
}

pub(crate) fn damaged(error: wasmparser::BinaryReaderError) -> RuntimeError {
    RuntimeError::Refused(format!("the component is damaged: {error}"))
}

fn refuse(reason: &str) -> Result<(), RuntimeError> {
    Err(RuntimeError::Refused(reason.to_owned()))
}

/// Refuses more than a limit, in one sentence.
fn most(what: &str, count: usize, limit: usize, line: &str) -> Result<(), RuntimeError> {
    if count <= limit {
        return Ok(());
    }
    Err(RuntimeError::Refused(format!(
        "the component has {count} {what}; at most {limit} are taken ([limits.component] {line})"
    )))
}

/// What was counted so far.
struct Tally<'a> {
    limits: &'a ComponentLimits,
    /// Components and modules that are open, the outermost included.
    depth: usize,
    imports: usize,
    exports: usize,
    functions: usize,
    types: usize,
    memories: usize,
    tables: usize,
    core_instances: usize,
    items: usize,
}

impl<'a> Tally<'a> {
    fn new(limits: &'a ComponentLimits) -> Self {
        Self {
            limits,
            depth: 1,
            imports: 0,
            exports: 0,
            functions: 0,
            types: 0,
            memories: 0,
            tables: 0,
            core_instances: 0,
            items: 0,
        }
    }

    fn add(&mut self, payload: Payload<'_>) -> Result<(), RuntimeError> {
        use Payload as P;
        if payload.as_section().is_some() {
            self.items(1)?;
        }
        match payload {
            P::ModuleSection { .. } | P::ComponentSection { .. } => self.enter(),
            P::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Ok(())
            }
            P::TypeSection(section) => self.types(section.count()),
            P::CoreTypeSection(section) => self.types(section.count()),
            P::ComponentTypeSection(section) => self.types(section.count()),
            P::ComponentImportSection(section) if self.depth == 1 => self.imports(section.count()),
            P::ComponentExportSection(section) if self.depth == 1 => self.exports(section.count()),
            P::FunctionSection(section) => self.functions(section.count()),
            P::CodeSectionStart { count, .. } => {
                most("functions", wide(count), self.limits.functions, "functions")
            }
            P::CodeSectionEntry(body) => self.function(&body),
            P::MemorySection(section) => self.memories(section.count()),
            P::TableSection(section) => self.tables(section),
            P::InstanceSection(section) => self.instances(section),
            other => self.items(declared(&other)),
        }
    }

    fn enter(&mut self) -> Result<(), RuntimeError> {
        self.depth += 1;
        // The outermost component is level 0, as its readers count.
        most("levels of nesting", self.depth - 1, self.limits.nesting, "nesting")
    }

    fn types(&mut self, count: u32) -> Result<(), RuntimeError> {
        self.types += wide(count);
        most("types", self.types, self.limits.types, "types")
    }

    fn imports(&mut self, count: u32) -> Result<(), RuntimeError> {
        self.imports += wide(count);
        most("imports", self.imports, self.limits.imports, "imports")
    }

    fn exports(&mut self, count: u32) -> Result<(), RuntimeError> {
        self.exports += wide(count);
        most("exports", self.exports, self.limits.exports, "exports")
    }

    fn functions(&mut self, count: u32) -> Result<(), RuntimeError> {
        self.functions += wide(count);
        most("functions", self.functions, self.limits.functions, "functions")
    }

    fn function(&mut self, body: &FunctionBody<'_>) -> Result<(), RuntimeError> {
        most("bytes in one function", body.range().len(), self.limits.function_bytes, "function-kib")?;
        let mut locals = 0_usize;
        for group in body.get_locals_reader().map_err(damaged)? {
            let (count, _) = group.map_err(damaged)?;
            locals = locals.saturating_add(wide(count));
        }
        most("local variables in one function", locals, self.limits.function_locals, "function-locals")
    }

    fn memories(&mut self, count: u32) -> Result<(), RuntimeError> {
        self.memories += wide(count);
        most("memories", self.memories, self.limits.memories, "memories")
    }

    fn tables(&mut self, section: SectionLimited<'_, wasmparser::Table<'_>>) -> Result<(), RuntimeError> {
        self.tables += wide(section.count());
        most("tables", self.tables, self.limits.tables, "tables")?;
        for table in section {
            let elements = usize::try_from(table.map_err(damaged)?.ty.initial).unwrap_or(usize::MAX);
            most("elements in one table", elements, self.limits.table_elements, "table-elements")?;
        }
        Ok(())
    }

    fn instances(&mut self, section: SectionLimited<'_, Instance<'_>>) -> Result<(), RuntimeError> {
        self.items(section.count())?;
        for instance in section {
            // The others only give names to what is there.
            if let Instance::Instantiate { .. } = instance.map_err(damaged)? {
                self.core_instances += 1;
            }
        }
        most("instances of modules", self.core_instances, self.limits.core_instances, "core-instances")
    }

    fn items(&mut self, count: u32) -> Result<(), RuntimeError> {
        self.items += wide(count);
        most("items", self.items, self.limits.items, "items")
    }
}

/// How many things a section without a limit of its own declares.
fn declared(payload: &Payload<'_>) -> u32 {
    use Payload as P;
    match payload {
        P::ImportSection(section) => section.count(),
        P::GlobalSection(section) => section.count(),
        P::TagSection(section) => section.count(),
        P::ExportSection(section) => section.count(),
        P::ElementSection(section) => section.count(),
        P::DataSection(section) => section.count(),
        P::ComponentImportSection(section) => section.count(),
        P::ComponentExportSection(section) => section.count(),
        P::ComponentInstanceSection(section) => section.count(),
        P::ComponentAliasSection(section) => section.count(),
        P::ComponentCanonicalSection(section) => section.count(),
        _ => 0,
    }
}

fn wide(count: u32) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}
