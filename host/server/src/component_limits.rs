//! `[limits.component]` and `[limits.compile]` of the configuration file: what a plugin's component may be made of, and what
//! reading and compiling it may take.

use std::time::Duration;

use anyhow::ensure;
use parvis_plugin_runtime::{CompileLimits, ComponentLimits};
use serde::Deserialize;

const KIB: usize = 1024;
const MIB: usize = 1024 * KIB;

/// What a component may be made of. A line that is absent keeps its default.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct ComponentSection {
    size_mib: Option<usize>,
    imports: Option<usize>,
    exports: Option<usize>,
    functions: Option<usize>,
    function_kib: Option<usize>,
    function_locals: Option<usize>,
    types: Option<usize>,
    memories: Option<usize>,
    tables: Option<usize>,
    table_elements: Option<usize>,
    core_instances: Option<usize>,
    nesting: Option<usize>,
    items: Option<usize>,
    stack_kib: Option<usize>,
}

/// What reading and compiling one component may take.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(crate) struct CompileSection {
    cpu_s: Option<usize>,
    memory_mib: Option<usize>,
    code_mib: Option<usize>,
    wall_s: Option<usize>,
}

impl ComponentSection {
    /// The limits in force. The error names the line that cannot be meant.
    pub(crate) fn limits(&self) -> anyhow::Result<ComponentLimits> {
        let mut limits = ComponentLimits::default();
        // At most: what wasmtime can hold, or what would make the pool of instances larger than the machine.
        for (name, given, limit, unit, most) in [
            ("size-mib", self.size_mib, &mut limits.size_bytes, MIB, 1024),
            ("imports", self.imports, &mut limits.imports, 1, 100_000),
            ("exports", self.exports, &mut limits.exports, 1, 100_000),
            ("functions", self.functions, &mut limits.functions, 1, 1_000_000),
            ("function-kib", self.function_kib, &mut limits.function_bytes, KIB, 7_000),
            ("function-locals", self.function_locals, &mut limits.function_locals, 1, 50_000),
            ("types", self.types, &mut limits.types, 1, 1_000_000),
            ("memories", self.memories, &mut limits.memories, 1, 16),
            ("tables", self.tables, &mut limits.tables, 1, 64),
            ("table-elements", self.table_elements, &mut limits.table_elements, 1, 1_000_000),
            ("core-instances", self.core_instances, &mut limits.core_instances, 1, 1_000),
            ("nesting", self.nesting, &mut limits.nesting, 1, 100),
            ("items", self.items, &mut limits.items, 1, 10_000_000),
            ("stack-kib", self.stack_kib, &mut limits.stack_bytes, KIB, 16 * KIB),
        ] {
            put("component", name, given, limit, unit, most)?;
        }
        Ok(limits)
    }
}

impl CompileSection {
    /// The limits in force. The error names the line that cannot be meant.
    pub(crate) fn limits(&self) -> anyhow::Result<CompileLimits> {
        let mut limits = CompileLimits::default();
        let [mut cpu_s, mut wall_s] = [limits.cpu, limits.wall].map(|time| time.as_secs() as usize);
        for (name, given, limit, unit, most) in [
            ("cpu-s", self.cpu_s, &mut cpu_s, 1, 3_600),
            ("memory-mib", self.memory_mib, &mut limits.memory_bytes, MIB, 64 * KIB),
            ("code-mib", self.code_mib, &mut limits.code_bytes, MIB, 2 * KIB),
            ("wall-s", self.wall_s, &mut wall_s, 1, 3_600),
        ] {
            put("compile", name, given, limit, unit, most)?;
        }
        let [cpu, wall] = [cpu_s, wall_s].map(|seconds| Duration::from_secs(seconds as u64));
        Ok(CompileLimits { cpu, wall, ..limits })
    }
}

fn put(
    section: &str,
    name: &str,
    given: Option<usize>,
    limit: &mut usize,
    unit: usize,
    most: usize,
) -> anyhow::Result<()> {
    let Some(given) = given else { return Ok(()) };
    ensure!(
        (1..=most).contains(&given),
        "[limits.{section}] {name}: {given} cannot be a limit; write 1 to {most}, or no such line"
    );
    *limit = given * unit;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A limit as a line of its section.
    fn line(name: &str, value: usize) -> String {
        let (_, key) = name.split_once('.').expect("a section");
        format!("{key} = {value}")
    }

    #[test]
    fn every_limit_that_is_shown_can_be_set_by_its_name() {
        for (name, default) in ComponentLimits::default().rows() {
            let section: ComponentSection = toml::from_str(&line(name, default - 1)).expect("a section");
            let rows = section.limits().expect("limits").rows();
            let changed: Vec<_> = rows
                .into_iter()
                .zip(ComponentLimits::default().rows())
                .filter(|(now, before)| now != before)
                .collect();
            assert_eq!(changed, [((name, default - 1), (name, default))]);
        }
        for (name, default) in CompileLimits::default().rows() {
            let section: CompileSection = toml::from_str(&line(name, default + 1)).expect("a section");
            let rows = section.limits().expect("limits").rows();
            let changed: Vec<_> = rows
                .into_iter()
                .zip(CompileLimits::default().rows())
                .filter(|(now, before)| now != before)
                .collect();
            assert_eq!(changed, [((name, default + 1), (name, default))]);
        }
    }

    #[test]
    fn a_line_that_cannot_be_meant_is_named() {
        for text in ["size-mib = 0", "memories = 17", "stack-kib = 1000000"] {
            let section: ComponentSection = toml::from_str(text).expect("a section");
            let error = section.limits().expect_err(text).to_string();
            assert!(error.contains(text.split(' ').next().expect("a name")), "{error}");
        }
        let section: CompileSection = toml::from_str("cpu-s = 0").expect("a section");
        assert!(section.limits().expect_err("zero").to_string().contains("[limits.compile] cpu-s"));
        assert!(toml::from_str::<CompileSection>("cpu = 1").is_err());
    }
}
