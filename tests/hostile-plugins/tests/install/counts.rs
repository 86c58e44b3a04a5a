//! What a component is made of, counted here once more by other code than the hub's.

use wasmparser::{Parser, Payload};

/// How many of what is limited by this line of `[limits.component]` a component has; sums, not the largest.
pub(crate) fn count(bytes: &[u8], line: &str) -> usize {
    let mut depth = 0_usize;
    let mut deepest = 0;
    let mut sum = 0;
    for payload in Parser::new(0).parse_all(bytes).map(|payload| payload.expect("a sound component")) {
        match payload {
            Payload::Version { .. } => {
                deepest = deepest.max(depth);
                depth += 1;
            }
            Payload::End(_) => depth -= 1,
            _ => {}
        }
        sum += of(&payload, line, depth == 1);
    }
    if line == "nesting" { deepest } else { sum }
}

fn of(payload: &Payload<'_>, line: &str, outermost: bool) -> usize {
    use Payload as P;
    let count = match (line, payload) {
        ("types", P::TypeSection(section)) => section.count(),
        ("types", P::CoreTypeSection(section)) => section.count(),
        ("types", P::ComponentTypeSection(section)) => section.count(),
        ("imports", P::ComponentImportSection(section)) if outermost => section.count(),
        ("exports", P::ComponentExportSection(section)) if outermost => section.count(),
        ("functions", P::FunctionSection(section)) => section.count(),
        ("memories", P::MemorySection(section)) => section.count(),
        ("tables", P::TableSection(section)) => section.count(),
        ("core-instances", P::InstanceSection(section)) => {
            let made =
                |item: &wasmparser::Instance<'_>| matches!(item, wasmparser::Instance::Instantiate { .. });
            let instances = section.clone().into_iter();
            return instances.filter(|item| item.as_ref().is_ok_and(made)).count();
        }
        ("items", payload) => return usize::from(payload.as_section().is_some()) + items(payload, outermost),
        _ => 0,
    };
    count as usize
}

/// What has no limit of its own.
fn items(payload: &Payload<'_>, outermost: bool) -> usize {
    use Payload as P;
    let count = match payload {
        P::ImportSection(section) => section.count(),
        P::GlobalSection(section) => section.count(),
        P::ExportSection(section) => section.count(),
        P::ElementSection(section) => section.count(),
        P::DataSection(section) => section.count(),
        P::InstanceSection(section) => section.count(),
        P::ComponentImportSection(section) if !outermost => section.count(),
        P::ComponentExportSection(section) if !outermost => section.count(),
        P::ComponentInstanceSection(section) => section.count(),
        P::ComponentAliasSection(section) => section.count(),
        P::ComponentCanonicalSection(section) => section.count(),
        _ => 0,
    };
    count as usize
}
